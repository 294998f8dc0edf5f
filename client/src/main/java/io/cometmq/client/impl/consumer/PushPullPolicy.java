package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.PushConsumerConfig;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.client.consumer.store.ReadOffsetType;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a push consumer pulls: as long as its listener keeps up, and with the group's offset in each pull. */
final class PushPullPolicy implements PullPolicy {
    /** docs/protocol/semantics.md 5: how long the broker may hold a pull, and how long its answer is waited for. */
    private static final long SUSPEND_MILLIS = 15_000;

    private static final long TIMEOUT_MILLIS = 30_000;
    private static final long FULL_DELAY_MILLIS = 50;
    private static final long PAUSED_DELAY_MILLIS = 1_000;
    private static final long NO_LOCK_DELAY_MILLIS = 3_000;

    private static final Logger LOG = LoggerFactory.getLogger(PushPullPolicy.class);

    /** What only the consumer knows. */
    interface Host {
        boolean isRunning();

        boolean isPaused();

        /** Null when the topic is not subscribed to. */
        SubscriptionData subscription(String topic);
    }

    private final RateLimitedLog limits = new RateLimitedLog(LOG, Duration.ofSeconds(10));
    private final PushConsumerConfig config;
    private final boolean orderly;
    private final boolean shares;
    private final Host host;
    private final ProcessQueueTable processQueues;
    private final OffsetStore offsets;
    private final ConsumeMessageService consumeService;

    PushPullPolicy(
            PushConsumerConfig config,
            boolean orderly,
            Host host,
            ProcessQueueTable processQueues,
            OffsetStore offsets,
            ConsumeMessageService consumeService) {
        this.config = config;
        this.orderly = orderly;
        this.shares = config.getMessageModel() == MessageModel.CLUSTERING;
        this.host = host;
        this.processQueues = processQueues;
        this.offsets = offsets;
        this.consumeService = consumeService;
    }

    @Override
    public boolean isRunning() {
        return host.isRunning();
    }

    @Override
    public long delayMillis(PullRequest request) {
        if (host.isPaused()) {
            return PAUSED_DELAY_MILLIS;
        }
        ProcessQueue processQueue = request.processQueue();
        String topic = request.messageQueue().getTopic();
        String full = FlowControl.of(
                        config, orderly, () -> processQueues.queuesOf(topic).size())
                .exceeded(processQueue);
        if (full != null) {
            limits.info(
                    "no more of {} is pulled for now: too many {} wait for the listener", request.messageQueue(), full);
            return FULL_DELAY_MILLIS;
        }
        return orderly && shares && !processQueue.isLockGranted() ? NO_LOCK_DELAY_MILLIS : 0;
    }

    @Override
    public SubscriptionData subscription(String topic) {
        return host.subscription(topic);
    }

    @Override
    public PullAPIWrapper.Pull pull(PullRequest request, SubscriptionData subscription) {
        MessageQueue queue = request.messageQueue();
        return new PullAPIWrapper.Pull(
                queue,
                subscription,
                config.isPostSubscriptionWhenPull() && !subscription.isClassFilterMode(),
                request.nextOffset(),
                config.getPullBatchSize(),
                config.getPullBatchSizeInBytes(),
                shares ? offsets.readOffset(queue, ReadOffsetType.READ_FROM_MEMORY) : 0,
                SUSPEND_MILLIS,
                TIMEOUT_MILLIS);
    }

    @Override
    public void found(PullRequest request, List<MessageExt> messages) {
        boolean start = request.processQueue().put(messages);
        if (start || !orderly) {
            consumeService.submit(messages, request.processQueue(), request.messageQueue());
        }
    }

    @Override
    public long intervalMillis() {
        return config.getPullInterval();
    }

    @Override
    public long failureDelayMillis() {
        return config.getPullTimeDelayMillsWhenException();
    }

    @Override
    public void progressed(MessageQueue queue, long queueOffset) {
        offsets.updateOffset(queue, queueOffset, true);
    }

    @Override
    public void wentBack(MessageQueue queue, long queueOffset) {
        offsets.updateOffset(queue, queueOffset, false);
        offsets.persist(queue);
    }
}
