package io.cometmq.broker.filter;

import java.util.Map;

/** Content of consumerFilter.json (docs/protocol/message-formats.md 10): filters by topic and group. */
record ConsumerFilterFile(Map<String, OfTopic> filterDataByTopic) {
    ConsumerFilterFile {
        filterDataByTopic = filterDataByTopic == null ? Map.of() : filterDataByTopic;
    }

    /** The filters of a topic, by group. */
    record OfTopic(Map<String, ConsumerFilterData> groupFilterData, String topic) {
        OfTopic {
            groupFilterData = groupFilterData == null ? Map.of() : groupFilterData;
        }
    }
}
