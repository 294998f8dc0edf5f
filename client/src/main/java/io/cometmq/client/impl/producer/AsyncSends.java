package io.cometmq.client.impl.producer;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.client.producer.ProducerConfig;
import io.cometmq.client.producer.SendCallback;
import io.cometmq.client.producer.SendResult;
import io.cometmq.common.concurrent.NamedThreadFactory;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.Message;
import io.cometmq.remoting.exception.RemotingTooMuchRequestException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * The threads and limits of one producer's asynchronous sends. A send whose route is known is done by the calling thread, which
 * it does not block; others are handed over. Thread-safe.
 */
public final class AsyncSends {
    private static final RateLimitedLog CALLBACK_FAILURES =
            new RateLimitedLog(LoggerFactory.getLogger(AsyncSends.class), Duration.ofSeconds(10));

    /** Sends that wait for a route. */
    private static final int MAX_WAITING = 50_000;

    private static final long IDLE_SECONDS = 60;

    private final ProducerConfig config;
    private final AsyncSendLimits limits;

    /** The application's; null: the default. */
    private volatile ExecutorService asyncSenderExecutor;

    /** The application's; null: the instance's. */
    private volatile ExecutorService callbackExecutor;

    /** Guarded by this; null until it is needed. */
    private ThreadPoolExecutor ownSender;

    /** Guarded by this. */
    private boolean ended;

    AsyncSends(ProducerConfig config) {
        this.config = config;
        this.limits =
                new AsyncSendLimits(config.getBackPressureForAsyncSendNum(), config.getBackPressureForAsyncSendSize());
    }

    /** What a send does first: everything until the request is on its way. */
    @FunctionalInterface
    interface Begin {
        /** @param startNanos when the application called */
        CompletableFuture<SendResult> begin(long startNanos) throws MQClientException;
    }

    /** Has all sends handed over to this executor. */
    public void setAsyncSenderExecutor(ExecutorService executor) {
        asyncSenderExecutor = executor;
    }

    /** Has callbacks run by this executor. */
    public void setCallbackExecutor(ExecutorService executor) {
        callbackExecutor = executor;
    }

    public void resizeNumLimit(int num) {
        limits.resizeNum(num);
    }

    public void resizeSizeLimit(int sizeBytes) {
        limits.resizeSize(sizeBytes);
    }

    /** @param ready whether the calling thread can begin without blocking */
    void run(Message message, SendCallback callback, long timeoutMillis, boolean ready, Begin begin)
            throws InterruptedException {
        long start = System.nanoTime();
        Runnable release = () -> {};
        try {
            if (config.isEnableBackpressureForAsyncMode()) {
                release = acquire(message, timeoutMillis);
            }
            Runnable send = task(callback, release, start, begin);
            if (ready && asyncSenderExecutor == null) {
                send.run();
            } else {
                sender().execute(send);
            }
        } catch (RemotingTooMuchRequestException e) {
            fail(callback, e);
        } catch (RejectedExecutionException e) {
            release.run();
            fail(
                    callback,
                    new MQClientException(
                            "executor rejected: too many asynchronous sends wait, or the producer is shut down", e));
        }
    }

    private Runnable acquire(Message message, long timeoutMillis)
            throws InterruptedException, RemotingTooMuchRequestException {
        int bytes = message == null || message.getBody() == null ? 0 : message.getBody().length;
        return limits.acquire(bytes, timeoutMillis);
    }

    private static Runnable task(SendCallback callback, Runnable release, long start, Begin begin) {
        return () -> {
            CompletableFuture<SendResult> sent;
            try {
                sent = begin.begin(start);
            } catch (MQClientException | RuntimeException e) {
                sent = CompletableFuture.failedFuture(e);
            }
            sent.whenComplete((result, failure) -> {
                release.run();
                if (failure == null) {
                    succeed(callback, result);
                } else {
                    fail(
                            callback,
                            failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure);
                }
            });
        };
    }

    private static void succeed(SendCallback callback, SendResult result) {
        if (callback == null) {
            return;
        }
        try {
            callback.onSuccess(result);
        } catch (RuntimeException e) {
            CALLBACK_FAILURES.warn("a callback of a send that succeeded failed", e);
        }
    }

    private static void fail(SendCallback callback, Throwable failure) {
        if (callback == null) {
            return;
        }
        try {
            callback.onException(failure);
        } catch (RuntimeException e) {
            CALLBACK_FAILURES.warn("a callback of a send that failed failed itself", e);
        }
    }

    /** Runs callbacks even when the executor does not take them (any more). */
    Executor callbacks(MQClientInstance instance) {
        ExecutorService chosen = callbackExecutor != null ? callbackExecutor : instance.callbackExecutor();
        return task -> {
            try {
                chosen.execute(task);
            } catch (RejectedExecutionException e) {
                task.run();
            }
        };
    }

    private ExecutorService sender() {
        ExecutorService chosen = asyncSenderExecutor;
        return chosen != null ? chosen : ownSender();
    }

    private synchronized ExecutorService ownSender() {
        if (ended) {
            throw new RejectedExecutionException("the producer is shut down");
        }
        if (ownSender == null) {
            int threads = Runtime.getRuntime().availableProcessors();
            ownSender = new ThreadPoolExecutor(
                    threads,
                    threads,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(MAX_WAITING),
                    new NamedThreadFactory("AsyncSenderExecutor-" + config.getProducerGroup()));
            ownSender.allowCoreThreadTimeOut(true);
        }
        return ownSender;
    }

    /** Lets the sends that wait begin, for some seconds; the application's executors are its own. */
    void shutdown() {
        ThreadPoolExecutor ending;
        synchronized (this) {
            ended = true;
            ending = ownSender;
        }
        if (ending == null) {
            return;
        }
        ending.shutdown();
        try {
            if (!ending.awaitTermination(config.getSendMsgTimeout(), TimeUnit.MILLISECONDS)) {
                ending.shutdownNow();
            }
        } catch (InterruptedException e) {
            ending.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
