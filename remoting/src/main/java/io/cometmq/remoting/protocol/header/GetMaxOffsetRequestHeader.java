package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_MAX_OFFSET (30). */
public record GetMaxOffsetRequestHeader(
        @Required String topic, @Required int queueId, boolean committed, String bname) implements CommandHeader {}
