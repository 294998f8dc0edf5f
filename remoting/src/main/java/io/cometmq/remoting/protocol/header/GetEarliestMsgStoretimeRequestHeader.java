package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_EARLIEST_MSG_STORETIME (32). */
public record GetEarliestMsgStoretimeRequestHeader(
        @Required String topic, @Required int queueId, String bname) implements CommandHeader {}
