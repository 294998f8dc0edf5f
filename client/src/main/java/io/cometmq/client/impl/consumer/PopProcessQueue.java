package io.cometmq.client.impl.consumer;

import io.cometmq.remoting.protocol.body.PopProcessQueueInfo;
import java.util.concurrent.atomic.AtomicInteger;

/** A queue that a consumer pops: how many of its messages are not acknowledged yet. Thread-safe. */
final class PopProcessQueue {
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean dropped;
    private volatile long lastPopMillis;

    PopProcessQueue(long nowMillis) {
        lastPopMillis = nowMillis;
    }

    /** Messages were popped. */
    void found(int messages) {
        waiting.addAndGet(messages);
    }

    /** A message was acknowledged, or given up. */
    void settled(int messages) {
        waiting.addAndGet(-messages);
    }

    int waiting() {
        return waiting.get();
    }

    /** Somebody else pops it from now on; what was popped is consumed nevertheless. */
    void drop() {
        dropped = true;
    }

    boolean isDropped() {
        return dropped;
    }

    void popped(long nowMillis) {
        lastPopMillis = nowMillis;
    }

    /** Whether its pop request was lost. */
    boolean isPopExpired(long nowMillis) {
        return nowMillis - lastPopMillis > ProcessQueue.PULL_MAX_IDLE_MILLIS;
    }

    PopProcessQueueInfo info() {
        return new PopProcessQueueInfo(waiting(), dropped, lastPopMillis);
    }
}
