package io.cometmq.store.queue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The queues of one topic, and what the append path would otherwise compute from its name for every message. Thread-safe.
 */
public final class TopicQueues {
    /** Topic whose entries carry the due time (docs/protocol/message-formats.md 7, rule 3). */
    public static final String SCHEDULE_TOPIC = "SCHEDULE_TOPIC_XXXX";

    /** Highest queue id; the table is an array. */
    public static final int MAX_QUEUE_ID = 65_535;

    private final String topic;
    private final byte[] topicBytes;
    private final int keyPrefixHash;
    private final int tagPrefixHash;
    private final boolean schedule;
    private final QueueFiles files;
    private final QueueFiles extFiles;
    /** By queue id, null where there is none; replaced under this monitor. */
    private volatile ConsumeQueue[] queues = {};

    TopicQueues(String topic, QueueFiles files, QueueFiles extFiles) {
        this.topic = topic;
        this.topicBytes = topic.getBytes(StandardCharsets.UTF_8);
        this.keyPrefixHash = (topic + "#").hashCode();
        this.tagPrefixHash = (topic + "#T#").hashCode();
        this.schedule = topic.equals(SCHEDULE_TOPIC);
        this.files = files;
        this.extFiles = extFiles;
    }

    /** Whether the name can be that of a directory below the queues' root. */
    public static boolean isStorable(String topic) {
        return !topic.isEmpty()
                && !topic.equals(".")
                && !topic.equals("..")
                && topic.indexOf('/') < 0
                && topic.indexOf('\\') < 0
                && topic.indexOf('\0') < 0;
    }

    public String topic() {
        return topic;
    }

    /** UTF-8; not to be changed. */
    public byte[] topicBytes() {
        return topicBytes;
    }

    /** Hash of {@code <topic>#}, the start of each index key text. */
    public int keyPrefixHash() {
        return keyPrefixHash;
    }

    /** Hash of {@code <topic>#T#}, the start of each index key text of a tag. */
    public int tagPrefixHash() {
        return tagPrefixHash;
    }

    public boolean isSchedule() {
        return schedule;
    }

    /** The queue, or null. */
    public ConsumeQueue find(int queueId) {
        ConsumeQueue[] all = queues;
        return queueId >= 0 && queueId < all.length ? all[queueId] : null;
    }

    /**
     * The queue, made when it is new.
     *
     * @throws IllegalArgumentException when the id is not in 0..{@link #MAX_QUEUE_ID}
     */
    public ConsumeQueue findOrCreate(int queueId) {
        ConsumeQueue queue = find(queueId);
        return queue != null ? queue : create(queueId);
    }

    private synchronized ConsumeQueue create(int queueId) {
        if (queueId < 0 || queueId > MAX_QUEUE_ID) {
            throw new IllegalArgumentException(
                    "queue id " + queueId + " of topic " + topic + " is not in 0.." + MAX_QUEUE_ID);
        }
        ConsumeQueue known = find(queueId);
        if (known != null) {
            return known;
        }
        ConsumeQueue queue = new ConsumeQueue(this, queueId, files, extFiles);
        ConsumeQueue[] grown = Arrays.copyOf(queues, Math.max(queues.length, queueId + 1));
        grown[queueId] = queue;
        queues = grown;
        return queue;
    }

    /** Queue ids in ascending order. */
    public Set<Integer> queueIds() {
        Set<Integer> ids = new TreeSet<>();
        for (ConsumeQueue queue : queues) {
            if (queue != null) {
                ids.add(queue.queueId());
            }
        }
        return ids;
    }

    int count() {
        int count = 0;
        for (ConsumeQueue queue : queues) {
            count += queue == null ? 0 : 1;
        }
        return count;
    }

    /** From now on nothing is added to the queues; under the append lock. */
    public void markDeleted() {
        for (ConsumeQueue queue : queues) {
            if (queue != null) {
                queue.markDeleted();
            }
        }
    }

    void collectInto(List<ConsumeQueue> all) {
        for (ConsumeQueue queue : queues) {
            if (queue != null) {
                all.add(queue);
            }
        }
    }
}
