package io.cometmq.client.impl.consumer;

import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Set;

/** A consumer as its client instance sees it: what it reports in heartbeats, and what it is asked to do. Thread-safe. */
public interface MQConsumerInner {
    String groupName();

    MessageModel messageModel();

    ConsumeType consumeType();

    ConsumeFromWhere consumeFromWhere();

    /** What the consumer subscribes to now, its retry topic included; a snapshot. */
    Set<SubscriptionData> subscriptions();

    /**
     * Shares out the queues anew, if that can be done now.
     *
     * @return whether every topic is balanced; false: the next try comes sooner
     */
    boolean tryRebalance();

    void persistConsumerOffset();

    /** The queues of a topic that can be read from have changed. */
    void updateTopicSubscribeInfo(String topic, Set<MessageQueue> queues);

    /** Whether the consumer wants the route of this topic and has none yet. */
    boolean isSubscribeTopicNeedUpdate(String topic);

    boolean isUnitMode();

    ConsumerRunningInfo consumerRunningInfo();
}
