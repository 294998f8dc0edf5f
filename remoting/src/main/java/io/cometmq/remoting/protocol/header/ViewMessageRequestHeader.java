package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of VIEW_MESSAGE_BY_ID (33). */
public record ViewMessageRequestHeader(
        String topic, @Required long offset) implements CommandHeader {}
