package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of CLONE_GROUP_OFFSET (314). */
public record CloneGroupOffsetRequestHeader(
        @Required String srcGroup, @Required String destGroup, String topic, boolean offline)
        implements CommandHeader {}
