package io.cometmq.broker.topic;

import io.cometmq.broker.attribute.Attribute;
import io.cometmq.broker.attribute.AttributeRules;
import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.state.StateWriter;
import io.cometmq.common.MixAll;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.file.StateFile;
import io.cometmq.common.json.Json;
import io.cometmq.common.state.BrokerStateFile;
import io.cometmq.common.sysflag.TopicSysFlag;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.protocol.DataVersion;
import io.cometmq.remoting.protocol.body.TopicConfigSerializeWrapper;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's topics. Looking one up takes no lock and allocates nothing; changes exclude one another, raise the data version, are
 * saved by the disk executor and told to the listeners. No method waits for the disk but {@link #load} and {@link #persist}: who
 * must not answer before a change is on disk waits for {@link #saved}. Thread-safe.
 */
public final class TopicConfigManager {
    private static final Logger LOG = LoggerFactory.getLogger(TopicConfigManager.class);
    private static final int READ_WRITE = PermName.PERM_READ | PermName.PERM_WRITE;

    /** Values that need a store of another kind (batch queues, compaction) are refused rather than kept without effect. */
    private static final AttributeRules ATTRIBUTES = new AttributeRules(List.of(
            Attribute.oneOf("queue.type", false, "SimpleCQ"),
            Attribute.oneOf("cleanup.policy", false, "DELETE"),
            Attribute.oneOf(
                    "message.type", true, "UNSPECIFIED", "MIXED", "TRANSACTION", "PRIORITY", "FIFO", "DELAY", "NORMAL"),
            Attribute.number("reserve.time", true, -1, Long.MAX_VALUE)));

    private final Supplier<BrokerConfig> config;
    private final SystemTopics systemTopics;
    private final StateFile file;
    private final StateWriter writer;
    private final LongSupplier clockMillis;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Written under this object's lock only, read without. */
    private final Map<String, TopicConfig> topics = new ConcurrentHashMap<>();

    /** Written under this object's lock only. */
    private volatile DataVersion dataVersion;

    /** The save of the latest change. */
    private volatile CompletableFuture<Void> saved = CompletableFuture.completedFuture(null);

    public TopicConfigManager(Supplier<BrokerConfig> config, Executor disk, LongSupplier clockMillis) {
        BrokerConfig atStart = config.get();
        this.config = config;
        this.systemTopics = new SystemTopics(atStart);
        this.file = new StateFile(BrokerStateFile.TOPICS.in(atStart.configDirectory()));
        this.writer = new StateWriter(file, () -> Json.toPrettyJson(snapshot()), disk);
        this.clockMillis = clockMillis;
        this.dataVersion = DataVersion.initial(clockMillis.getAsLong());
        systemTopics.fresh().forEach(topic -> topics.put(topic.getTopicName(), topic));
    }

    /**
     * Adds the topics of the file to those that a fresh broker has.
     *
     * @throws IOException when there is a file and it cannot be used
     */
    public void load() throws IOException {
        StateFile.Loaded<TopicConfigSerializeWrapper> loaded =
                file.load(text -> BrokerStateFile.TOPICS.read(text, TopicConfigSerializeWrapper.class));
        if (loaded.source() == StateFile.Source.PREVIOUS) {
            LOG.warn("Topics are those of the previous file: {}", loaded.problem());
        }
        if (loaded.source() != StateFile.Source.NONE) {
            take(loaded.state());
        }
        LOG.info("{} topics, version {}", topics.size(), dataVersion);
    }

    private synchronized void take(TopicConfigSerializeWrapper state) {
        dataVersion = state.dataVersion() == null ? dataVersion : state.dataVersion();
        state.topicConfigTable().forEach((name, topic) -> {
            topic.setTopicName(name);
            topics.put(name, topic);
        });
    }

    /** Writes what has changed since the last time; on this thread. */
    public void persist() throws IOException {
        writer.flush();
    }

    /** Complete when every change made until now is on disk; failed when it cannot be written at present. */
    public CompletableFuture<Void> saved() {
        return saved;
    }

    /** Has every change told, after it was made and on the thread that made it; the listener must not block. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Null when there is no such topic. Not to be changed. */
    public TopicConfig find(String topic) {
        return topics.get(topic);
    }

    /** A view of all topics by name; not to be changed. */
    public Map<String, TopicConfig> all() {
        return Collections.unmodifiableMap(topics);
    }

    public DataVersion dataVersion() {
        return dataVersion;
    }

    /** All topics and the version that they have together. */
    public synchronized TopicConfigSerializeWrapper snapshot() {
        return new TopicConfigSerializeWrapper(new TreeMap<>(topics), dataVersion);
    }

    /** Whether clients must not create or delete the topic. */
    public boolean isSystemTopic(String topic) {
        return systemTopics.contains(topic);
    }

    /** Names of the system's topics. */
    public Set<String> systemTopicNames() {
        return systemTopics.names();
    }

    /**
     * The topic, created if need be from the template that the message names (docs/protocol/semantics.md 2). The name must be valid.
     *
     * @param queueNums at most so many queues
     * @param unit whether the producer works in unit mode
     * @return null when it is unknown and may not be created
     */
    public TopicConfig createForSend(
            String topic, String defaultTopic, int queueNums, boolean unit, String remoteAddress) {
        TopicConfig created;
        synchronized (this) {
            TopicConfig present = topics.get(topic);
            if (present != null) {
                return present;
            }
            created = fromTemplate(topic, topics.get(defaultTopic), queueNums, unit);
            if (created == null && topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) {
                created = new TopicConfig(topic, 1, 1, READ_WRITE, TopicSysFlag.buildSysFlag(false, unit));
            }
            if (created == null) {
                return null;
            }
            put(created);
        }
        LOG.info(
                "topic {} created for a message from {}, template {}: {}", topic, remoteAddress, defaultTopic, created);
        tellListeners();
        return created;
    }

    private TopicConfig fromTemplate(String topic, TopicConfig template, int queueNums, boolean unit) {
        if (template == null || !PermName.isInherited(template.getPerm())) {
            return null;
        }
        if (template.getTopicName().equals(TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC)
                && !config.get().autoCreateTopicEnable()) {
            return null;
        }
        int queues = Math.max(0, Math.min(queueNums, template.getWriteQueueNums()));
        TopicConfig created = new TopicConfig(
                topic,
                queues,
                queues,
                template.getPerm() & ~PermName.PERM_INHERIT,
                TopicSysFlag.buildSysFlag(unit, false));
        created.setTopicFilterType(template.getTopicFilterType());
        return created;
    }

    /**
     * A retry or dead letter topic, created if need be.
     *
     * @param unit whether the group consumes in unit mode
     */
    public TopicConfig createForSendBack(String topic, int queueNums, int perm, boolean unit) {
        TopicConfig present = topics.get(topic);
        if (present != null) {
            return present;
        }
        TopicConfig created;
        synchronized (this) {
            present = topics.get(topic);
            if (present != null) {
                return present;
            }
            created = new TopicConfig(topic, queueNums, queueNums, perm, TopicSysFlag.buildSysFlag(false, unit));
            put(created);
        }
        LOG.info("topic {} created for its group: {}", topic, created);
        tellListeners();
        return created;
    }

    /** Creates or replaces a topic; its attributes are changes to those of the present one, as {@link AttributeRules} has it. */
    public void update(TopicConfig requested) {
        updateAll(List.of(requested));
    }

    /**
     * Creates or replaces topics, all or none.
     *
     * @throws IllegalArgumentException when attributes are malformed or not allowed; nothing is changed then
     */
    public void updateAll(Collection<TopicConfig> requested) {
        synchronized (this) {
            List<TopicConfig> updated =
                    requested.stream().map(this::withAttributes).toList();
            updated.forEach(this::put);
            updated.forEach(topic -> LOG.info("topic {} updated: {}", topic.getTopicName(), topic));
        }
        tellListeners();
    }

    private TopicConfig withAttributes(TopicConfig requested) {
        TopicConfig present = topics.get(requested.getTopicName());
        TopicConfig updated = new TopicConfig(requested);
        updated.setAttributes(ATTRIBUTES.apply(
                present == null, present == null ? Map.of() : present.getAttributes(), requested.getAttributes()));
        return updated;
    }

    /** Marks topics as ordered because the name server says so; others stay as they are. */
    public void markOrdered(Set<String> ordered) {
        boolean changed = false;
        synchronized (this) {
            for (String topic : ordered) {
                TopicConfig present = topics.get(topic);
                if (present != null && !present.isOrder()) {
                    TopicConfig updated = new TopicConfig(present);
                    updated.setOrder(true);
                    put(updated);
                    changed = true;
                    LOG.info("topic {} is ordered, the name server says", topic);
                }
            }
        }
        if (changed) {
            tellListeners();
        }
    }

    /** Forgets a topic; false when there was none. */
    public boolean delete(String topic) {
        synchronized (this) {
            if (topics.remove(topic) == null) {
                return false;
            }
            changed();
        }
        LOG.info("topic {} deleted", topic);
        tellListeners();
        return true;
    }

    private void put(TopicConfig topic) {
        topics.put(topic.getTopicName(), topic);
        changed();
    }

    private void changed() {
        dataVersion = dataVersion.next(clockMillis.getAsLong());
        saved = writer.save();
    }

    private void tellListeners() {
        listeners.forEach(Runnable::run);
    }
}
