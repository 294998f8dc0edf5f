package io.cometmq.remoting.protocol.body;

import java.util.Set;

/** Names of topics, and the address of a broker where that matters. */
public record TopicList(Set<String> topicList, String brokerAddr) {
    public TopicList {
        topicList = topicList == null ? Set.of() : topicList;
    }
}
