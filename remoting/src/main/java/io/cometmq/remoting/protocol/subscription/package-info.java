/**
 * Consumer groups as brokers keep them.
 *
 * <p>Facts: docs/protocol/message-formats.md 10.
 */
package io.cometmq.remoting.protocol.subscription;
