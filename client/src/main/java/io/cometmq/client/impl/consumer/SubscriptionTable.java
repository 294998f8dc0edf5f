package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.MessageSelector;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.remoting.protocol.heartbeat.FilterAPI;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a consumer subscribes to, by topic. Thread-safe. */
public final class SubscriptionTable {
    private final ConcurrentHashMap<String, SubscriptionData> byTopic = new ConcurrentHashMap<>();

    public void put(SubscriptionData subscription) {
        byTopic.put(subscription.getTopic(), subscription);
    }

    /**
     * @param selector null: all messages
     * @throws MQClientException when the expression is malformed
     */
    public void put(String topic, MessageSelector selector) throws MQClientException {
        try {
            put(
                    selector == null
                            ? FilterAPI.buildSubscriptionData(topic, SubscriptionData.SUB_ALL)
                            : FilterAPI.build(topic, selector.getExpression(), selector.getExpressionType()));
        } catch (IllegalArgumentException e) {
            throw new MQClientException("subscription exception", e);
        }
    }

    /** Null when the topic is not subscribed to. */
    public SubscriptionData get(String topic) {
        return byTopic.get(topic);
    }

    public void remove(String topic) {
        byTopic.remove(topic);
    }

    public void clear() {
        byTopic.clear();
    }

    public Set<String> topics() {
        return Set.copyOf(byTopic.keySet());
    }

    public Set<SubscriptionData> all() {
        return new HashSet<>(byTopic.values());
    }
}
