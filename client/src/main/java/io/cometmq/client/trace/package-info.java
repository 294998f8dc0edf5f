/**
 * Message traces: what was sent, consumed and ended, when and how, written to a topic of their own (docs/protocol/semantics.md
 * 21). Tracing never delays or fails what it traces: when it cannot keep up, traces are dropped and counted.
 */
package io.cometmq.client.trace;
