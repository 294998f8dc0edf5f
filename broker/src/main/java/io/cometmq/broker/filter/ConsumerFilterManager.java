package io.cometmq.broker.filter;

import io.cometmq.broker.client.ClientChannelInfo;
import io.cometmq.broker.client.ConsumerGroupInfo;
import io.cometmq.broker.client.SubscriptionListener;
import io.cometmq.broker.filter.sql.SqlExpression;
import io.cometmq.broker.filter.sql.SqlSyntaxException;
import io.cometmq.broker.state.StateWriter;
import io.cometmq.common.file.StateFile;
import io.cometmq.common.filter.ExpressionType;
import io.cometmq.common.json.Json;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.state.BrokerStateFile;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conditions that groups filter topics by, compiled, as their heartbeats bring them (docs/protocol/semantics.md 14). They outlive
 * the group for a day, so that its bits in the bit maps of new messages are right when it comes back. {@link #persist} brings what has
 * changed to consumerFilter.json. Thread-safe; reads take no lock.
 */
public final class ConsumerFilterManager implements SubscriptionListener {
    /** How often {@link #persist} is to run. */
    public static final long PERSIST_PERIOD_MILLIS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerFilterManager.class);
    private static final RateLimitedLog DOUBTFUL = new RateLimitedLog(LOG, Duration.ofSeconds(10));
    private static final long KEPT_WHEN_DEAD_MILLIS = Duration.ofDays(1).toMillis();

    /** A condition ready for use. */
    record Registered(ConsumerFilterData data, SqlFilter filter) {
        Registered with(ConsumerFilterData changed) {
            return new Registered(changed, filter);
        }
    }

    private final BloomFilter bloomFilter;
    private final StateFile file;
    private final StateWriter writer;
    private final LongSupplier clockMillis;

    /** Topic, group, condition; the inner maps are never changed, only replaced. Written under this object's lock only. */
    private final Map<String, Map<String, Registered>> topics = new ConcurrentHashMap<>();

    public ConsumerFilterManager(FilterConfig settings, Path configDirectory, Executor disk, LongSupplier clockMillis) {
        this.bloomFilter = BloomFilter.of(settings.maxErrorRateOfBloomFilter(), settings.expectConsumerNumUseFilter());
        this.file = new StateFile(BrokerStateFile.FILTERS.in(configDirectory));
        this.writer = new StateWriter(file, this::state, disk);
        this.clockMillis = clockMillis;
    }

    /**
     * Reads the file. Nobody is online yet: all are dead until they come.
     *
     * @throws IOException when there is a file and it cannot be used
     */
    public synchronized void load() throws IOException {
        StateFile.Loaded<ConsumerFilterFile> loaded =
                file.load(text -> BrokerStateFile.FILTERS.read(text, ConsumerFilterFile.class));
        if (loaded.source() == StateFile.Source.PREVIOUS) {
            LOG.warn("Consumer filters are those of the previous file: {}", loaded.problem());
        }
        if (loaded.source() == StateFile.Source.NONE) {
            return;
        }
        long now = clockMillis.getAsLong();
        loaded.state().filterDataByTopic().values().forEach(topic -> topic.groupFilterData()
                .values()
                .forEach(data -> take(data, now)));
    }

    private void take(ConsumerFilterData data, long now) {
        ConsumerFilterData dead = data.dead() ? data : data.diedAt(now);
        BloomFilterData bits = bloomFilter.data(data.consumerGroup(), data.topic());
        // Bit maps that were made with other settings say nothing.
        compile(bloomFilter.fits(data.bloomFilterData()) ? dead : dead.bornAt(now, bits));
    }

    /** Writes what has changed since the last time; on this thread. Forgets what has been dead for long. */
    public void persist() throws IOException {
        removeLongDead();
        writer.flush();
    }

    private synchronized void removeLongDead() {
        long latest = clockMillis.getAsLong() - KEPT_WHEN_DEAD_MILLIS;
        for (Map<String, Registered> groups : Set.copyOf(topics.values())) {
            for (Registered registered : groups.values()) {
                ConsumerFilterData data = registered.data();
                if (data.dead() && data.deadTime() < latest) {
                    remove(data);
                    LOG.info("filter of group {} for topic {} forgotten: {}", data.consumerGroup(), data.topic(), data);
                }
            }
        }
    }

    private void remove(ConsumerFilterData data) {
        topics.computeIfPresent(data.topic(), (topic, groups) -> {
            Map<String, Registered> rest = new HashMap<>(groups);
            rest.remove(data.consumerGroup());
            return rest.isEmpty() ? null : Map.copyOf(rest);
        });
        writer.changed();
    }

    private String state() {
        Map<String, ConsumerFilterFile.OfTopic> byTopic = new TreeMap<>();
        topics.forEach((topic, groups) -> {
            Map<String, ConsumerFilterData> byGroup = new TreeMap<>();
            groups.forEach((group, registered) -> byGroup.put(group, registered.data()));
            byTopic.put(topic, new ConsumerFilterFile.OfTopic(byGroup, topic));
        });
        return Json.toPrettyJson(new ConsumerFilterFile(byTopic));
    }

    @Override
    public void subscribed(
            ConsumerGroupInfo info, ClientChannelInfo client, Collection<SubscriptionData> subscriptions) {
        String group = info.group();
        Set<String> wanted = new HashSet<>();
        for (SubscriptionData subscription : info.subscriptions().values()) {
            if (!ExpressionType.isTagType(subscription.getExpressionType())) {
                wanted.add(subscription.getTopic());
                register(group, subscription);
            }
        }
        if (topics.values().stream().anyMatch(groups -> groups.containsKey(group))) {
            giveUp(group, wanted);
        }
    }

    private void register(String group, SubscriptionData subscription) {
        Registered present = find(group, subscription.getTopic());
        if (present == null || isNews(present.data(), subscription)) {
            registerNews(group, subscription);
        }
    }

    private static boolean isNews(ConsumerFilterData present, SubscriptionData subscription) {
        return present.dead() || present.clientVersion() < subscription.getSubVersion();
    }

    private synchronized void registerNews(String group, SubscriptionData subscription) {
        String topic = subscription.getTopic();
        Registered present = find(group, topic);
        if (present != null && !isNews(present.data(), subscription)) {
            return;
        }
        boolean same = present != null
                && present.data().expression().equals(subscription.getSubString())
                && present.data().expressionType().equals(subscription.getExpressionType());
        long version = subscription.getSubVersion();
        if (same) {
            put(present.with(present.data().aliveWith(version)));
            return;
        }
        // A new condition is in the bit maps from now on.
        boolean known = compile(new ConsumerFilterData(
                bloomFilter.data(group, topic),
                clockMillis.getAsLong(),
                version,
                group,
                false,
                0,
                subscription.getSubString(),
                subscription.getExpressionType(),
                topic));
        if (known) {
            LOG.info("group {} filters topic {} by {}", group, topic, subscription.getSubString());
        }
    }

    /** False when it is no condition that can be evaluated; what there was remains then. */
    private boolean compile(ConsumerFilterData data) {
        String group = data.consumerGroup();
        String topic = data.topic();
        if (!ExpressionType.SQL92.equals(data.expressionType()) || data.expression() == null) {
            DOUBTFUL.info("group {} cannot filter topic {} by {}", group, topic, data.expressionType());
            return false;
        }
        try {
            SqlExpression compiled = SqlExpression.compile(data.expression());
            if (!compiled.ignored().isEmpty()) {
                DOUBTFUL.info(
                        "group {} filters topic {} by {}: {} of {} is ignored",
                        group,
                        topic,
                        compiled,
                        compiled.ignored(),
                        data.expression());
            }
            BitMapBits bits = new BitMapBits(data.bloomFilterData(), data.bornTime());
            put(new Registered(data, new SqlFilter(group, topic, compiled, bits)));
            return true;
        } catch (SqlSyntaxException e) {
            DOUBTFUL.info("group {} cannot filter topic {} by {}: {}", group, topic, data.expression(), e.getMessage());
            return false;
        }
    }

    private void put(Registered registered) {
        topics.merge(
                registered.data().topic(), Map.of(registered.data().consumerGroup(), registered), (present, added) -> {
                    Map<String, Registered> both = new HashMap<>(present);
                    both.putAll(added);
                    return Map.copyOf(both);
                });
        writer.changed();
    }

    @Override
    public void left(ConsumerGroupInfo group, ClientChannelInfo client) {
        if (group.clients().isEmpty()) {
            giveUp(group.group(), Set.of());
        }
    }

    private synchronized void giveUp(String group, Set<String> topicsKept) {
        long now = clockMillis.getAsLong();
        topics.forEach((topic, groups) -> {
            Registered registered = groups.get(group);
            if (registered != null && !registered.data().dead() && !topicsKept.contains(topic)) {
                put(registered.with(registered.data().diedAt(now)));
            }
        });
    }

    /** Null when there is none. */
    Registered find(String group, String topic) {
        Map<String, Registered> groups = topics.get(topic);
        return groups == null ? null : groups.get(group);
    }

    /** The conditions of a topic, those of groups that are away as well. */
    Collection<Registered> of(String topic) {
        Map<String, Registered> groups = topics.get(topic);
        return groups == null ? Set.of() : groups.values();
    }

    int bitMapBytes() {
        return bloomFilter.bits() / Byte.SIZE;
    }
}
