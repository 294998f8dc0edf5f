package io.cometmq.broker.server;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.common.concurrent.NamedThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's threads beside event loops and store. Every queue has an end, and what does not fit is refused; threads that have
 * nothing to do for a while end.
 */
final class BrokerExecutors {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerExecutors.class);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final long STOP_SECONDS = 5;

    /** State files: saves that are asked for together share a write, so that few wait. */
    private static final int MAX_WAITING_SAVES = 1_000;

    private final ThreadPoolExecutor blocking;
    private final ThreadPoolExecutor slowReads;
    private final ThreadPoolExecutor endTransactions;
    private final ThreadPoolExecutor disk = pool("state-files", 1, MAX_WAITING_SAVES);
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, new NamedThreadFactory("timer"));

    BrokerExecutors(BrokerConfig config) {
        blocking = pool("requests", config.adminBrokerThreadPoolNums(), config.adminBrokerThreadPoolQueueCapacity());
        slowReads = pool("slow-reads", config.pullMessageThreadPoolNums(), config.pullThreadPoolQueueCapacity());
        endTransactions = pool(
                "end-transaction", config.endTransactionThreadPoolNums(), config.endTransactionPoolQueueCapacity());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static ThreadPoolExecutor pool(String name, int threads, int capacity) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(capacity),
                new NamedThreadFactory(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Requests that may wait for the disk or for somebody else. */
    ThreadPoolExecutor blocking() {
        return blocking;
    }

    /** Pulls of messages that are not in memory. */
    ThreadPoolExecutor slowReads() {
        return slowReads;
    }

    /** Verdicts on transactions. */
    ThreadPoolExecutor endTransactions() {
        return endTransactions;
    }

    /** Writes of the small state files. */
    ThreadPoolExecutor disk() {
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
        List<ExecutorService> all = List.of(timer, blocking, slowReads, endTransactions, disk);
        all.forEach(ExecutorService::shutdown);
        try {
            for (ExecutorService executor : all) {
                if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                    LOG.warn(
                            "{} requests or writes were given up at the stop",
                            executor.shutdownNow().size());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
