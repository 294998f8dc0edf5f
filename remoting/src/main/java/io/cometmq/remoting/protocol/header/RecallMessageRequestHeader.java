package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of RECALL_MESSAGE (370). */
public record RecallMessageRequestHeader(
        String producerGroup,
        @Required String topic,
        @Required String recallHandle,
        String bname) implements CommandHeader {}
