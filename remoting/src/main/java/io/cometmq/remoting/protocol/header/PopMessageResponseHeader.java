package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to POP_MESSAGE (200050) and PEEK_MESSAGE (200052). */
public record PopMessageResponseHeader(
        @Required long popTime,
        @Required long invisibleTime,
        @Required int reviveQid,
        @Required long restNum,
        String startOffsetInfo,
        String msgOffsetInfo,
        String orderCountInfo)
        implements CommandHeader {}
