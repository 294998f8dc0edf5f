package io.cometmq.store.log;

import io.cometmq.store.AppendResult;
import io.cometmq.store.AppendStatus;
import io.cometmq.store.MessageStoreConfig;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Appends waiting for the log, not too many and not too long: many producers without a lock, one consumer at a time (append lock),
 * linked through the appends themselves.
 */
final class AppendQueue {
    private final int maxWaiting;
    private final long maxWaitMillis;
    private final AtomicReference<PendingAppend> tail;
    private final AtomicInteger size = new AtomicInteger();
    /** Last append ever consumed, or a stand-in; written under the append lock. */
    private volatile PendingAppend head = new PendingAppend(null, 0, 0, false, 0);

    AppendQueue(MessageStoreConfig config) {
        maxWaiting = config.maxAsyncPutMessageRequests();
        maxWaitMillis = config.osPageCacheBusyTimeOutMills();
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

    /** How long the oldest has waited, 0 when there is none; any thread. */
    long waitMillis(long nowMillis) {
        PendingAppend oldest = peek();
        return oldest == null ? 0 : Math.max(0, nowMillis - oldest.offeredAtMillis);
    }

    /** Why no more may wait, or null; any thread. Where they wait is said by {@code cause}. */
    AppendResult refusal(Supplier<String> cause) {
        return size() < maxWaiting
                ? null
                : AppendResult.refused(
                        AppendStatus.OS_PAGE_CACHE_BUSY,
                        "not stored: " + maxWaiting + " appends wait already, " + cause.get()
                                + " (maxAsyncPutMessageRequests)");
    }

    /** Removes and refuses what has waited too long; linked, null for nothing. */
    PendingAppend removeExpired(long nowMillis, Supplier<String> cause) {
        PendingAppend expired = null;
        PendingAppend append = peek();
        while (append != null && append.offeredAtMillis < nowMillis - maxWaitMillis) {
            append.result = AppendResult.refused(
                    AppendStatus.OS_PAGE_CACHE_BUSY,
                    "not stored: waited for more than " + maxWaitMillis + " ms, " + cause.get()
                            + " (osPageCacheBusyTimeOutMills)");
            remove();
            append.nextWritten = expired;
            expired = append;
            append = peek();
        }
        return expired;
    }
}
