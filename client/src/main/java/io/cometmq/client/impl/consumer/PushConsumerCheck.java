package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.PushConsumerConfig;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.consumer.listener.MessageListenerOrderly;
import io.cometmq.client.exception.MQClientException;

/** Whether a push consumer can be started as it is configured. */
final class PushConsumerCheck {
    private static final int MAX = 65_535;
    private static final int MAX_MESSAGES = 6_553_500;
    private static final int MAX_MIB = 102_400;
    private static final int MAX_BATCH = 1_024;
    private static final long MIN_POP_INVISIBLE_MILLIS = 5_000;
    private static final long MAX_POP_INVISIBLE_MILLIS = 300_000;
    private static final int MAX_POP_BATCH = 32;

    private PushConsumerCheck() {}

    /** @throws MQClientException the first thing that is wrong */
    static void check(PushConsumerConfig config) throws MQClientException {
        ConsumerStart.check(config);
        ConsumerStart.require(config.getConsumeFromWhere() != null, "consumeFromWhere is null");
        StartOffsets.parseTimestamp(config.getConsumeTimestamp());
        ConsumerStart.require(config.getSubscription() != null, "subscription is null");
        ConsumerStart.require(config.getMessageListener() != null, "messageListener is null");
        ConsumerStart.require(
                config.getMessageListener() instanceof MessageListenerOrderly
                        || config.getMessageListener() instanceof MessageListenerConcurrently,
                "messageListener must be instanceof MessageListenerOrderly or MessageListenerConcurrently");
        range("consumeThreadMin", config.getConsumeThreadMin(), 1, 1_000);
        range("consumeThreadMax", config.getConsumeThreadMax(), 1, 1_000);
        ConsumerStart.require(
                config.getConsumeThreadMin() <= config.getConsumeThreadMax(),
                "consumeThreadMin (" + config.getConsumeThreadMin() + ") is larger than consumeThreadMax ("
                        + config.getConsumeThreadMax() + ")");
        range("consumeConcurrentlyMaxSpan", config.getConsumeConcurrentlyMaxSpan(), 1, MAX);
        range("pullThresholdForQueue", config.getPullThresholdForQueue(), 1, MAX);
        optional("pullThresholdForTopic", config.getPullThresholdForTopic(), MAX_MESSAGES);
        range("pullThresholdSizeForQueue", config.getPullThresholdSizeForQueue(), 1, 1_024);
        optional("pullThresholdSizeForTopic", config.getPullThresholdSizeForTopic(), MAX_MIB);
        range("pullInterval", config.getPullInterval(), 0, MAX);
        range("consumeMessageBatchMaxSize", config.getConsumeMessageBatchMaxSize(), 1, MAX_BATCH);
        range("pullBatchSize", config.getPullBatchSize(), 1, MAX_BATCH);
        range("pullBatchSizeInBytes", config.getPullBatchSizeInBytes(), 1, Integer.MAX_VALUE);
        range("popInvisibleTime", config.getPopInvisibleTime(), MIN_POP_INVISIBLE_MILLIS, MAX_POP_INVISIBLE_MILLIS);
        range("popBatchNums", config.getPopBatchNums(), 1, MAX_POP_BATCH);
        range("consumeTimeout", config.getConsumeTimeout(), 1, Long.MAX_VALUE / 60_000);
    }

    private static void optional(String name, long value, long max) throws MQClientException {
        if (value != -1) {
            range(name, value, 1, max);
        }
    }

    private static void range(String name, long value, long min, long max) throws MQClientException {
        ConsumerStart.require(
                value >= min && value <= max, name + " Out of range [" + min + ", " + max + "]: " + value);
    }
}
