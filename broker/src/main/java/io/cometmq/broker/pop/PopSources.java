package io.cometmq.broker.pop;

import io.cometmq.broker.config.PopConfig;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.MixAll;
import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.protocol.pop.TopicKind;
import io.cometmq.store.MessageFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Which queues a pop looks at, and in which order (docs/protocol/semantics.md 13.1). Thread-safe. */
final class PopSources {
    /** {@code initMode} of a group that wants only what comes from now on. */
    private static final int FROM_END = 1;

    private final PopConfig settings;
    private final TopicConfigManager topics;
    private final IntUnaryOperator random;

    /** @param random gives a number from 0 below its argument */
    PopSources(PopConfig settings, TopicConfigManager topics, IntUnaryOperator random) {
        this.settings = settings;
        this.topics = topics;
        this.random = random;
    }

    /** The queues of the topic, and before or behind them those in which its messages come again for the group. */
    List<PopSource> of(PopRequest pop) {
        String topic = pop.header().topic();
        String group = pop.header().consumerGroup();
        List<PopSource> sources = new ArrayList<>();
        add(
                sources,
                TopicKind.NORMAL,
                pop.topic(),
                group,
                pop.header().queueId(),
                pop.filter(),
                pop.header().initMode() == FROM_END);
        if (topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) {
            return sources;
        }
        List<PopSource> again = new ArrayList<>();
        for (TopicKind kind : retryKinds()) {
            TopicConfig retryTopic = topics.find(kind.topic(group, topic));
            if (retryTopic != null) {
                add(again, kind, retryTopic, group, -1, MessageFilter.ALL, false);
            }
        }
        sources.addAll(random.applyAsInt(100) < settings.popFromRetryProbability() ? 0 : sources.size(), again);
        return sources;
    }

    private List<TopicKind> retryKinds() {
        if (!settings.enableRetryTopicV2()) {
            return List.of(TopicKind.RETRY_V1);
        }
        return settings.retrieveMessageFromPopRetryTopicV1()
                ? List.of(TopicKind.RETRY_V2, TopicKind.RETRY_V1)
                : List.of(TopicKind.RETRY_V2);
    }

    /** All queues of a topic are looked at in turn from a random one on, so that none is always the last. */
    private void add(
            List<PopSource> sources,
            TopicKind kind,
            TopicConfig topic,
            String group,
            int queueId,
            MessageFilter filter,
            boolean initialAtEnd) {
        int queues = topic.getReadQueueNums();
        if (queueId >= 0 || queues == 0) {
            if (queueId >= 0) {
                sources.add(new PopSource(
                        kind, new GroupQueue(topic.getTopicName(), group, queueId), filter, initialAtEnd));
            }
            return;
        }
        int first = random.applyAsInt(queues);
        for (int i = 0; i < queues; i++) {
            GroupQueue queue = new GroupQueue(topic.getTopicName(), group, (first + i) % queues);
            sources.add(new PopSource(kind, queue, filter, initialAtEnd));
        }
    }
}
