/** Telling brokers who is online (docs/protocol/semantics.md 7). */
package io.cometmq.client.impl.heartbeat;
