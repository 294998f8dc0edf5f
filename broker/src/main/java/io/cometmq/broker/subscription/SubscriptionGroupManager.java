package io.cometmq.broker.subscription;

import io.cometmq.broker.attribute.Attribute;
import io.cometmq.broker.attribute.AttributeRules;
import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.state.StateWriter;
import io.cometmq.common.MixAll;
import io.cometmq.common.file.StateFile;
import io.cometmq.common.json.Json;
import io.cometmq.common.state.BrokerStateFile;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.protocol.DataVersion;
import io.cometmq.remoting.protocol.body.SubscriptionGroupWrapper;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer groups. Looking one up takes no lock and allocates nothing; changes exclude one another, raise the data version and
 * are saved by the disk executor. No method waits for the disk but {@link #load} and {@link #persist}: who must not answer before a
 * change is on disk waits for {@link #saved}. Thread-safe.
 */
public final class SubscriptionGroupManager {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionGroupManager.class);

    private static final List<String> FRESH = List.of(
            MixAll.TOOLS_CONSUMER_GROUP,
            MixAll.FILTERSRV_CONSUMER_GROUP,
            MixAll.SELF_TEST_CONSUMER_GROUP,
            MixAll.ONS_HTTP_PROXY_GROUP,
            MixAll.CID_ONSAPI_PULL_GROUP,
            MixAll.CID_ONSAPI_PERMISSION_GROUP,
            MixAll.CID_ONSAPI_OWNER_GROUP,
            MixAll.CID_SYS_RMQ_TRANS);

    private static final AttributeRules ATTRIBUTES =
            new AttributeRules(List.of(Attribute.number("priority.factor", true, 0, 100)));

    private final Supplier<BrokerConfig> config;
    private final StateFile file;
    private final StateWriter writer;
    private final LongSupplier clockMillis;

    /** Written under this object's lock only, read without. */
    private final Map<String, SubscriptionGroupConfig> groups = new ConcurrentHashMap<>();

    /** Bits of what is forbidden, by topic, by group. The inner maps are never changed; written under this object's lock only. */
    private final Map<String, Map<String, Integer>> forbidden = new ConcurrentHashMap<>();

    /** Written under this object's lock only. */
    private volatile DataVersion dataVersion;

    /** The save of the latest change. */
    private volatile CompletableFuture<Void> saved = CompletableFuture.completedFuture(null);

    public SubscriptionGroupManager(Supplier<BrokerConfig> config, Executor disk, LongSupplier clockMillis) {
        this.config = config;
        this.file = new StateFile(BrokerStateFile.GROUPS.in(config.get().configDirectory()));
        this.writer = new StateWriter(file, () -> Json.toPrettyJson(snapshot()), disk);
        this.clockMillis = clockMillis;
        this.dataVersion = DataVersion.initial(clockMillis.getAsLong());
        FRESH.forEach(group -> groups.put(group, new SubscriptionGroupConfig(group)));
    }

    /**
     * Adds the groups of the file to those that a fresh broker has.
     *
     * @throws IOException when there is a file and it cannot be used
     */
    public void load() throws IOException {
        StateFile.Loaded<SubscriptionGroupWrapper> loaded =
                file.load(text -> BrokerStateFile.GROUPS.read(text, SubscriptionGroupWrapper.class));
        if (loaded.source() == StateFile.Source.PREVIOUS) {
            LOG.warn("Consumer groups are those of the previous file: {}", loaded.problem());
        }
        if (loaded.source() != StateFile.Source.NONE) {
            take(loaded.state());
        }
        LOG.info("{} consumer groups, version {}", groups.size(), dataVersion);
    }

    private synchronized void take(SubscriptionGroupWrapper state) {
        dataVersion = state.dataVersion() == null ? dataVersion : state.dataVersion();
        state.subscriptionGroupTable().forEach((name, group) -> {
            group.setGroupName(name);
            groups.put(name, group);
        });
        state.forbiddenTable().forEach((group, bits) -> forbidden.put(group, Map.copyOf(bits)));
    }

    /** Writes what has changed since the last time; on this thread. */
    public void persist() throws IOException {
        writer.flush();
    }

    /** Complete when every change made until now is on disk; failed when it cannot be written at present. */
    public CompletableFuture<Void> saved() {
        return saved;
    }

    /** Null when there is no such group. Not to be changed. */
    public SubscriptionGroupConfig find(String group) {
        return groups.get(group);
    }

    /** The group, created with the defaults if need be; null when it is unknown and may not be created, or has no valid name. */
    public SubscriptionGroupConfig findOrCreate(String group) {
        SubscriptionGroupConfig found = groups.get(group);
        return found != null ? found : create(group);
    }

    private SubscriptionGroupConfig create(String group) {
        boolean allowed = config.get().autoCreateSubscriptionGroup() || MixAll.isSysConsumerGroup(group);
        if (!allowed || !TopicValidator.validateGroup(group).isValid()) {
            return null;
        }
        synchronized (this) {
            SubscriptionGroupConfig present = groups.get(group);
            if (present != null) {
                return present;
            }
            SubscriptionGroupConfig created = new SubscriptionGroupConfig(group);
            groups.put(group, created);
            changed();
            LOG.info("consumer group {} created", group);
            return created;
        }
    }

    /** A view of all groups by name; not to be changed. */
    public Map<String, SubscriptionGroupConfig> all() {
        return Collections.unmodifiableMap(groups);
    }

    public DataVersion dataVersion() {
        return dataVersion;
    }

    /** All groups and the version that they have together. */
    public synchronized SubscriptionGroupWrapper snapshot() {
        return new SubscriptionGroupWrapper(new TreeMap<>(groups), new TreeMap<>(forbidden), dataVersion);
    }

    /** Creates or replaces a group; its attributes are changes to those of the present one, as {@link AttributeRules} has it. */
    public void update(SubscriptionGroupConfig requested) {
        updateAll(List.of(requested));
    }

    /**
     * Creates or replaces groups, all or none.
     *
     * @throws IllegalArgumentException when attributes are malformed or not allowed; nothing is changed then
     */
    public synchronized void updateAll(Collection<SubscriptionGroupConfig> requested) {
        List<SubscriptionGroupConfig> updated =
                requested.stream().map(this::withAttributes).toList();
        for (SubscriptionGroupConfig group : updated) {
            groups.put(group.getGroupName(), group);
            LOG.info("consumer group {} updated: {}", group.getGroupName(), Json.toJson(group));
        }
        if (!updated.isEmpty()) {
            changed();
        }
    }

    private SubscriptionGroupConfig withAttributes(SubscriptionGroupConfig requested) {
        SubscriptionGroupConfig present = groups.get(requested.getGroupName());
        SubscriptionGroupConfig updated = new SubscriptionGroupConfig(requested);
        updated.setAttributes(ATTRIBUTES.apply(
                present == null, present == null ? Map.of() : present.getAttributes(), requested.getAttributes()));
        return updated;
    }

    /** Forgets a group and what it is forbidden; false when there was none. */
    public synchronized boolean delete(String group) {
        boolean existed = groups.remove(group) != null;
        if (forbidden.remove(group) != null || existed) {
            changed();
            LOG.info("consumer group {} deleted", group);
        }
        return existed;
    }

    /**
     * Whether something is forbidden to the group in the topic.
     *
     * @param bit which: an index of {@link io.cometmq.common.constant.PermName}
     */
    public boolean isForbidden(String group, String topic, int bit) {
        Map<String, Integer> bits = forbidden.get(group);
        return bits != null && (bits.getOrDefault(topic, 0) & 1 << bit) != 0;
    }

    /** Forbids or allows something to the group in the topic. */
    public synchronized void setForbidden(String group, String topic, int bit, boolean forbid) {
        Map<String, Integer> bits = new HashMap<>(forbidden.getOrDefault(group, Map.of()));
        int before = bits.getOrDefault(topic, 0);
        int after = forbid ? before | 1 << bit : before & ~(1 << bit);
        if (before == after) {
            return;
        }
        bits.put(topic, after);
        bits.values().removeIf(each -> each == 0);
        if (bits.isEmpty()) {
            forbidden.remove(group);
        } else {
            forbidden.put(group, Map.copyOf(bits));
        }
        changed();
        LOG.info("group {} in topic {}: forbidden bits {}", group, topic, Integer.toBinaryString(after));
    }

    private void changed() {
        dataVersion = dataVersion.next(clockMillis.getAsLong());
        saved = writer.save();
    }
}
