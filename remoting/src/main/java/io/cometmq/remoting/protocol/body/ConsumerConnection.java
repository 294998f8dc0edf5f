package io.cometmq.remoting.protocol.body;

import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Map;
import java.util.Set;

/** Body of the answer to GET_CONSUMER_CONNECTION_LIST (203). */
public record ConsumerConnection(
        Set<Connection> connectionSet,
        Map<String, SubscriptionData> subscriptionTable,
        ConsumeType consumeType,
        MessageModel messageModel,
        ConsumeFromWhere consumeFromWhere) {
    public ConsumerConnection {
        connectionSet = connectionSet == null ? Set.of() : connectionSet;
        subscriptionTable = subscriptionTable == null ? Map.of() : subscriptionTable;
    }
}
