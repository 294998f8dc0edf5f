package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of ACK_MESSAGE (200051). */
public record AckMessageRequestHeader(
        @Required String consumerGroup,
        @Required String topic,
        @Required int queueId,
        @Required String extraInfo,
        @Required long offset,
        String bname)
        implements CommandHeader {}
