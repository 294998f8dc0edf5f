package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of NOTIFICATION (200054). */
public record NotificationRequestHeader(
        @Required String consumerGroup,
        @Required String topic,
        @Required int queueId,
        @Required long pollTime,
        @Required long bornTime,
        Boolean order,
        String attemptId,
        String bname)
        implements CommandHeader {}
