package io.cometmq.client.impl.consumer;

import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a consumer subscribes to, by topic. Thread-safe. */
final class SubscriptionTable {
    private final ConcurrentHashMap<String, SubscriptionData> byTopic = new ConcurrentHashMap<>();

    void put(SubscriptionData subscription) {
        byTopic.put(subscription.getTopic(), subscription);
    }

    /** Null when the topic is not subscribed to. */
    SubscriptionData get(String topic) {
        return byTopic.get(topic);
    }

    void remove(String topic) {
        byTopic.remove(topic);
    }

    Set<String> topics() {
        return Set.copyOf(byTopic.keySet());
    }

    Set<SubscriptionData> all() {
        return new HashSet<>(byTopic.values());
    }
}
