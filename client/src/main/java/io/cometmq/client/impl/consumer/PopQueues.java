package io.cometmq.client.impl.consumer;

import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.body.PopProcessQueueInfo;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** The queues that one consumer pops. Changed by one thread at a time, as {@link RebalanceImpl} does; everybody may read it. */
final class PopQueues {
    private final Map<MessageQueue, PopProcessQueue> byQueue = new ConcurrentHashMap<>();
    private final BiConsumer<MessageQueue, PopProcessQueue> begin;

    /** @param begin begins to pop a queue */
    PopQueues(BiConsumer<MessageQueue, PopProcessQueue> begin) {
        this.begin = begin;
    }

    /** Pops exactly these queues of the topic; whether that is a change. */
    boolean assign(String topic, Set<MessageQueue> wanted) {
        long now = System.currentTimeMillis();
        boolean changed = byQueue.entrySet().removeIf(entry -> {
            boolean gone = entry.getKey().getTopic().equals(topic)
                    && (!wanted.contains(entry.getKey()) || entry.getValue().isPopExpired(now));
            if (gone) {
                entry.getValue().drop();
            }
            return gone;
        });
        for (MessageQueue queue : wanted) {
            if (!byQueue.containsKey(queue)) {
                PopProcessQueue processQueue = new PopProcessQueue(now);
                byQueue.put(queue, processQueue);
                begin.accept(queue, processQueue);
                changed = true;
            }
        }
        return changed;
    }

    /** Pops none but these topics. */
    void retain(Collection<String> topics) {
        byQueue.keySet().stream()
                .map(MessageQueue::getTopic)
                .distinct()
                .filter(topic -> !topics.contains(topic))
                .toList()
                .forEach(topic -> assign(topic, Set.of()));
    }

    void dropAll() {
        byQueue.values().forEach(PopProcessQueue::drop);
        byQueue.clear();
    }

    /** What operators are told. */
    Map<MessageQueue, PopProcessQueueInfo> info() {
        Map<MessageQueue, PopProcessQueueInfo> info = new TreeMap<>();
        byQueue.forEach((queue, processQueue) -> info.put(queue, processQueue.info()));
        return info;
    }
}
