package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.PullResult;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.PullReply;
import io.cometmq.client.stat.ConsumerStatsManager;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one pull going for each queue of a consumer, as long as its policy lets it. Everything here runs on the pull thread; so a pull request is only
 * ever touched by one thread.
 */
final class MessagePuller {
    private static final long BROKER_FLOW_CONTROL_DELAY_MILLIS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(MessagePuller.class);
    private final RateLimitedLog failures = new RateLimitedLog(LOG, Duration.ofSeconds(1));

    private final String group;
    private final PullPolicy policy;
    private final PullMessageService pullThread;
    private final PullAPIWrapper api;
    private final ConsumerStatsManager stats;
    private final Consumer<String> routeWanted;

    /** @param routeWanted asks for the route of a topic, without waiting for it */
    MessagePuller(
            String group,
            PullPolicy policy,
            PullMessageService pullThread,
            PullAPIWrapper api,
            ConsumerStatsManager stats,
            Consumer<String> routeWanted) {
        this.group = group;
        this.policy = policy;
        this.pullThread = pullThread;
        this.api = api;
        this.stats = stats;
        this.routeWanted = routeWanted;
    }

    /** Begins; from any thread. */
    void begin(PullRequest request) {
        pullThread.execute(() -> pull(request));
    }

    private void later(PullRequest request, long delayMillis) {
        pullThread.executeLater(() -> pull(request), delayMillis);
    }

    private void pull(PullRequest request) {
        if (request.processQueue().isDropped() || !policy.isRunning()) {
            return;
        }
        request.processQueue().pulled(System.currentTimeMillis());
        long delayMillis = policy.delayMillis(request);
        if (delayMillis > 0) {
            later(request, delayMillis);
            return;
        }
        SubscriptionData subscription =
                policy.subscription(request.messageQueue().getTopic());
        if (subscription == null) {
            later(request, policy.failureDelayMillis());
            return;
        }
        send(request, subscription);
    }

    private void send(PullRequest request, SubscriptionData subscription) {
        long startNanos = System.nanoTime();
        try {
            // A pull carries the offset: sent after the queue was given up, it would set back what its next owner
            // begins with.
            CompletableFuture<PullReply> sent =
                    request.processQueue().unlessDropped(() -> api.pullAsync(policy.pull(request, subscription)));
            if (sent != null) {
                sent.whenComplete((reply, failure) ->
                        pullThread.execute(() -> answered(request, subscription, reply, failure, startNanos)));
            }
        } catch (MQClientException e) {
            failures.warn("group {} cannot pull {}: {}", group, request, e.getMessage());
            routeWanted.accept(request.messageQueue().getTopic());
            later(request, policy.failureDelayMillis());
        }
    }

    private void answered(
            PullRequest request, SubscriptionData subscription, PullReply reply, Throwable failure, long startNanos) {
        if (request.processQueue().isDropped() || !policy.isRunning()) {
            return;
        }
        if (failure != null) {
            failed(
                    request,
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
            return;
        }
        PullResult result;
        try {
            result = api.process(request.messageQueue(), reply, subscription);
        } catch (RuntimeException e) {
            // What cannot be decoded here (a compression whose jar is missing) must not be passed over.
            failed(request, e);
            return;
        }
        switch (result.getPullStatus()) {
            case FOUND -> found(request, result, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
            case NO_NEW_MSG, NO_MATCHED_MSG -> skipped(request, result.getNextBeginOffset());
            case OFFSET_ILLEGAL -> offsetMoved(request, result);
        }
    }

    private void failed(PullRequest request, Throwable cause) {
        boolean busy =
                cause instanceof MQBrokerException refused && refused.getResponseCode() == ResponseCode.FLOW_CONTROL;
        if (!busy) {
            failures.warn("group {} could not pull {}: {}", group, request, cause.toString());
        }
        later(request, busy ? BROKER_FLOW_CONTROL_DELAY_MILLIS : policy.failureDelayMillis());
    }

    private void found(PullRequest request, PullResult result, long millis) {
        String topic = request.messageQueue().getTopic();
        stats.incPullRT(group, topic, millis);
        if (result.getMsgFoundList().isEmpty()) {
            skipped(request, result.getNextBeginOffset());
            return;
        }
        request.nextOffset(result.getNextBeginOffset());
        stats.incPullTPS(group, topic, result.getMsgFoundList().size());
        policy.found(request, result.getMsgFoundList());
        if (policy.intervalMillis() > 0) {
            later(request, policy.intervalMillis());
        } else {
            pull(request);
        }
    }

    /** Nothing for this consumer up to the next offset: when nothing waits either, the group has got that far. */
    private void skipped(PullRequest request, long nextOffset) {
        request.nextOffset(nextOffset);
        if (request.processQueue().count() == 0) {
            policy.progressed(request.messageQueue(), nextOffset);
        }
        pull(request);
    }

    /**
     * The queue has no such offset (any more). Ahead is where the next message is: go on there, what was pulled before is consumed as ever. Back means
     * that the broker lost messages, or that somebody reset the group: begin there as soon as what was pulled is consumed.
     */
    private void offsetMoved(PullRequest request, PullResult result) {
        long next = result.getNextBeginOffset();
        MessageQueue queue = request.messageQueue();
        if (next > request.nextOffset()) {
            LOG.info("group {} asked for {}, the broker goes on at offset {}", group, request, next);
            skipped(request, next);
            return;
        }
        if (request.processQueue().count() > 0 || next == request.nextOffset()) {
            later(request, policy.failureDelayMillis());
            return;
        }
        LOG.warn("group {} asked for {}, the broker goes back to offset {}", group, request, next);
        policy.wentBack(queue, next);
        request.nextOffset(next);
        pull(request);
    }
}
