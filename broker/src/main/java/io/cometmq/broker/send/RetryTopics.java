package io.cometmq.broker.send;

import io.cometmq.broker.lock.RebalanceLockManager;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.MQVersion;
import io.cometmq.common.MixAll;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.constant.PermName;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;

/** Where messages go that a group did not consume: back to it, or to its dead letters (docs/protocol/semantics.md 9). Thread-safe. */
public final class RetryTopics {
    private static final int READ_WRITE = PermName.PERM_READ | PermName.PERM_WRITE;
    private static final int DEAD_LETTER_QUEUES = 1;

    private final TopicConfigManager topics;
    private final SubscriptionGroupManager groups;
    private final RebalanceLockManager locks;

    public RetryTopics(TopicConfigManager topics, SubscriptionGroupManager groups, RebalanceLockManager locks) {
        this.topics = topics;
        this.groups = groups;
        this.locks = locks;
    }

    static boolean isRetryTopic(String topic) {
        return topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX);
    }

    static String groupOf(String retryTopic) {
        return retryTopic.substring(MixAll.RETRY_GROUP_TOPIC_PREFIX.length());
    }

    /** Null when the group is unknown and may not be created. */
    SubscriptionGroupConfig findGroup(String group) {
        return groups.findOrCreate(group);
    }

    /**
     * How often a message may be consumed again.
     *
     * @param requested what the client says, negative when it says nothing
     * @param clientVersion older clients leave the decision to the group
     */
    static int maxReconsumeTimes(SubscriptionGroupConfig group, int requested, int clientVersion) {
        return requested >= 0 && clientVersion >= MQVersion.V3_4_9 ? requested : group.getRetryMaxTimes();
    }

    /**
     * Whether a message that a consumer sends to its own retry topic has been tried often enough. A group that holds order locks
     * has tried it in place and sends it when it gives up.
     */
    boolean isGivenUp(SubscriptionGroupConfig group, int reconsumeTimes, int maxReconsumeTimes) {
        return reconsumeTimes > maxReconsumeTimes || !locks.isLockAllExpired(group.getGroupName());
    }

    TopicConfig retryTopic(SubscriptionGroupConfig group, boolean unit) {
        return topics.createForSendBack(
                MixAll.getRetryTopic(group.getGroupName()), group.getRetryQueueNums(), READ_WRITE, unit);
    }

    TopicConfig deadLetterTopic(SubscriptionGroupConfig group) {
        return topics.createForSendBack(
                MixAll.getDLQTopic(group.getGroupName()), DEAD_LETTER_QUEUES, READ_WRITE, false);
    }
}
