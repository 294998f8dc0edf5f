package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.PullResult;
import io.cometmq.client.consumer.PushConsumerConfig;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.client.consumer.store.ReadOffsetType;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.PullReply;
import io.cometmq.client.stat.ConsumerStatsManager;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one pull going for each queue of a push consumer, as long as the listener keeps up. Everything here runs on the pull thread; so a pull
 * request is only ever touched by one thread.
 */
final class MessagePuller {
    /** docs/protocol/semantics.md 5: how long the broker may hold a pull, and how long its answer is waited for. */
    private static final long SUSPEND_MILLIS = 15_000;

    private static final long TIMEOUT_MILLIS = 30_000;
    private static final long FULL_DELAY_MILLIS = 50;
    private static final long PAUSED_DELAY_MILLIS = 1_000;
    private static final long BROKER_FLOW_CONTROL_DELAY_MILLIS = 20;
    private static final long NO_LOCK_DELAY_MILLIS = 3_000;

    private static final Logger LOG = LoggerFactory.getLogger(MessagePuller.class);
    private final RateLimitedLog limits = new RateLimitedLog(LOG, Duration.ofSeconds(10));
    private final RateLimitedLog failures = new RateLimitedLog(LOG, Duration.ofSeconds(1));

    /** What a puller asks of its consumer. */
    interface Host {
        boolean isRunning();

        boolean isPaused();

        /** Null when the topic is not subscribed to. */
        SubscriptionData subscription(String topic);
    }

    private final PushConsumerConfig config;
    private final String group;
    private final boolean orderly;
    private final Host host;
    private final ProcessQueueTable processQueues;
    private final PullMessageService pullThread;
    private final PullAPIWrapper api;
    private final OffsetStore offsets;
    private final ConsumeMessageService consumeService;
    private final ConsumerStatsManager stats;
    private final Consumer<String> routeWanted;

    /** @param routeWanted asks for the route of a topic, without waiting for it */
    MessagePuller(
            PushConsumerConfig config,
            String group,
            boolean orderly,
            Host host,
            ProcessQueueTable processQueues,
            PullMessageService pullThread,
            PullAPIWrapper api,
            OffsetStore offsets,
            ConsumeMessageService consumeService,
            ConsumerStatsManager stats,
            Consumer<String> routeWanted) {
        this.config = config;
        this.group = group;
        this.orderly = orderly;
        this.host = host;
        this.processQueues = processQueues;
        this.pullThread = pullThread;
        this.api = api;
        this.offsets = offsets;
        this.consumeService = consumeService;
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
        ProcessQueue processQueue = request.processQueue();
        if (processQueue.isDropped() || !host.isRunning()) {
            return;
        }
        processQueue.pulled(System.currentTimeMillis());
        if (host.isPaused()) {
            later(request, PAUSED_DELAY_MILLIS);
            return;
        }
        String topic = request.messageQueue().getTopic();
        String full = FlowControl.of(
                        config, orderly, () -> processQueues.queuesOf(topic).size())
                .exceeded(processQueue);
        if (full != null) {
            limits.info(
                    "group {} pulls no more of {} for now: too many {} wait for the listener",
                    group,
                    request.messageQueue(),
                    full);
            later(request, FULL_DELAY_MILLIS);
            return;
        }
        if (orderly && shares() && !processQueue.isLockGranted()) {
            later(request, NO_LOCK_DELAY_MILLIS);
            return;
        }
        SubscriptionData subscription = host.subscription(topic);
        if (subscription == null) {
            later(request, config.getPullTimeDelayMillsWhenException());
            return;
        }
        send(request, subscription);
    }

    private boolean shares() {
        return config.getMessageModel() == MessageModel.CLUSTERING;
    }

    private void send(PullRequest request, SubscriptionData subscription) {
        MessageQueue queue = request.messageQueue();
        long commitOffset = shares() ? offsets.readOffset(queue, ReadOffsetType.READ_FROM_MEMORY) : 0;
        PullAPIWrapper.Pull pull = new PullAPIWrapper.Pull(
                queue,
                subscription,
                config.isPostSubscriptionWhenPull() && !subscription.isClassFilterMode(),
                request.nextOffset(),
                config.getPullBatchSize(),
                config.getPullBatchSizeInBytes(),
                commitOffset,
                SUSPEND_MILLIS,
                TIMEOUT_MILLIS);
        long startNanos = System.nanoTime();
        try {
            api.pullAsync(pull)
                    .whenComplete((reply, failure) ->
                            pullThread.execute(() -> answered(request, subscription, reply, failure, startNanos)));
        } catch (MQClientException e) {
            failures.warn("group {} cannot pull {}: {}", group, request, e.getMessage());
            routeWanted.accept(queue.getTopic());
            later(request, config.getPullTimeDelayMillsWhenException());
        }
    }

    private void answered(
            PullRequest request, SubscriptionData subscription, PullReply reply, Throwable failure, long startNanos) {
        if (request.processQueue().isDropped() || !host.isRunning()) {
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
        later(request, busy ? BROKER_FLOW_CONTROL_DELAY_MILLIS : config.getPullTimeDelayMillsWhenException());
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
        boolean start = request.processQueue().put(result.getMsgFoundList());
        if (start || !orderly) {
            consumeService.submit(result.getMsgFoundList(), request.processQueue(), request.messageQueue());
        }
        if (config.getPullInterval() > 0) {
            later(request, config.getPullInterval());
        } else {
            pull(request);
        }
    }

    /** Nothing for this consumer up to the next offset: when nothing waits either, the group has got that far. */
    private void skipped(PullRequest request, long nextOffset) {
        request.nextOffset(nextOffset);
        if (request.processQueue().count() == 0) {
            offsets.updateOffset(request.messageQueue(), nextOffset, true);
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
            later(request, config.getPullTimeDelayMillsWhenException());
            return;
        }
        LOG.warn("group {} asked for {}, the broker goes back to offset {}", group, request, next);
        offsets.updateOffset(queue, next, false);
        offsets.persist(queue);
        request.nextOffset(next);
        pull(request);
    }
}
