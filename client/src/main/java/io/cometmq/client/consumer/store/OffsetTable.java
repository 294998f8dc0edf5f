package io.cometmq.client.consumer.store;

import io.cometmq.common.message.MessageQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** The offsets that a store remembers. Thread-safe. */
final class OffsetTable {
    private final ConcurrentHashMap<MessageQueue, ControllableOffset> offsets = new ConcurrentHashMap<>();

    /** @param queue null: nothing is remembered */
    void update(MessageQueue queue, long offset, boolean increaseOnly) {
        if (queue != null) {
            offsets.computeIfAbsent(queue, absent -> new ControllableOffset(offset))
                    .update(offset, increaseOnly);
        }
    }

    /** @param queue null: nothing is remembered */
    void updateAndFreeze(MessageQueue queue, long offset) {
        if (queue != null) {
            offsets.computeIfAbsent(queue, absent -> new ControllableOffset(offset))
                    .updateAndFreeze(offset);
        }
    }

    /**
     * The remembered offset or the stored one, as the type says; -1 when there is none.
     *
     * @param stored reads it from where the store keeps it
     */
    long read(MessageQueue queue, ReadOffsetType type, ToLongFunction<MessageQueue> stored) {
        Long remembered = type == ReadOffsetType.READ_FROM_STORE ? null : get(queue);
        if (remembered != null) {
            return remembered;
        }
        return type == ReadOffsetType.READ_FROM_MEMORY ? -1 : stored.applyAsLong(queue);
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
