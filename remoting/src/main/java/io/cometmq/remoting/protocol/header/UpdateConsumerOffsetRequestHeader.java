package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;

/** Header of UPDATE_CONSUMER_OFFSET (15). What is missing has an answer of its own each, so that nothing is required here. */
public record UpdateConsumerOffsetRequestHeader(
        String consumerGroup, String topic, Integer queueId, Long commitOffset, String bname)
        implements CommandHeader {}
