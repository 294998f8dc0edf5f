package io.cometmq.remoting.protocol.body;

import io.cometmq.common.message.MessageQueue;

/** Body of the messages that 4.9 brokers write to OFFSET_MOVED_EVENT. */
public record OffsetMovedEvent(String consumerGroup, MessageQueue messageQueue, long offsetRequest, long offsetNew) {}
