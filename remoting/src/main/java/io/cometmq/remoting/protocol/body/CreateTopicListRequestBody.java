package io.cometmq.remoting.protocol.body;

import io.cometmq.common.TopicConfig;
import java.util.List;

/** Body of UPDATE_AND_CREATE_TOPIC_LIST (18). */
public record CreateTopicListRequestBody(List<TopicConfig> topicConfigList) {
    public CreateTopicListRequestBody {
        topicConfigList = topicConfigList == null ? List.of() : topicConfigList;
    }
}
