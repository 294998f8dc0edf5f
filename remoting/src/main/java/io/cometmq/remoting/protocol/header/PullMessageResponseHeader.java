package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to PULL_MESSAGE (11) and LITE_PULL_MESSAGE (361). */
public record PullMessageResponseHeader(
        @Required long suggestWhichBrokerId,
        @Required long nextBeginOffset,
        @Required long minOffset,
        @Required long maxOffset,
        Long offsetDelta,
        Integer topicSysFlag,
        Integer groupSysFlag,
        Integer forbiddenType)
        implements CommandHeader {}
