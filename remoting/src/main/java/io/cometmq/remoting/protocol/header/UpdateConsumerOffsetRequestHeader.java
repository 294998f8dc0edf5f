package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of UPDATE_CONSUMER_OFFSET (15). */
public record UpdateConsumerOffsetRequestHeader(
        @Required String consumerGroup,
        @Required String topic,
        @Required int queueId,
        @Required long commitOffset,
        String bname)
        implements CommandHeader {}
