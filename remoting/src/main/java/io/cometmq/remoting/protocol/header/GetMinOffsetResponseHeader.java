package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to GET_MIN_OFFSET (31). */
public record GetMinOffsetResponseHeader(@Required long offset) implements CommandHeader {}
