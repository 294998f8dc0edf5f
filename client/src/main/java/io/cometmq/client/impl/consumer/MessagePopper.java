package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.PopResult;
import io.cometmq.client.consumer.PushConsumerConfig;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.impl.FindBrokerResult;
import io.cometmq.client.impl.PopApi;
import io.cometmq.client.impl.PopReply;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.client.stat.ConsumerStatsManager;
import io.cometmq.common.MixAll;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.PopMessageRequestHeader;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one pop going for each queue of a consumer, as long as its listener keeps up. Everything here runs on the pull thread. */
final class MessagePopper {
    private static final Logger LOG = LoggerFactory.getLogger(MessagePopper.class);

    /** How long the broker may hold a pop, and how long its answer is waited for (docs/protocol/semantics.md 13.7). */
    private static final long POLL_MILLIS = 15_000;

    private static final long TIMEOUT_MILLIS = POLL_MILLIS + 10_000;
    private static final long FULL_DELAY_MILLIS = 50;
    private static final long PAUSED_DELAY_MILLIS = 1_000;
    private static final long BUSY_DELAY_MILLIS = 20;

    /** A broker that answers at once that nothing came, although it was to wait, is not asked without a pause. */
    private static final long LEAST_WAIT_MILLIS = 100;

    private static final int FROM_START = 0;
    private static final int FROM_END = 1;

    private final RateLimitedLog failures = new RateLimitedLog(LOG, Duration.ofSeconds(1));
    private final MQClientInstance instance;
    private final PopApi api;
    private final String group;
    private final PushConsumerConfig config;
    private final PushPullPolicy.Host host;
    private final PullMessageService pullThread;
    private final PoppedMessages decoder;
    private final ConsumeMessagePopConcurrentlyService consumeService;
    private final PopAcks acks;
    private final ConsumerStatsManager stats;

    MessagePopper(
            MQClientInstance instance,
            PopApi api,
            String group,
            PushConsumerConfig config,
            PushPullPolicy.Host host,
            PullMessageService pullThread,
            ConsumeMessagePopConcurrentlyService consumeService,
            PopAcks acks,
            ConsumerStatsManager stats) {
        this.instance = instance;
        this.api = api;
        this.group = group;
        this.config = config;
        this.host = host;
        this.pullThread = pullThread;
        this.decoder = new PoppedMessages(group, config.isDecodeReadBody(), config.isDecodeDecompressBody());
        this.consumeService = consumeService;
        this.acks = acks;
        this.stats = stats;
    }

    /** Begins; from any thread. */
    void begin(MessageQueue queue, PopProcessQueue processQueue) {
        pullThread.execute(() -> pop(queue, processQueue));
    }

    private void later(MessageQueue queue, PopProcessQueue processQueue, long delayMillis) {
        pullThread.executeLater(() -> pop(queue, processQueue), delayMillis);
    }

    private void pop(MessageQueue queue, PopProcessQueue processQueue) {
        if (processQueue.isDropped() || !host.isRunning()) {
            return;
        }
        processQueue.popped(System.currentTimeMillis());
        if (host.isPaused()) {
            later(queue, processQueue, PAUSED_DELAY_MILLIS);
        } else if (processQueue.waiting() > config.getPopThresholdForQueue()) {
            later(queue, processQueue, FULL_DELAY_MILLIS);
        } else {
            send(queue, processQueue);
        }
    }

    private void send(MessageQueue queue, PopProcessQueue processQueue) {
        SubscriptionData subscription = host.subscription(queue.getTopic());
        FindBrokerResult broker = instance.findBrokerAddressInSubscribe(queue.getBrokerName(), MixAll.MASTER_ID, true);
        if (subscription == null || broker == null) {
            if (broker == null) {
                RouteRequests.ask(instance, queue.getTopic());
            }
            later(queue, processQueue, config.getPullTimeDelayMillsWhenException());
            return;
        }
        long startNanos = System.nanoTime();
        api.pop(broker.brokerAddr(), header(queue, subscription), TIMEOUT_MILLIS)
                .whenComplete((reply, failure) -> pullThread.execute(
                        () -> answered(queue, processQueue, subscription, reply, failure, startNanos)));
    }

    private PopMessageRequestHeader header(MessageQueue queue, SubscriptionData subscription) {
        return new PopMessageRequestHeader(
                group,
                queue.getTopic(),
                queue.getQueueId(),
                config.getPopBatchNums(),
                config.getPopInvisibleTime(),
                POLL_MILLIS,
                System.currentTimeMillis(),
                config.getConsumeFromWhere() == ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET ? FROM_START : FROM_END,
                subscription.getExpressionType(),
                subscription.getSubString(),
                false,
                null,
                queue.getBrokerName());
    }

    private void answered(
            MessageQueue queue,
            PopProcessQueue processQueue,
            SubscriptionData subscription,
            PopReply reply,
            Throwable failure,
            long startNanos) {
        if (failure != null) {
            failed(queue, processQueue, failure);
            return;
        }
        PopResult result;
        try {
            result = decoder.of(queue, reply);
        } catch (RuntimeException e) {
            // What cannot be decoded here (a compression whose jar is missing) comes again when its time is over.
            failed(queue, processQueue, e);
            return;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        switch (result.getPopStatus()) {
            case FOUND -> found(queue, processQueue, subscription, result.getMsgFoundList(), millis);
            case POLLING_FULL -> later(queue, processQueue, config.getPullTimeDelayMillsWhenException());
            case NO_NEW_MSG, POLLING_NOT_FOUND -> {
                if (millis < LEAST_WAIT_MILLIS) {
                    later(queue, processQueue, LEAST_WAIT_MILLIS);
                } else {
                    pop(queue, processQueue);
                }
            }
        }
    }

    private void failed(MessageQueue queue, PopProcessQueue processQueue, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean busy =
                cause instanceof MQBrokerException refused && refused.getResponseCode() == ResponseCode.FLOW_CONTROL;
        if (!busy && host.isRunning()) {
            failures.warn("group {} could not pop {}: {}", group, queue, cause.toString());
        }
        later(queue, processQueue, busy ? BUSY_DELAY_MILLIS : config.getPullTimeDelayMillsWhenException());
    }

    private void found(
            MessageQueue queue,
            PopProcessQueue processQueue,
            SubscriptionData subscription,
            List<MessageExt> messages,
            long millis) {
        stats.incPullRT(group, queue.getTopic(), millis);
        stats.incPullTPS(group, queue.getTopic(), messages.size());
        List<MessageExt> wanted = wanted(queue, processQueue, subscription, messages);
        if (!wanted.isEmpty()) {
            consumeService.submit(wanted, processQueue, queue);
        }
        pop(queue, processQueue);
    }

    /** The broker compares hash codes only (docs/protocol/semantics.md 14); what it took for ours by mistake is done with. */
    private List<MessageExt> wanted(
            MessageQueue queue,
            PopProcessQueue processQueue,
            SubscriptionData subscription,
            List<MessageExt> messages) {
        if (subscription.getTagsSet().isEmpty() || subscription.isClassFilterMode()) {
            return messages;
        }
        List<MessageExt> wanted = new ArrayList<>(messages.size());
        for (MessageExt message : messages) {
            if (message.getTags() != null && subscription.getTagsSet().contains(message.getTags())) {
                wanted.add(message);
            } else {
                processQueue.found(1);
                acks.acknowledge(message, queue.getTopic(), processQueue);
            }
        }
        return wanted;
    }
}
