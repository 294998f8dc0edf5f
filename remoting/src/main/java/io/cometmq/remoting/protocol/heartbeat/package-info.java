/**
 * What clients tell brokers about themselves in heartbeats.
 *
 * <p>Facts: docs/protocol/semantics.md 7.
 */
package io.cometmq.remoting.protocol.heartbeat;
