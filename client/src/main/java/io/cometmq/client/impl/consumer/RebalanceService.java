package io.cometmq.client.impl.consumer;

import io.cometmq.common.concurrent.NamedThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that shares out the queues of all consumers of a client instance: every 20 s, when somebody asks for it, and every
 * second while a consumer could not get what it should have (docs/protocol/semantics.md 7). The only thread of the client that is no daemon: programs
 * written for RocketMQ's client start a consumer and let their main method end.
 */
public final class RebalanceService {
    private static final Logger LOG = LoggerFactory.getLogger(RebalanceService.class);
    private static final long INTERVAL_MILLIS = Long.getLong("rocketmq.client.rebalance.waitInterval", 20_000);
    private static final long RETRY_MILLIS = Long.getLong("rocketmq.client.rebalance.minInterval", 1_000);
    private static final long SHUTDOWN_WAIT_MILLIS = 3_000;

    private final BooleanSupplier rebalanceAll;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wakeup = lock.newCondition();

    /** Guarded by lock. */
    private boolean asked;

    /** Guarded by lock. */
    private boolean stopped;

    /** @param rebalanceAll rebalances every consumer; false when one of them is not balanced yet */
    public RebalanceService(String clientId, BooleanSupplier rebalanceAll) {
        this.rebalanceAll = rebalanceAll;
        this.thread = new NamedThreadFactory("RebalanceService-" + clientId).newThread(this::run);
        thread.setDaemon(false);
    }

    public void start() {
        thread.start();
    }

    /** Rebalances now, on the service's thread. Thread-safe. */
    public void wakeup() {
        lock.lock();
        try {
            asked = true;
            wakeup.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long waitMillis = INTERVAL_MILLIS;
        while (waitForTurn(waitMillis)) {
            waitMillis = rebalance() ? INTERVAL_MILLIS : RETRY_MILLIS;
        }
    }

    private boolean rebalance() {
        try {
            return rebalanceAll.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.error("rebalancing failed, it is tried again", e);
            return false;
        }
    }

    private boolean waitForTurn(long millis) {
        lock.lock();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!asked && !stopped && nanos > 0) {
                nanos = wakeup.awaitNanos(nanos);
            }
            asked = false;
            return !stopped;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread and waits for it. */
    public void shutdown() {
        lock.lock();
        try {
            stopped = true;
            wakeup.signalAll();
        } finally {
            lock.unlock();
        }
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(SHUTDOWN_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
