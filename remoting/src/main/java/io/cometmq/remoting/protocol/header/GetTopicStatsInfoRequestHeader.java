package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_TOPIC_STATS_INFO (202). */
public record GetTopicStatsInfoRequestHeader(@Required String topic) implements CommandHeader {}
