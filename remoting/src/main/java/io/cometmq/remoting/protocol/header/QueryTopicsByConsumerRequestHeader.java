package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of QUERY_TOPICS_BY_CONSUMER (343). */
public record QueryTopicsByConsumerRequestHeader(@Required String group) implements CommandHeader {}
