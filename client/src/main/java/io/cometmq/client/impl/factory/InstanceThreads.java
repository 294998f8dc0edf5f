package io.cometmq.client.impl.factory;

import io.cometmq.common.concurrent.NamedThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of one instance: two for scheduled work, some for callbacks while there are any. All are daemons. */
final class InstanceThreads {
    /** One for what may wait for a dead broker, one for the rest. */
    private static final int SCHEDULER_THREADS = 2;

    /** Callbacks that wait; beyond it the event loop runs them itself, and so reads no more answers meanwhile. */
    private static final int MAX_WAITING_CALLBACKS = 65536;

    private static final long IDLE_SECONDS = 60;
    private static final long END_SECONDS = 5;

    private final ScheduledThreadPoolExecutor scheduler;
    private final ThreadPoolExecutor callbacks;

    InstanceThreads(String clientId, int callbackThreads) {
        scheduler = new ScheduledThreadPoolExecutor(
                SCHEDULER_THREADS, new NamedThreadFactory("MQClientFactoryScheduledThread-" + clientId));
        scheduler.setRemoveOnCancelPolicy(true);
        callbacks = new ThreadPoolExecutor(
                callbackThreads,
                callbackThreads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING_CALLBACKS),
                new NamedThreadFactory("MQClientCallback-" + clientId),
                new ThreadPoolExecutor.CallerRunsPolicy());
        callbacks.allowCoreThreadTimeOut(true);
    }

    ScheduledThreadPoolExecutor scheduler() {
        return scheduler;
    }

    ExecutorService callbacks() {
        return callbacks;
    }

    void shutdownScheduler() {
        scheduler.shutdownNow();
        await(scheduler);
    }

    /** Lets the callbacks that wait run, for some seconds. */
    void shutdown() {
        callbacks.shutdown();
        await(callbacks);
        callbacks.shutdownNow();
    }

    private static void await(ExecutorService executor) {
        try {
            executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
