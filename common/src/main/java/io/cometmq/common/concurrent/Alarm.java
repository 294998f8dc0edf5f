package io.cometmq.common.concurrent;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What one thread sleeps on until an instant of the wall clock, which others may bring forward. The sleeper calls {@link #reset}, looks what is
 * next, and {@link #sleepUntil sleeps}: whatever comes between the look and the sleep wakes it all the same. Thread-safe.
 */
public final class Alarm {
    /** Longest sleep in one piece: the wall clock may be set. */
    private static final long MAX_SLEEP_MILLIS = 10_000;

    private final LongSupplier clockMillis;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Written under the lock. */
    private volatile long earliestMillis = Long.MAX_VALUE;

    /** Guarded by the lock. */
    private boolean closed;

    public Alarm(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    /** There is something to do at that instant. Takes no lock when the sleeper wakes before it anyway. */
    public void bringForward(long dueMillis) {
        if (dueMillis >= earliestMillis) {
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

    /** Forgets what others have said: the sleeper is about to look for itself. */
    public void reset() {
        lock.lock();
        try {
            earliestMillis = Long.MAX_VALUE;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sleeps until that instant, or the earliest that others have said since the reset.
     *
     * @return false when closed
     */
    public boolean sleepUntil(long dueMillis) throws InterruptedException {
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

    /** Ends the sleep, and every later one. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
