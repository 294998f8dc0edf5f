package io.cometmq.broker.topic;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.common.MixAll;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.topic.TopicValidator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The topics that a broker has of itself (docs/protocol/semantics.md 1). Immutable. */
final class SystemTopics {
    private static final int READ_WRITE = PermName.PERM_READ | PermName.PERM_WRITE;
    private static final int BENCHMARK_QUEUES = 1024;
    private static final int CLUSTER_QUEUES = 16;

    private final List<TopicConfig> fresh = new ArrayList<>();
    private final Set<String> names = new HashSet<>(TopicValidator.getSystemTopicSet());

    SystemTopics(BrokerConfig config) {
        String cluster = config.brokerClusterName();
        String broker = config.brokerName();
        add(TopicValidator.RMQ_SYS_SELF_TEST_TOPIC, 1, READ_WRITE);
        if (config.autoCreateTopicEnable()) {
            add(
                    TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC,
                    config.defaultTopicQueueNums(),
                    READ_WRITE | PermName.PERM_INHERIT);
        }
        add(TopicValidator.RMQ_SYS_BENCHMARK_TOPIC, BENCHMARK_QUEUES, READ_WRITE);
        add(cluster, CLUSTER_QUEUES, PermName.PERM_INHERIT | (config.clusterTopicEnable() ? READ_WRITE : 0));
        add(broker, 1, PermName.PERM_INHERIT | (config.brokerTopicEnable() ? READ_WRITE : 0));
        add(TopicValidator.RMQ_SYS_OFFSET_MOVED_EVENT, 1, READ_WRITE);
        add(TopicValidator.RMQ_SYS_SCHEDULE_TOPIC, config.delayTable().maxLevel(), READ_WRITE);
        if (config.traceTopicEnable()) {
            add(config.msgTraceTopicName(), 1, READ_WRITE);
        }
        add(MixAll.getReplyTopic(cluster), 1, READ_WRITE);
        add(TopicValidator.RMQ_SYS_TRANS_HALF_TOPIC, 1, READ_WRITE);
        add(TopicValidator.RMQ_SYS_TRANS_OP_HALF_TOPIC, 1, READ_WRITE);
        add(TopicValidator.RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC, 1, READ_WRITE);
        add(TopicValidator.RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC, 1, READ_WRITE);
        add(config.reviveTopic(), config.reviveQueueNum(), READ_WRITE);
        add(TopicValidator.SYNC_BROKER_MEMBER_GROUP_PREFIX + broker, 1, PermName.PERM_INHERIT);
        add(TopicValidator.RMQ_SYS_WHEEL_TIMER_TOPIC, 1, READ_WRITE);
    }

    private void add(String topic, int queueNums, int perm) {
        fresh.add(new TopicConfig(topic, queueNums, queueNums, perm));
        names.add(topic);
    }

    /** What a fresh broker has. */
    List<TopicConfig> fresh() {
        return List.copyOf(fresh);
    }

    /** All names that are the system's, whether there is such a topic on this broker or not. */
    Set<String> names() {
        return Set.copyOf(names);
    }

    boolean contains(String topic) {
        return names.contains(topic) || TopicValidator.isSystemTopic(topic);
    }
}
