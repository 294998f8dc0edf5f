package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to GET_EARLIEST_MSG_STORETIME (32). */
public record GetEarliestMsgStoretimeResponseHeader(
        @Required long timestamp) implements CommandHeader {}
