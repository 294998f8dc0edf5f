package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to SEARCH_OFFSET_BY_TIMESTAMP (29). */
public record SearchOffsetResponseHeader(@Required long offset) implements CommandHeader {}
