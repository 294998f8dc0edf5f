package io.cometmq.broker.client;

import io.cometmq.common.filter.ExpressionType;
import io.cometmq.remoting.protocol.heartbeat.FilterAPI;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.remoting.protocol.pop.TopicKind;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The subscriptions that pulls and pops carry with them: of each group and topic the one that came last, until nobody has come by it for
 * a while (docs/protocol/semantics.md 7). Requests that carry the same share one, so that it is built once.
 *
 * <p>There are no more than groups and topics, because the requests are checked first. Thread-safe; what has not changed is found
 * without a lock.
 */
public final class CarriedSubscriptions {
    /** How long after its last request a subscription is forgotten, in milliseconds. */
    static final long EXPIRY_MILLIS = Duration.ofMinutes(10).toMillis();

    private final TopicKind retryKind;
    private final LongSupplier clockMillis;

    /** By group and topic. A group's table is changed, and removed, within a change of this one's entry only. */
    private final Map<String, Map<String, Carried>> groups = new ConcurrentHashMap<>();

    /** @param retryKind the topics in which messages come again that are popped */
    public CarriedSubscriptions(TopicKind retryKind, LongSupplier clockMillis) {
        this.retryKind = retryKind;
        this.clockMillis = clockMillis;
    }

    private static final class Carried {
        private final String expression;
        private final String expressionType;
        private final SubscriptionData subscription;
        private volatile boolean popped;
        private volatile long lastMillis;

        Carried(String expression, String expressionType, SubscriptionData subscription) {
            this.expression = expression;
            this.expressionType = expressionType;
            this.subscription = subscription;
        }

        boolean is(String otherExpression, String otherType) {
            return Objects.equals(expression, otherExpression) && Objects.equals(expressionType, otherType);
        }
    }

    /**
     * The subscription that a pull carries; not to be changed.
     *
     * @throws IllegalArgumentException when it is none
     */
    public SubscriptionData pulled(String group, String topic, String expression, String expressionType) {
        return note(group, topic, expression, expressionType).subscription;
    }

    /**
     * The subscription that a pop carries, one to everything when the expression is empty or null; not to be changed.
     *
     * @throws IllegalArgumentException when it is none
     */
    public SubscriptionData popped(String group, String topic, String expression, String expressionType) {
        boolean everything = expression == null || expression.isEmpty();
        Carried carried = everything
                ? note(group, topic, SubscriptionData.SUB_ALL, ExpressionType.TAG)
                : note(group, topic, expression, expressionType);
        if (!carried.popped) {
            carried.popped = true;
        }
        return carried.subscription;
    }

    private Carried note(String group, String topic, String expression, String expressionType) {
        Map<String, Carried> topics = groups.get(group);
        Carried carried = topics == null ? null : topics.get(topic);
        if (carried == null || !carried.is(expression, expressionType)) {
            carried = new Carried(expression, expressionType, FilterAPI.build(topic, expression, expressionType));
            put(group, topic, carried);
        }
        long now = clockMillis.getAsLong();
        if (carried.lastMillis != now) {
            carried.lastMillis = now;
        }
        return carried;
    }

    private void put(String group, String topic, Carried carried) {
        carried.lastMillis = clockMillis.getAsLong();
        groups.compute(group, (name, known) -> {
            Map<String, Carried> topics = known == null ? new ConcurrentHashMap<>() : known;
            topics.put(topic, carried);
            return topics;
        });
    }

    /** What came last, with the time at which it came as its version; null when nothing came of late. */
    public SubscriptionData latest(String group, String topic) {
        Map<String, Carried> topics = groups.getOrDefault(group, Map.of());
        Carried carried = topics.get(topic);
        return carried == null
                ? latestOfRetries(group, topic, topics)
                : dated(FilterAPI.build(topic, carried.expression, carried.expressionType), carried);
    }

    /** Who pops a topic gets all that comes again of it. */
    private SubscriptionData latestOfRetries(String group, String topic, Map<String, Carried> topics) {
        for (Map.Entry<String, Carried> entry : topics.entrySet()) {
            Carried carried = entry.getValue();
            if (carried.popped && retryKind.topic(group, entry.getKey()).equals(topic)) {
                SubscriptionData everything = new SubscriptionData(topic, SubscriptionData.SUB_ALL);
                everything.setExpressionType(carried.subscription.getExpressionType());
                return dated(everything, carried);
            }
        }
        return null;
    }

    private static SubscriptionData dated(SubscriptionData subscription, Carried carried) {
        subscription.setSubVersion(carried.lastMillis);
        return subscription;
    }

    /** Forgets those by which nobody has come for long. */
    public void removeExpired() {
        long since = clockMillis.getAsLong() - EXPIRY_MILLIS;
        for (String group : groups.keySet()) {
            groups.computeIfPresent(group, (name, topics) -> {
                topics.values().removeIf(carried -> carried.lastMillis < since);
                return topics.isEmpty() ? null : topics;
            });
        }
    }
}
