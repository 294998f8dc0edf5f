package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of QUERY_CONSUMER_OFFSET (14). */
public record QueryConsumerOffsetRequestHeader(
        @Required String consumerGroup,
        @Required String topic,
        @Required int queueId,
        Boolean setZeroIfNotFound,
        String bname)
        implements CommandHeader {}
