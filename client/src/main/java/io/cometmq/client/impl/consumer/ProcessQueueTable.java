package io.cometmq.client.impl.consumer;

import io.cometmq.common.message.MessageQueue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The queues that one consumer consumes. Changed by {@link RebalanceImpl} only; everybody may read it. Thread-safe. */
final class ProcessQueueTable {
    private final ConcurrentHashMap<MessageQueue, ProcessQueue> byQueue = new ConcurrentHashMap<>();

    /** Null when the queue is not consumed. */
    ProcessQueue get(MessageQueue queue) {
        return byQueue.get(queue);
    }

    /** A snapshot. */
    Set<MessageQueue> queues() {
        return new HashSet<>(byQueue.keySet());
    }

    /** A snapshot of those of one topic. */
    List<MessageQueue> queuesOf(String topic) {
        return byQueue.keySet().stream()
                .filter(queue -> queue.getTopic().equals(topic))
                .toList();
    }

    /** A live view, read only. */
    Map<MessageQueue, ProcessQueue> view() {
        return byQueue;
    }

    void put(MessageQueue queue, ProcessQueue processQueue) {
        byQueue.put(queue, processQueue);
    }

    void remove(MessageQueue queue) {
        byQueue.remove(queue);
    }

    void dropAll() {
        byQueue.values().forEach(ProcessQueue::drop);
        byQueue.clear();
    }
}
