package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.PushConsumerConfig;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.client.stat.ConsumerStatsManager;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.util.List;

/**
 * What both ways of consuming need of their consumer.
 *
 * @param group with its namespace
 */
record ConsumerContext(
        String group,
        PushConsumerConfig config,
        OffsetStore offsets,
        MessageReturns returns,
        ListenerHooks hooks,
        ConsumerStatsManager stats) {

    boolean broadcasts() {
        return config.getMessageModel() == MessageModel.BROADCASTING;
    }

    /** A retried message has the topic it was first sent to (docs/protocol/semantics.md 9), and no topic shows the namespace. */
    void restoreTopics(List<MessageExt> messages) {
        String retryTopic = MixAll.getRetryTopic(group);
        for (MessageExt message : messages) {
            String origin = message.getProperty(MessageConst.PROPERTY_RETRY_TOPIC);
            if (origin != null && retryTopic.equals(message.getTopic())) {
                message.setTopic(origin);
            }
            message.setTopic(config.withoutNamespace(message.getTopic()));
        }
    }
}
