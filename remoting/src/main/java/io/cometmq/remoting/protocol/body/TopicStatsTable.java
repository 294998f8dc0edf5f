package io.cometmq.remoting.protocol.body;

import io.cometmq.common.message.MessageQueue;
import java.util.Map;

/** Body of the answer to GET_TOPIC_STATS_INFO (202). */
public record TopicStatsTable(double topicPutTps, Map<MessageQueue, TopicOffset> offsetTable) {
    public TopicStatsTable {
        offsetTable = offsetTable == null ? Map.of() : offsetTable;
    }
}
