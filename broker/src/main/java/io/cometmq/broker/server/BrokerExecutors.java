package io.cometmq.broker.server;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.common.concurrent.BoundedPool;
import io.cometmq.common.concurrent.NamedThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's threads beside event loops and store. Every queue has an end, and what does not fit is refused.
 */
final class BrokerExecutors {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerExecutors.class);
    private static final Duration STOP = Duration.ofSeconds(5);

    /** State files: saves that are asked for together share a write, so that few wait. */
    private static final int MAX_WAITING_SAVES = 1_000;

    private final BoundedPool blocking;
    private final BoundedPool slowReads;
    private final BoundedPool endTransactions;
    private final BoundedPool disk = new BoundedPool("state-files", 1, MAX_WAITING_SAVES);
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, new NamedThreadFactory("timer"));

    BrokerExecutors(BrokerConfig config) {
        blocking = new BoundedPool(
                "requests", config.adminBrokerThreadPoolNums(), config.adminBrokerThreadPoolQueueCapacity());
        slowReads =
                new BoundedPool("slow-reads", config.pullMessageThreadPoolNums(), config.pullThreadPoolQueueCapacity());
        endTransactions = new BoundedPool(
                "end-transaction", config.endTransactionThreadPoolNums(), config.endTransactionPoolQueueCapacity());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Requests that may wait for the disk or for somebody else. */
    BoundedPool blocking() {
        return blocking;
    }

    /** Pulls of messages that are not in memory. */
    BoundedPool slowReads() {
        return slowReads;
    }

    /** Verdicts on transactions. */
    BoundedPool endTransactions() {
        return endTransactions;
    }

    /** Writes of the small state files. */
    BoundedPool disk() {
        return disk;
    }

    /** Short work at its time. */
    ScheduledExecutorService timer() {
        return timer;
    }

    /** An action that may fail. */
    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    /** Runs the task again and again; a failure is logged, and the next turn tries again. */
    void every(long periodMillis, String what, Task task) {
        timer.scheduleWithFixedDelay(() -> attempt(what, task), periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    }

    private static void attempt(String what, Task task) {
        try {
            task.run();
        } catch (Exception e) {
            LOG.error("cannot {}; it is tried again", what, e);
        }
    }

    /** Finishes what has begun, a few seconds at most. */
    void shutdown() {
        List<BoundedPool> pools = List.of(blocking, slowReads, endTransactions, disk);
        timer.shutdown();
        pools.forEach(BoundedPool::shutdown);
        try {
            int givenUp = timer.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)
                    ? 0
                    : timer.shutdownNow().size();
            for (BoundedPool pool : pools) {
                givenUp += pool.awaitEnd(STOP);
            }
            if (givenUp > 0) {
                LOG.warn("{} requests or writes were given up at the stop", givenUp);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
