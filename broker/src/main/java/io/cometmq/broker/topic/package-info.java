/**
 * The broker's topics: the table that sends and pulls look up, what a fresh broker has, how topics come into being
 * (docs/protocol/semantics.md 1, 2), and topics.json (docs/protocol/message-formats.md 10).
 *
 * <p>A {@link io.cometmq.common.TopicConfig} in the table is never changed, only replaced; who got one must not change it either.
 */
package io.cometmq.broker.topic;
