/** Which consumer may consume which queue in order (docs/protocol/semantics.md 8). */
package io.cometmq.broker.lock;
