package io.cometmq.client.impl.producer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.latency.MQFaultStrategy;
import io.cometmq.client.producer.ProducerConfig;
import io.cometmq.client.producer.SendResult;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingTooMuchRequestException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One asynchronous send with its further attempts, within the timeout of the whole. The attempts follow one another: the first
 * on the sending thread, the others on callback threads.
 */
final class AsyncSend {
    private final SendAttempt attempt;
    private final MQFaultStrategy strategy;
    private final ProducerConfig config;
    private final OutgoingMessage message;

    /** Null: further attempts go to the same queue, because the application chose it. */
    private final TopicPublishInfo info;

    private final long startNanos;
    private final long timeoutMillis;
    private final Executor callbacks;
    private final CompletableFuture<SendResult> done = new CompletableFuture<>();

    private int attemptsLeft;

    AsyncSend(
            SendAttempt attempt,
            MQFaultStrategy strategy,
            ProducerConfig config,
            OutgoingMessage message,
            TopicPublishInfo info,
            long startNanos,
            long timeoutMillis,
            Executor callbacks) {
        this.attempt = attempt;
        this.strategy = strategy;
        this.config = config;
        this.message = message;
        this.info = info;
        this.startNanos = startNanos;
        this.timeoutMillis = timeoutMillis;
        this.callbacks = callbacks;
        this.attemptsLeft = 1 + config.getRetryTimesWhenSendAsyncFailed();
    }

    /** Begins. The future is completed on a callback thread, or at once when nothing can be sent. */
    CompletableFuture<SendResult> start(MessageQueue queue) {
        sendTo(queue);
        return done;
    }

    private void sendTo(MessageQueue queue) {
        long leftMillis = timeoutMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        if (leftMillis <= 0) {
            done.completeExceptionally(new RemotingTooMuchRequestException(
                    "DEFAULT ASYNC send call timeout: " + timeoutMillis + " ms are over, topic " + message.topic()));
            return;
        }
        attemptsLeft--;
        long begin = System.nanoTime();
        try {
            attempt.async(message, queue, leftMillis, callbacks)
                    .whenComplete((result, failure) -> ended(queue, begin, result, failure));
        } catch (MQClientException e) {
            done.completeExceptionally(e);
        }
    }

    private void ended(MessageQueue queue, long beginNanos, SendResult result, Throwable failure) {
        long latencyMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNanos);
        if (failure == null) {
            strategy.updateFaultItem(queue.getBrokerName(), latencyMillis, false, true);
            done.complete(result);
            return;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean answered = cause instanceof MQBrokerException;
        strategy.updateFaultItem(
                queue.getBrokerName(), latencyMillis, true, answered || !strategy.isStartDetectorEnable());
        if (attemptsLeft > 0 && isRetryable(cause)) {
            sendTo(info == null ? queue : strategy.selectOneMessageQueue(info, queue.getBrokerName(), true));
        } else {
            done.completeExceptionally(cause);
        }
    }

    private boolean isRetryable(Throwable cause) {
        if (cause instanceof MQBrokerException refused) {
            return config.getRetryResponseCodes().contains(refused.getResponseCode());
        }
        return !(cause instanceof RemotingTooMuchRequestException);
    }
}
