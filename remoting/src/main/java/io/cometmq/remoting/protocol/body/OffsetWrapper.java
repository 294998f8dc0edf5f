package io.cometmq.remoting.protocol.body;

/**
 * How far a group is in a queue.
 *
 * @param lastTimestamp when the last consumed message was stored, milliseconds since the epoch
 */
public record OffsetWrapper(long brokerOffset, long consumerOffset, long pullOffset, long lastTimestamp) {}
