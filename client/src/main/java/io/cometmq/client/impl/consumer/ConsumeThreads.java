package io.cometmq.client.impl.consumer;

import io.cometmq.common.concurrent.NamedThreadFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that call a listener; they end by themselves while there is nothing to do. What waits for them is bounded by what may be pulled
 * ahead. Thread-safe.
 */
final class ConsumeThreads {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumeThreads.class);
    private static final long IDLE_SECONDS = 60;

    /** A listener at work when the consumer is shut down may finish in this time, whatever is configured: else its messages come twice. */
    private static final long LEAST_WAIT_MILLIS = 3_000;

    private final String group;
    private final PullMessageService timer;
    private final ThreadPoolExecutor pool;
    private final Set<Thread> atWork = ConcurrentHashMap.newKeySet();

    /** @param timer starts what is to be done later */
    ConsumeThreads(String group, int threads, PullMessageService timer) {
        this.group = group;
        this.timer = timer;
        pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamedThreadFactory("ConsumeMessageThread_" + group));
        pool.allowCoreThreadTimeOut(true);
    }

    /** After the shutdown this does nothing: what is not consumed comes again, to whoever has the queue then. */
    void execute(Runnable task) {
        try {
            pool.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("group {} is shut down: messages stay unconsumed", group);
        }
    }

    void executeLater(Runnable task, long delayMillis) {
        timer.executeLater(() -> execute(task), delayMillis);
    }

    private void run(Runnable task) {
        atWork.add(Thread.currentThread());
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("consuming for group {} failed", group, e);
        } finally {
            atWork.remove(Thread.currentThread());
        }
    }

    int size() {
        return pool.getCorePoolSize();
    }

    void resize(int threads) {
        if (threads > pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(threads);
            pool.setCorePoolSize(threads);
        } else {
            pool.setCorePoolSize(threads);
            pool.setMaximumPoolSize(threads);
        }
    }

    boolean isShutdown() {
        return pool.isShutdown();
    }

    /** Starts nothing more, waits for listeners at work, and interrupts those that are still at work then. */
    void shutdown(long awaitMillis) {
        pool.shutdown();
        pool.getQueue().clear();
        if (atWork.contains(Thread.currentThread())) {
            return; // a listener shuts its own consumer down: nobody can wait for it
        }
        try {
            if (!pool.awaitTermination(Math.max(awaitMillis, LEAST_WAIT_MILLIS), TimeUnit.MILLISECONDS)) {
                LOG.warn("listeners of group {} do not finish: they are interrupted, their messages come again", group);
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
