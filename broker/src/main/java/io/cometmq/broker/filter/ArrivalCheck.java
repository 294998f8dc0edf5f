package io.cometmq.broker.filter;

import io.cometmq.store.MessageFilter;

/**
 * Whether a message that has just arrived is one for a reader that waits: by its tag, and by its properties only where the reader's
 * condition needs them. Thread-safe.
 */
public final class ArrivalCheck {
    /** Looks at a stored message. */
    @FunctionalInterface
    public interface Look {
        /** Whether there is a message at this queue offset that passes the filter. */
        boolean matches(String topic, int queueId, long queueOffset, MessageFilter filter);
    }

    private final Look look;

    public ArrivalCheck(Look look) {
        this.look = look;
    }

    /** Whether the reader with this filter is to be woken. */
    public boolean wakes(MessageFilter filter, String topic, int queueId, long queueOffset, long tagsCode) {
        if (filter instanceof SqlFilter || filter instanceof RetryFilter) {
            return look.matches(topic, queueId, queueOffset, filter);
        }
        return filter.matchesEntry(tagsCode, null);
    }
}
