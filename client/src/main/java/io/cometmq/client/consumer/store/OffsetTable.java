package io.cometmq.client.consumer.store;

import io.cometmq.common.message.MessageQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The offsets that a store remembers. Thread-safe. */
final class OffsetTable {
    private final ConcurrentHashMap<MessageQueue, ControllableOffset> offsets = new ConcurrentHashMap<>();

    void update(MessageQueue queue, long offset, boolean increaseOnly) {
        offsets.computeIfAbsent(queue, absent -> new ControllableOffset(offset)).update(offset, increaseOnly);
    }

    void updateAndFreeze(MessageQueue queue, long offset) {
        offsets.computeIfAbsent(queue, absent -> new ControllableOffset(offset)).updateAndFreeze(offset);
    }

    /** Null when there is none. */
    Long get(MessageQueue queue) {
        ControllableOffset offset = offsets.get(queue);
        return offset == null ? null : offset.getOffset();
    }

    void remove(MessageQueue queue) {
        offsets.remove(queue);
    }

    void retain(Set<MessageQueue> queues) {
        offsets.keySet().retainAll(queues);
    }

    /** @param topic null or blank: all */
    Map<MessageQueue, Long> copy(String topic) {
        Map<MessageQueue, Long> copy = new HashMap<>();
        offsets.forEach((queue, offset) -> {
            if (topic == null || topic.isBlank() || topic.equals(queue.getTopic())) {
                copy.put(queue, offset.getOffset());
            }
        });
        return copy;
    }
}
