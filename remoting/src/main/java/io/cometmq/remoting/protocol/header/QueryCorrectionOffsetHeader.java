package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of QUERY_CORRECTION_OFFSET (308). */
public record QueryCorrectionOffsetHeader(
        String filterGroups,
        @Required String compareGroup,
        @Required String topic) implements CommandHeader {}
