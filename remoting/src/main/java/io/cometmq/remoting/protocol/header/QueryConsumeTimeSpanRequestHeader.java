package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of QUERY_CONSUME_TIME_SPAN (303). */
public record QueryConsumeTimeSpanRequestHeader(
        @Required String topic, @Required String group) implements CommandHeader {}
