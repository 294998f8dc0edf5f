package io.cometmq.remoting.protocol.header;

import io.cometmq.common.BoundaryType;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of SEARCH_OFFSET_BY_TIMESTAMP (29). */
public record SearchOffsetRequestHeader(
        @Required String topic,
        @Required int queueId,
        @Required long timestamp,
        BoundaryType boundaryType,
        String bname)
        implements CommandHeader {}
