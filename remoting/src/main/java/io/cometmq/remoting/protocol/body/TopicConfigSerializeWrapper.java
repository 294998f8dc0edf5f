package io.cometmq.remoting.protocol.body;

import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.protocol.DataVersion;
import java.util.Map;

/** Body of the answer to GET_ALL_TOPIC_CONFIG (21), and content of topics.json. */
public record TopicConfigSerializeWrapper(Map<String, TopicConfig> topicConfigTable, DataVersion dataVersion) {
    public TopicConfigSerializeWrapper {
        topicConfigTable = topicConfigTable == null ? Map.of() : topicConfigTable;
    }
}
