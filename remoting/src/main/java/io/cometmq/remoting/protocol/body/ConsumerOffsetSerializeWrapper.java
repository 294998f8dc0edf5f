package io.cometmq.remoting.protocol.body;

import io.cometmq.remoting.protocol.DataVersion;
import java.util.Map;
import java.util.Set;

/**
 * Body of the answer to GET_ALL_CONSUMER_OFFSET (43), and content of consumerOffset.json: offset by queue id by
 * {@code topic@group}.
 */
public record ConsumerOffsetSerializeWrapper(
        Map<String, Map<Integer, Long>> offsetTable, DataVersion dataVersion, Map<String, Set<String>> groupTopicMap) {
    public ConsumerOffsetSerializeWrapper {
        offsetTable = offsetTable == null ? Map.of() : offsetTable;
        groupTopicMap = groupTopicMap == null ? Map.of() : groupTopicMap;
    }
}
