package io.cometmq.client.impl.producer;

import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.protocol.header.CheckTransactionStateRequestHeader;
import java.util.Set;

/** A producer as its client instance sees it. Thread-safe. */
public interface MQProducerInner {
    /** The topics that have been sent to: their routes are kept fresh. */
    Set<String> getPublishTopicList();

    /** Whether the producer wants the route of this topic and has none yet. */
    boolean isPublishTopicNeedUpdate(String topic);

    /** The queues of a topic that can be sent to have changed. */
    void updateTopicPublishInfo(String topic, TopicPublishInfo info);

    boolean isUnitMode();

    /** A broker asks how the transaction of a half message ended; must not block, the answer is sent later. */
    void checkTransactionState(String brokerAddress, MessageExt message, CheckTransactionStateRequestHeader header);
}
