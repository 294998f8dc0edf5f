package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.MessageQueueListener;
import io.cometmq.client.consumer.MessageSelector;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.heartbeat.FilterAPI;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a lite pull consumer wants: topics that it shares with its group, or queues that it has been given. Never both. Thread-safe. */
final class LitePullSubscriptions {
    private enum Mode {
        UNDECIDED,
        SUBSCRIBE,
        ASSIGN
    }

    private final SubscriptionTable subscribed = new SubscriptionTable();

    /** Expressions of topics whose queues are assigned. */
    private final SubscriptionTable expressions = new SubscriptionTable();

    /** What heartbeats say instead of the topics' own expressions while queues are assigned; empty: nothing else. */
    private volatile Set<SubscriptionData> announced = Set.of();

    private final ConcurrentHashMap<String, MessageQueueListener> listeners = new ConcurrentHashMap<>();

    /** Changed under this. */
    private volatile Mode mode = Mode.UNDECIDED;

    private volatile Set<MessageQueue> assigned = Set.of();

    private synchronized void decide(Mode wanted) {
        if (mode != Mode.UNDECIDED && mode != wanted) {
            throw new IllegalStateException("Subscribe and assign are mutually exclusive.");
        }
        mode = wanted;
    }

    /**
     * @param selector null: all messages
     * @param listener null: none
     */
    void subscribe(String topic, MessageSelector selector, MessageQueueListener listener) throws MQClientException {
        if (topic == null || topic.isEmpty()) {
            throw new IllegalArgumentException("Topic can not be null or empty.");
        }
        decide(Mode.SUBSCRIBE);
        subscribed.put(topic, selector);
        if (listener != null) {
            listeners.put(topic, listener);
        }
    }

    void unsubscribe(String topic) {
        subscribed.remove(topic);
        listeners.remove(topic);
    }

    void assign(Collection<MessageQueue> queues) {
        if (queues == null || queues.isEmpty()) {
            throw new IllegalArgumentException("Message queues can not be null or empty.");
        }
        decide(Mode.ASSIGN);
        assigned = Set.copyOf(queues);
    }

    void expressionForAssigned(String topic, String expression) {
        if (expression == null || expression.isBlank()) {
            throw new IllegalArgumentException("subExpression can not be null or empty.");
        }
        decide(Mode.ASSIGN);
        expressions.put(FilterAPI.buildSubscriptionData(topic, expression));
    }

    void announce(Map<String, MessageSelector> selectors) throws MQClientException {
        SubscriptionTable made = new SubscriptionTable();
        for (Map.Entry<String, MessageSelector> selector : selectors.entrySet()) {
            made.put(selector.getKey(), selector.getValue());
        }
        announced = made.all();
    }

    Set<SubscriptionData> announced() {
        return Set.copyOf(announced);
    }

    boolean isAssigned() {
        return mode == Mode.ASSIGN;
    }

    Set<MessageQueue> assigned() {
        return assigned;
    }

    /** The topics that are consumed. */
    Set<String> topics() {
        return isAssigned() ? MessageQueues.topicsOf(assigned) : subscribed.topics();
    }

    /** The topics that are shared with the group. */
    Set<String> subscribedTopics() {
        return subscribed.topics();
    }

    /** Null when the topic is not consumed. */
    SubscriptionData of(String topic) {
        if (mode == Mode.SUBSCRIBE) {
            return subscribed.get(topic);
        }
        SubscriptionData chosen = expressions.get(topic);
        return chosen != null ? chosen : new SubscriptionData(topic, SubscriptionData.SUB_ALL);
    }

    Set<SubscriptionData> all() {
        if (isAssigned() && !announced.isEmpty()) {
            return announced();
        }
        return isAssigned() ? MessageQueues.subscriptionsTo(assigned, this::of) : subscribed.all();
    }

    /** The topic's own listener; null: none. */
    MessageQueueListener listener(String topic) {
        return listeners.get(topic);
    }
}
