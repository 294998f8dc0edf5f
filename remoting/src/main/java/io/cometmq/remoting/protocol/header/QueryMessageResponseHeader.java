package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to QUERY_MESSAGE (12). */
public record QueryMessageResponseHeader(
        @Required long indexLastUpdateTimestamp, @Required long indexLastUpdatePhyoffset) implements CommandHeader {}
