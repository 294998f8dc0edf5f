package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of QUERY_TOPIC_CONSUME_BY_WHO (300). */
public record QueryTopicConsumeByWhoRequestHeader(@Required String topic) implements CommandHeader {}
