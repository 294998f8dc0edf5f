package io.cometmq.broker.diagnosis;

import io.cometmq.broker.client.ClientChannelInfo;
import io.cometmq.broker.client.ConsumerGroupInfo;
import io.cometmq.broker.client.SubscriptionListener;
import io.cometmq.common.filter.ExpressionType;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.remoting.protocol.body.BrokerDiagnosis.SubscriptionConflict;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Groups whose clients subscribe to different things. RocketMQ shares out queues among the clients whatever they want, so that each
 * loses what the others are given.
 */
public final class SubscriptionConflicts implements SubscriptionListener {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionConflicts.class);
    private static final RateLimitedLog NEWS = new RateLimitedLog(LOG, Duration.ofSeconds(10));
    private static final long NONE = 0;

    /** What the clients of a group want; guarded by itself. */
    private static final class Wishes {
        /** Expressions by topic, by client id. Clients that want the same share one map. */
        final Map<String, Map<String, String>> clients = new HashMap<>();

        long conflictSinceMillis = NONE;

        boolean differ() {
            return clients.values().stream().distinct().limit(2).count() > 1;
        }
    }

    private final Map<String, Wishes> groups = new ConcurrentHashMap<>();
    private final LongSupplier clockMillis;

    public SubscriptionConflicts(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    @Override
    public void subscribed(
            ConsumerGroupInfo group, ClientChannelInfo client, Collection<SubscriptionData> subscriptions) {
        Map<String, String> wanted = new TreeMap<>();
        subscriptions.forEach(subscription -> wanted.put(subscription.getTopic(), expression(subscription)));
        Wishes wishes = groups.computeIfAbsent(group.group(), any -> new Wishes());
        synchronized (wishes) {
            if (wanted.equals(wishes.clients.get(client.clientId()))) {
                return;
            }
            Map<String, String> shared = wishes.clients.values().stream()
                    .filter(wanted::equals)
                    .findAny()
                    .orElse(wanted);
            wishes.clients.put(client.clientId(), shared);
            judge(group.group(), wishes);
        }
    }

    private static String expression(SubscriptionData subscription) {
        if (!ExpressionType.isTagType(subscription.getExpressionType())) {
            return subscription.getExpressionType() + ": " + subscription.getSubString();
        }
        return subscription.getTagsSet().isEmpty()
                ? SubscriptionData.SUB_ALL
                : String.join(" || ", new TreeSet<>(subscription.getTagsSet()));
    }

    private void judge(String group, Wishes wishes) {
        if (!wishes.differ()) {
            wishes.conflictSinceMillis = NONE;
        } else if (wishes.conflictSinceMillis == NONE) {
            wishes.conflictSinceMillis = clockMillis.getAsLong();
            NEWS.warn(
                    "clients of group {} subscribe to different things, so that each loses messages: {}",
                    group,
                    wishes.clients);
        }
    }

    @Override
    public void left(ConsumerGroupInfo group, ClientChannelInfo client) {
        groups.computeIfPresent(group.group(), (name, wishes) -> {
            synchronized (wishes) {
                wishes.clients.remove(client.clientId());
                judge(name, wishes);
                return wishes.clients.isEmpty() ? null : wishes;
            }
        });
    }

    /** The groups that are in conflict now. */
    List<SubscriptionConflict> find() {
        List<SubscriptionConflict> found = new ArrayList<>();
        groups.forEach((group, wishes) -> {
            synchronized (wishes) {
                if (wishes.conflictSinceMillis != NONE) {
                    found.add(
                            new SubscriptionConflict(group, wishes.conflictSinceMillis, new TreeMap<>(wishes.clients)));
                }
            }
        });
        return found;
    }
}
