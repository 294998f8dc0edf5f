package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of PEEK_MESSAGE (200052). */
public record PeekMessageRequestHeader(
        @Required String topic,
        @Required int queueId,
        @Required int maxMsgNums,
        @Required String consumerGroup,
        String bname)
        implements CommandHeader {}
