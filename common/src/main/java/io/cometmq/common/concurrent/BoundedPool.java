package io.cometmq.common.concurrent;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads with a queue that has an end, what does not fit is refused; and that tells how long its head has waited. Threads that have
 * nothing to do for a while end. Thread-safe.
 */
public final class BoundedPool implements Executor {
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** A task, and the {@link System#nanoTime} at which it came. */
    private record Waiting(Runnable task, long sinceNanos) implements Runnable {
        @Override
        public void run() {
            task.run();
        }
    }

    private final int capacity;
    private final ThreadPoolExecutor threads;

    /**
     * An idle pool.
     *
     * @param name of its threads
     * @param capacity how many tasks may wait
     */
    public BoundedPool(String name, int threads, int capacity) {
        this.capacity = capacity;
        this.threads = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(capacity),
                new NamedThreadFactory(name));
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** @throws RejectedExecutionException when the queue is full, or the pool has ended */
    @Override
    public void execute(Runnable task) {
        threads.execute(new Waiting(task, System.nanoTime()));
    }

    /** Tasks that wait for a thread. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** How many may wait. */
    public int capacity() {
        return capacity;
    }

    /** How long the task has waited whose turn is next; 0 when none waits. */
    public long headWaitMillis() {
        return threads.getQueue().peek() instanceof Waiting head
                ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - head.sinceNanos)
                : 0;
    }

    /** Takes nothing more; what waits is still done. */
    public void shutdown() {
        threads.shutdown();
    }

    /** Takes nothing more, interrupts what is being done, and gives up what waits; returns how many that were. */
    public int shutdownNow() {
        return threads.shutdownNow().size();
    }

    /** Waits for what has been taken, and gives up the rest after that time; returns how many that were. */
    public int awaitEnd(Duration limit) throws InterruptedException {
        return threads.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS) ? 0 : shutdownNow();
    }
}
