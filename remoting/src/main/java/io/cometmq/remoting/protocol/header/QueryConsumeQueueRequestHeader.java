package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;

/** Header of QUERY_CONSUME_QUEUE (321). */
public record QueryConsumeQueueRequestHeader(String topic, int queueId, long index, int count, String consumerGroup)
        implements CommandHeader {}
