package io.cometmq.broker.offset;

import io.cometmq.broker.offset.QueueOffsets.Progress;
import io.cometmq.broker.state.StateWriter;
import io.cometmq.common.file.StateFile;
import io.cometmq.common.json.Json;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.state.BrokerStateFile;
import io.cometmq.remoting.protocol.DataVersion;
import io.cometmq.remoting.protocol.body.ConsumerOffsetSerializeWrapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each group has consumed each queue. All offsets are queue offsets: the next message to consume. Commits and queries take
 * no lock and allocate nothing but for the first commit of a queue; {@link #persist} brings what has changed to
 * consumerOffset.json. Thread-safe.
 */
public final class ConsumerOffsetManager {
    /** What a query answers when there is no offset. */
    public static final long NO_OFFSET = QueueOffsets.NONE;

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerOffsetManager.class);
    private static final RateLimitedLog BACKWARD = new RateLimitedLog(LOG, Duration.ofSeconds(10));

    /** Between topic and group in the file; no name holds it (docs/protocol/message-formats.md 10). */
    private static final char SEPARATOR = '@';

    private final StateFile file;
    private final StateWriter writer;
    private final LongSupplier clockMillis;

    /** Group, topic, offsets. Entries go only with their group or topic. */
    private final Map<String, Map<String, QueueOffsets>> groups = new ConcurrentHashMap<>();

    /** Guarded by this. */
    private DataVersion dataVersion;

    /** Set by load. */
    private long loadedFromMillis;

    public ConsumerOffsetManager(Path configDirectory, Executor disk, LongSupplier clockMillis) {
        this.file = new StateFile(BrokerStateFile.CONSUMER_OFFSETS.in(configDirectory));
        this.writer = new StateWriter(file, this::nextState, disk);
        this.clockMillis = clockMillis;
        this.dataVersion = DataVersion.initial(clockMillis.getAsLong());
    }

    /**
     * Reads the file.
     *
     * @throws IOException when there is a file and it cannot be used
     */
    public void load() throws IOException {
        StateFile.Loaded<ConsumerOffsetSerializeWrapper> loaded =
                file.load(text -> BrokerStateFile.CONSUMER_OFFSETS.read(text, ConsumerOffsetSerializeWrapper.class));
        if (loaded.source() == StateFile.Source.PREVIOUS) {
            LOG.warn("Consumer offsets are those of the previous file: {}", loaded.problem());
        }
        if (loaded.source() != StateFile.Source.NONE) {
            take(loaded.state());
        }
    }

    private synchronized void take(ConsumerOffsetSerializeWrapper state) {
        if (state.dataVersion() != null) {
            dataVersion = state.dataVersion();
            loadedFromMillis = dataVersion.timestamp();
        }
        state.offsetTable().forEach((key, offsets) -> {
            int at = key.indexOf(SEPARATOR);
            if (at <= 0 || at == key.length() - 1) {
                LOG.warn("Consumer offsets under {} are left out: the key is not topic@group", key);
                return;
            }
            QueueOffsets queues = findOrCreate(key.substring(at + 1), key.substring(0, at));
            offsets.forEach((queueId, offset) -> queues.findOrCreate(queueId).committed = offset);
        });
    }

    /** When the offsets were written that were loaded, milliseconds since the epoch: later commits are not among them; 0: not known. */
    public synchronized long loadedFromMillis() {
        return loadedFromMillis;
    }

    /** Writes what has changed since the last time; on this thread. */
    public void persist() throws IOException {
        writer.flush();
    }

    /** All offsets as their file and GET_ALL_CONSUMER_OFFSET (43) have them. */
    public ConsumerOffsetSerializeWrapper snapshot() {
        Map<String, Map<Integer, Long>> table = new TreeMap<>();
        Map<String, Set<String>> topicsOfGroups = new TreeMap<>();
        groups.forEach((group, topics) -> topics.forEach((topic, queues) -> {
            Map<Integer, Long> committed = queues.committed();
            if (!committed.isEmpty()) {
                table.put(topic + SEPARATOR + group, committed);
                topicsOfGroups.computeIfAbsent(group, any -> new TreeSet<>()).add(topic);
            }
        }));
        synchronized (this) {
            return new ConsumerOffsetSerializeWrapper(table, dataVersion, topicsOfGroups);
        }
    }

    private String nextState() {
        synchronized (this) {
            dataVersion = dataVersion.next(clockMillis.getAsLong());
        }
        return Json.toPrettyJson(snapshot());
    }

    /**
     * Stores a consumer's progress.
     *
     * @return false, and nothing stored, when an administrator has reset the queue and the consumer does not know yet
     */
    public boolean commit(String clientAddress, String group, String topic, int queueId, long queueOffset) {
        Progress progress = findOrCreate(group, topic).findOrCreate(queueId);
        if (progress.reset != NO_OFFSET) {
            return false;
        }
        long before = progress.committed;
        progress.committed = queueOffset;
        writer.changed();
        if (queueOffset < before) {
            BACKWARD.info(
                    "group {} went back in queue {} of topic {} from {} to {}, said {}",
                    group,
                    queueId,
                    topic,
                    before,
                    queueOffset,
                    clientAddress);
        }
        return true;
    }

    /** The committed offset, {@link #NO_OFFSET} when there is none. */
    public long query(String group, String topic, int queueId) {
        Progress progress = find(group, topic, queueId);
        return progress == null ? NO_OFFSET : progress.committed;
    }

    /** Notes who was told where to go on; for figures only, not stored. */
    public void pulled(String clientAddress, String group, String topic, int queueId, long nextOffset) {
        Progress progress = findOrCreate(group, topic).findOrCreate(queueId);
        progress.pulled = nextOffset;
        progress.puller = clientAddress;
    }

    /** Address of who pulled the queue last for the group, null when nobody did. */
    public String puller(String group, String topic, int queueId) {
        Progress progress = find(group, topic, queueId);
        return progress == null ? null : progress.puller;
    }

    /** Where the next pull was told to go on, or the committed offset when that is further. */
    public long queryPulled(String group, String topic, int queueId) {
        Progress progress = find(group, topic, queueId);
        return progress == null ? NO_OFFSET : Math.max(progress.pulled, progress.committed);
    }

    /** Sets the offset for an administrator: commits are ignored until the consumer has taken it over by a pull. */
    public void reset(String group, String topic, int queueId, long queueOffset) {
        Progress progress = findOrCreate(group, topic).findOrCreate(queueId);
        progress.reset = queueOffset;
        progress.committed = queueOffset;
        progress.pulled = queueOffset;
        writer.changed();
    }

    /** The offset that a reset left for the consumer, and the end of that reset; {@link #NO_OFFSET} when there is none. */
    public long takeReset(String group, String topic, int queueId) {
        Progress progress = find(group, topic, queueId);
        if (progress == null || progress.reset == NO_OFFSET) {
            return NO_OFFSET;
        }
        long reset = progress.reset;
        progress.reset = NO_OFFSET;
        return reset;
    }

    /** Topics in which the group has offsets. */
    public Set<String> topicsOf(String group) {
        Set<String> topics = new TreeSet<>();
        groups.getOrDefault(group, Map.of()).forEach((topic, queues) -> {
            if (!queues.committed().isEmpty()) {
                topics.add(topic);
            }
        });
        return topics;
    }

    /** Groups that have offsets in the topic. */
    public Set<String> groupsOf(String topic) {
        Set<String> found = new TreeSet<>();
        groups.forEach((group, topics) -> {
            QueueOffsets queues = topics.get(topic);
            if (queues != null && !queues.committed().isEmpty()) {
                found.add(group);
            }
        });
        return found;
    }

    /** Committed offsets by queue id. */
    public Map<Integer, Long> committedOf(String group, String topic) {
        QueueOffsets queues = groups.getOrDefault(group, Map.of()).get(topic);
        return queues == null ? Map.of() : queues.committed();
    }

    /** Forgets a group. */
    public void removeGroup(String group) {
        if (groups.remove(group) != null) {
            writer.changed();
            LOG.info("offsets of group {} removed", group);
        }
    }

    /** Forgets a topic for all groups. */
    public void removeTopic(String topic) {
        groups.forEach((group, topics) -> {
            if (topics.remove(topic) != null) {
                writer.changed();
                LOG.info("offsets of group {} in topic {} removed", group, topic);
            }
        });
    }

    private Progress find(String group, String topic, int queueId) {
        Map<String, QueueOffsets> topics = groups.get(group);
        if (topics == null) {
            return null;
        }
        QueueOffsets queues = topics.get(topic);
        return queues == null ? null : queues.find(queueId);
    }

    private QueueOffsets findOrCreate(String group, String topic) {
        Map<String, QueueOffsets> topics = groups.get(group);
        if (topics == null) {
            topics = groups.computeIfAbsent(group, any -> new ConcurrentHashMap<>());
        }
        QueueOffsets queues = topics.get(topic);
        return queues != null ? queues : topics.computeIfAbsent(topic, any -> new QueueOffsets());
    }
}
