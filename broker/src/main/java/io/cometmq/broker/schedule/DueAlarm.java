package io.cometmq.broker.schedule;

import io.cometmq.common.topic.TopicValidator;
import io.cometmq.store.MessageArrivingListener;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** What the delivering thread sleeps on: ends when the earliest known message is due, also one that has come meanwhile. Thread-safe. */
public final class DueAlarm implements MessageArrivingListener {
    /** Longest sleep in one piece: the wall clock may be set. */
    private static final long MAX_SLEEP_MILLIS = 10_000;

    private final LongSupplier clockMillis;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Written under the lock. */
    private volatile long earliestMillis = Long.MAX_VALUE;

    /** Guarded by the lock. */
    private boolean closed;

    public DueAlarm(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    /** The consume queue of a delayed message holds the instant at which it is due. */
    @Override
    public void arrived(String topic, int queueId, long queueOffset, long dueMillis, long storeTimestamp) {
        if (dueMillis >= earliestMillis || !TopicValidator.RMQ_SYS_SCHEDULE_TOPIC.equals(topic)) {
            return;
        }
        lock.lock();
        try {
            if (dueMillis < earliestMillis) {
                earliestMillis = dueMillis;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what has come: the caller is about to look for itself. */
    void reset() {
        lock.lock();
        try {
            earliestMillis = Long.MAX_VALUE;
        } finally {
            lock.unlock();
        }
    }

    /** Sleeps until that instant, or until something that has come since the reset is due; false when closed. */
    boolean sleepUntil(long dueMillis) throws InterruptedException {
        lock.lock();
        try {
            earliestMillis = Math.min(earliestMillis, dueMillis);
            while (!closed) {
                long left = earliestMillis - clockMillis.getAsLong();
                if (left <= 0) {
                    return true;
                }
                changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(left, MAX_SLEEP_MILLIS)));
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
