package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of POP_MESSAGE (200050). */
public record PopMessageRequestHeader(
        @Required String consumerGroup,
        @Required String topic,
        @Required int queueId,
        @Required int maxMsgNums,
        @Required long invisibleTime,
        @Required long pollTime,
        @Required long bornTime,
        @Required int initMode,
        String expType,
        String exp,
        Boolean order,
        String attemptId,
        String bname)
        implements CommandHeader {}
