package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to RECALL_MESSAGE (370). */
public record RecallMessageResponseHeader(@Required String msgId) implements CommandHeader {}
