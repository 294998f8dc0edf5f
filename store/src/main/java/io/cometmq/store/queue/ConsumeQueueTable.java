package io.cometmq.store.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** All consume queues of the store, by topic and queue id. Thread-safe. */
public final class ConsumeQueueTable {
    private final ConcurrentHashMap<String, TopicQueues> topics = new ConcurrentHashMap<>();
    private final QueueFiles files;
    private final QueueFiles extFiles;

    /** @param extFiles of the queues' extensions; null when they have none */
    @SuppressWarnings("MissingSummary")
    public ConsumeQueueTable(QueueFiles files, QueueFiles extFiles) {
        this.files = files;
        this.extFiles = extFiles;
    }

    /** The queue, or null. */
    public ConsumeQueue find(String topic, int queueId) {
        TopicQueues queues = topics.get(topic);
        return queues == null ? null : queues.find(queueId);
    }

    /** The topic's queues, or null. */
    public TopicQueues find(String topic) {
        return topics.get(topic);
    }

    public TopicQueues findOrCreate(String topic) {
        TopicQueues queues = topics.get(topic);
        return queues != null ? queues : topics.computeIfAbsent(topic, name -> new TopicQueues(name, files, extFiles));
    }

    public TopicQueues remove(String topic) {
        return topics.remove(topic);
    }

    /** Topics in alphabetical order. */
    public Set<String> topics() {
        return new TreeSet<>(topics.keySet());
    }

    /** Number of queues. */
    public int count() {
        return topics.values().stream().mapToInt(TopicQueues::count).sum();
    }

    /** A snapshot. */
    public List<ConsumeQueue> all() {
        List<ConsumeQueue> all = new ArrayList<>();
        topics.values().forEach(queues -> queues.collectInto(all));
        return all;
    }
}
