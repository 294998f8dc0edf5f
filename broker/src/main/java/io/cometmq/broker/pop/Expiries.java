package io.cometmq.broker.pop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Check points in the order in which they expire, and a sleep that ends when the first of them does. Thread-safe. */
final class Expiries {
    /** Longest sleep in one piece: the wall clock may be set. */
    private static final long MAX_SLEEP_MILLIS = 10_000;

    private final ConcurrentSkipListSet<CheckPoint> waiting = new ConcurrentSkipListSet<>(CheckPoints.BY_EXPIRY);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Written under the lock: until when the sleeper means to sleep. */
    private volatile long sleepsUntilMillis = Long.MAX_VALUE;

    /** Guarded by the lock. */
    private boolean closed;

    void add(CheckPoint checkPoint) {
        waiting.add(checkPoint);
        if (checkPoint.expiresAtMillis() >= sleepsUntilMillis) {
            return;
        }
        lock.lock();
        try {
            sleepsUntilMillis = Math.min(sleepsUntilMillis, checkPoint.expiresAtMillis());
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void remove(CheckPoint checkPoint) {
        waiting.remove(checkPoint);
    }

    int size() {
        return waiting.size();
    }

    /** Takes out what has expired, the oldest first. */
    List<CheckPoint> takeExpired(long nowMillis, int max) {
        List<CheckPoint> expired = new ArrayList<>();
        while (expired.size() < max) {
            CheckPoint first = waiting.pollFirst();
            if (first == null) {
                break;
            }
            if (first.expiresAtMillis() > nowMillis) {
                waiting.add(first);
                break;
            }
            expired.add(first);
        }
        return expired;
    }

    /** Sleeps until something is due by that clock; false when closed. */
    boolean awaitExpired(LongSupplier clockMillis) throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                sleepsUntilMillis = Long.MAX_VALUE;
                // From here on, who adds something signals: so nothing is missed between this look and the sleep.
                sleepsUntilMillis = waiting.stream()
                        .findFirst()
                        .map(CheckPoint::expiresAtMillis)
                        .orElse(Long.MAX_VALUE);
                long left = sleepsUntilMillis - clockMillis.getAsLong();
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
