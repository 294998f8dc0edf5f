package io.cometmq.remoting.protocol.heartbeat;

import io.cometmq.common.consumer.ConsumeFromWhere;
import java.util.Set;

/** A consumer group of a client and what it subscribes to. */
public record ConsumerData(
        String groupName,
        ConsumeType consumeType,
        MessageModel messageModel,
        ConsumeFromWhere consumeFromWhere,
        Set<SubscriptionData> subscriptionDataSet,
        boolean unitMode) {
    public ConsumerData {
        subscriptionDataSet = subscriptionDataSet == null ? Set.of() : subscriptionDataSet;
    }
}
