/**
 * What brokers do to messages between network and store: hosts, properties, and records read back from the log
 * (docs/protocol/message-formats.md 1, 4).
 *
 * <p>Nothing here has a thread or a lock of its own.
 */
package io.cometmq.broker.message;
