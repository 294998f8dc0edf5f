package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to GET_MAX_OFFSET (30). */
public record GetMaxOffsetResponseHeader(@Required long offset) implements CommandHeader {}
