package io.cometmq.store.log;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Appends waiting for the log: many producers without a lock, one consumer at a time (append lock), linked through the
 * appends themselves.
 */
final class AppendQueue {
    private final AtomicReference<PendingAppend> tail;
    private final AtomicInteger size = new AtomicInteger();
    /** Last append ever consumed, or a stand-in; guarded by the append lock. */
    private PendingAppend head = new PendingAppend(null, 0, 0, false, 0);

    AppendQueue() {
        tail = new AtomicReference<>(head);
    }

    void offer(PendingAppend append) {
        size.getAndIncrement();
        PendingAppend previous = tail.getAndSet(append);
        previous.next = append;
    }

    /** The oldest append, or null when there is none or it is just being linked (its producer then comes by itself). */
    PendingAppend peek() {
        return head.next;
    }

    void remove() {
        PendingAppend removed = head;
        head = removed.next;
        // An old link would keep everything behind it alive once the collector has promoted it.
        removed.next = null;
        size.getAndDecrement();
    }

    int size() {
        return size.get();
    }
}
