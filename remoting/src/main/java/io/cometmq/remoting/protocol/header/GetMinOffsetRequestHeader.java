package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_MIN_OFFSET (31). */
public record GetMinOffsetRequestHeader(
        @Required String topic, @Required int queueId, String bname) implements CommandHeader {}
