package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_CONSUME_STATS (208). */
public record GetConsumeStatsRequestHeader(@Required String consumerGroup, String topic, String topicList)
        implements CommandHeader {}
