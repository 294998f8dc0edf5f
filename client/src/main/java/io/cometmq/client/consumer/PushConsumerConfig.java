package io.cometmq.client.consumer;

import io.cometmq.client.consumer.listener.MessageListener;
import java.util.HashMap;
import java.util.Map;

/** The settings of a push consumer; names and defaults are RocketMQ's. To be set before the consumer starts. */
public class PushConsumerConfig extends BufferingConsumerConfig {
    private Map<String, String> subscription = new HashMap<>();
    private MessageListener messageListener;
    private int consumeThreadMin = 20;
    private int consumeThreadMax = 20;
    private int consumeConcurrentlyMaxSpan = 2000;
    private int pullThresholdForTopic = -1;
    private int pullThresholdSizeForTopic = -1;
    private long pullInterval = 0;
    private int consumeMessageBatchMaxSize = 1;
    private int pullBatchSizeInBytes = 256 * 1024;
    private boolean postSubscriptionWhenPull = false;
    private int maxReconsumeTimes = -1;
    private long suspendCurrentQueueTimeMillis = 1000;
    private long consumeTimeout = 15;
    private long adjustThreadPoolNumsThreshold = 100_000;
    private long awaitTerminationMillisWhenShutdown = 0;
    private boolean clientRebalance = true;
    private long popInvisibleTime = 60_000;
    private int popBatchNums = 32;
    private int popThresholdForQueue = 96;

    public PushConsumerConfig() {
        super(32);
    }

    public Map<String, String> getSubscription() {
        return subscription;
    }

    /** Topics and tag expressions that the start subscribes to. */
    public void setSubscription(Map<String, String> subscription) {
        this.subscription = subscription;
    }

    public MessageListener getMessageListener() {
        return messageListener;
    }

    public void setMessageListener(MessageListener messageListener) {
        this.messageListener = messageListener;
    }

    public int getConsumeThreadMin() {
        return consumeThreadMin;
    }

    /** Threads that call the listener. */
    public void setConsumeThreadMin(int consumeThreadMin) {
        this.consumeThreadMin = consumeThreadMin;
    }

    public int getConsumeThreadMax() {
        return consumeThreadMax;
    }

    /** At least the minimum; kept for the sake of old code, as the threads' queue never overflows. */
    public void setConsumeThreadMax(int consumeThreadMax) {
        this.consumeThreadMax = consumeThreadMax;
    }

    public long getAdjustThreadPoolNumsThreshold() {
        return adjustThreadPoolNumsThreshold;
    }

    /** Kept for the sake of old code: the number of threads does not depend on what waits. */
    public void setAdjustThreadPoolNumsThreshold(long adjustThreadPoolNumsThreshold) {
        this.adjustThreadPoolNumsThreshold = adjustThreadPoolNumsThreshold;
    }

    public int getConsumeConcurrentlyMaxSpan() {
        return consumeConcurrentlyMaxSpan;
    }

    /** How far apart the first and the last waiting message of a queue may be, for concurrent listeners. */
    public void setConsumeConcurrentlyMaxSpan(int consumeConcurrentlyMaxSpan) {
        this.consumeConcurrentlyMaxSpan = consumeConcurrentlyMaxSpan;
    }

    public int getPullThresholdForTopic() {
        return pullThresholdForTopic;
    }

    /** Messages of a topic that may wait on this client, shared out among its queues; -1: the queue's limit counts. */
    public void setPullThresholdForTopic(int pullThresholdForTopic) {
        this.pullThresholdForTopic = pullThresholdForTopic;
    }

    public int getPullThresholdSizeForTopic() {
        return pullThresholdSizeForTopic;
    }

    /** MiB of a topic that may wait on this client, shared out among its queues; -1: the queue's limit counts. */
    public void setPullThresholdSizeForTopic(int pullThresholdSizeForTopic) {
        this.pullThresholdSizeForTopic = pullThresholdSizeForTopic;
    }

    public long getPullInterval() {
        return pullInterval;
    }

    /** Milliseconds between pulls that bring messages. */
    public void setPullInterval(long pullInterval) {
        this.pullInterval = pullInterval;
    }

    public int getConsumeMessageBatchMaxSize() {
        return consumeMessageBatchMaxSize;
    }

    /** Messages that one call of the listener gets at most. */
    public void setConsumeMessageBatchMaxSize(int consumeMessageBatchMaxSize) {
        this.consumeMessageBatchMaxSize = consumeMessageBatchMaxSize;
    }

    public int getPullBatchSizeInBytes() {
        return pullBatchSizeInBytes;
    }

    /** Bytes that one pull asks for. */
    public void setPullBatchSizeInBytes(int pullBatchSizeInBytes) {
        this.pullBatchSizeInBytes = pullBatchSizeInBytes;
    }

    public boolean isPostSubscriptionWhenPull() {
        return postSubscriptionWhenPull;
    }

    /** Whether each pull carries the subscription. */
    public void setPostSubscriptionWhenPull(boolean postSubscriptionWhenPull) {
        this.postSubscriptionWhenPull = postSubscriptionWhenPull;
    }

    public int getMaxReconsumeTimes() {
        return maxReconsumeTimes;
    }

    /** Attempts before a message goes to the dead letter topic; -1: 16 for concurrent listeners, no end for orderly ones. */
    public void setMaxReconsumeTimes(int maxReconsumeTimes) {
        this.maxReconsumeTimes = maxReconsumeTimes;
    }

    public long getSuspendCurrentQueueTimeMillis() {
        return suspendCurrentQueueTimeMillis;
    }

    /** How long a queue waits after its orderly listener failed. */
    public void setSuspendCurrentQueueTimeMillis(long suspendCurrentQueueTimeMillis) {
        this.suspendCurrentQueueTimeMillis = suspendCurrentQueueTimeMillis;
    }

    public long getConsumeTimeout() {
        return consumeTimeout;
    }

    /** Minutes that a listener may take before its messages are given back. */
    public void setConsumeTimeout(long consumeTimeout) {
        this.consumeTimeout = consumeTimeout;
    }

    public long getAwaitTerminationMillisWhenShutdown() {
        return awaitTerminationMillisWhenShutdown;
    }

    /** How long the shutdown waits for listeners at work; three seconds at least. */
    public void setAwaitTerminationMillisWhenShutdown(long awaitTerminationMillisWhenShutdown) {
        this.awaitTerminationMillisWhenShutdown = awaitTerminationMillisWhenShutdown;
    }

    public boolean isClientRebalance() {
        return clientRebalance;
    }

    /**
     * Whether the clients of the group share its queues out among themselves. If not, the brokers do, and an administrator can let the group pop
     * instead of pull; groups that are orderly or broadcast share out by themselves all the same.
     */
    public void setClientRebalance(boolean clientRebalance) {
        this.clientRebalance = clientRebalance;
    }

    public long getPopInvisibleTime() {
        return popInvisibleTime;
    }

    /** Milliseconds for which nobody else gets a popped message; what is not consumed by then comes again. */
    public void setPopInvisibleTime(long popInvisibleTime) {
        this.popInvisibleTime = popInvisibleTime;
    }

    public int getPopBatchNums() {
        return popBatchNums;
    }

    /** Messages that one pop asks for. */
    public void setPopBatchNums(int popBatchNums) {
        this.popBatchNums = popBatchNums;
    }

    public int getPopThresholdForQueue() {
        return popThresholdForQueue;
    }

    /** Popped messages of a queue that may wait for the listener. */
    public void setPopThresholdForQueue(int popThresholdForQueue) {
        this.popThresholdForQueue = popThresholdForQueue;
    }
}
