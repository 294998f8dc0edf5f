/** Avoiding brokers that answer slowly or not at all (docs/protocol/semantics.md 4). Thread-safe. */
package io.cometmq.client.latency;
