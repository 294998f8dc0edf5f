/** Signing requests for brokers with access control (docs/protocol/semantics.md 19). Thread-safe. */
package io.cometmq.acl.common;
