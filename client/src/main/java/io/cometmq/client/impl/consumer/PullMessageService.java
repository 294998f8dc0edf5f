package io.cometmq.client.impl.consumer;

import io.cometmq.common.concurrent.NamedThreadFactory;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that starts the pulls of all push consumers of a client instance, at once or later. Its tasks must be short: they
 * send requests and do not wait for answers. Thread-safe.
 */
public final class PullMessageService {
    private static final Logger LOG = LoggerFactory.getLogger(PullMessageService.class);
    private static final long SHUTDOWN_WAIT_SECONDS = 3;

    private final ScheduledThreadPoolExecutor thread;

    public PullMessageService(String clientId) {
        thread = new ScheduledThreadPoolExecutor(1, new NamedThreadFactory("PullMessageService-" + clientId));
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    public void execute(Runnable pull) {
        executeLater(pull, 0);
    }

    /** After the end of the service this does nothing: there is nobody to pull for. */
    public void executeLater(Runnable pull, long delayMillis) {
        try {
            thread.schedule(() -> run(pull), delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("a pull comes after the end of the pull service");
        }
    }

    private static void run(Runnable pull) {
        try {
            pull.run();
        } catch (RuntimeException e) {
            LOG.error("a pull failed to start", e);
        }
    }

    /** Ends the thread and waits for it. */
    public void shutdown() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(SHUTDOWN_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
