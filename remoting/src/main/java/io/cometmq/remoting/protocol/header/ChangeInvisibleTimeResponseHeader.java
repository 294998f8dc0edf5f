package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to CHANGE_MESSAGE_INVISIBLETIME (200053). */
public record ChangeInvisibleTimeResponseHeader(
        @Required long popTime,
        @Required long invisibleTime,
        @Required int reviveQid) implements CommandHeader {}
