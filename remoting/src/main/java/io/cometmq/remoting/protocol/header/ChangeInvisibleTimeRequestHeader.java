package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of CHANGE_MESSAGE_INVISIBLETIME (200053). */
public record ChangeInvisibleTimeRequestHeader(
        @Required String consumerGroup,
        @Required String topic,
        @Required int queueId,
        @Required String extraInfo,
        @Required long offset,
        @Required long invisibleTime,
        String bname)
        implements CommandHeader {}
