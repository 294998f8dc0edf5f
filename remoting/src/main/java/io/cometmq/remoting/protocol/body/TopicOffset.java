package io.cometmq.remoting.protocol.body;

/**
 * The ends of a queue.
 *
 * @param lastUpdateTimestamp when the last message was stored, milliseconds since the epoch
 */
public record TopicOffset(long minOffset, long maxOffset, long lastUpdateTimestamp) {}
