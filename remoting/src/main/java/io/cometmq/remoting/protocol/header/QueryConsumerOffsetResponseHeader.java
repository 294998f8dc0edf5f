package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to QUERY_CONSUMER_OFFSET (14). */
public record QueryConsumerOffsetResponseHeader(@Required long offset) implements CommandHeader {}
