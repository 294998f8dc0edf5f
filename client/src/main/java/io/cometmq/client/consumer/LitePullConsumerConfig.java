package io.cometmq.client.consumer;

import io.cometmq.common.MixAll;

/** The settings of a lite pull consumer; names and defaults are RocketMQ's. To be set before the consumer starts. */
public class LitePullConsumerConfig extends BufferingConsumerConfig {
    private static final long BROKER_SUSPEND_MAX_MILLIS = 20_000;

    private boolean autoCommit = true;
    private long autoCommitIntervalMillis = 5000;
    private boolean connectBrokerByUser;
    private long defaultBrokerId = MixAll.MASTER_ID;
    private long pullThresholdForAll = 10000;
    private int consumeMaxSpan = 2000;
    private long pollTimeoutMillis = 5000;
    private long consumerTimeoutMillisWhenSuspend = 30000;
    private long topicMetadataCheckIntervalMillis = 30000;
    private long consumerPullTimeoutMillis = 10000;
    private int pullThreadNums = 20;

    public LitePullConsumerConfig() {
        super(10);
    }

    public boolean isAutoCommit() {
        return autoCommit;
    }

    /** Whether polls commit what earlier polls gave. */
    public void setAutoCommit(boolean autoCommit) {
        this.autoCommit = autoCommit;
    }

    public long getAutoCommitIntervalMillis() {
        return autoCommitIntervalMillis;
    }

    /** At least 1000. */
    public void setAutoCommitIntervalMillis(long autoCommitIntervalMillis) {
        this.autoCommitIntervalMillis = autoCommitIntervalMillis;
    }

    public boolean isConnectBrokerByUser() {
        return connectBrokerByUser;
    }

    /** Whether every pull goes to the broker with the default id. */
    public void setConnectBrokerByUser(boolean connectBrokerByUser) {
        this.connectBrokerByUser = connectBrokerByUser;
    }

    public long getDefaultBrokerId() {
        return defaultBrokerId;
    }

    public void setDefaultBrokerId(long defaultBrokerId) {
        this.defaultBrokerId = defaultBrokerId;
    }

    public long getPullThresholdForAll() {
        return pullThresholdForAll;
    }

    /** Messages that may wait for polls. */
    public void setPullThresholdForAll(long pullThresholdForAll) {
        this.pullThresholdForAll = pullThresholdForAll;
    }

    public int getConsumeMaxSpan() {
        return consumeMaxSpan;
    }

    /** How far apart the first and the last waiting message of a queue may be. */
    public void setConsumeMaxSpan(int consumeMaxSpan) {
        this.consumeMaxSpan = consumeMaxSpan;
    }

    public long getPollTimeoutMillis() {
        return pollTimeoutMillis;
    }

    public void setPollTimeoutMillis(long pollTimeoutMillis) {
        this.pollTimeoutMillis = pollTimeoutMillis;
    }

    public long getConsumerTimeoutMillisWhenSuspend() {
        return consumerTimeoutMillisWhenSuspend;
    }

    /** How long the answer to a pull that the broker may hold is waited for. */
    public void setConsumerTimeoutMillisWhenSuspend(long consumerTimeoutMillisWhenSuspend) {
        this.consumerTimeoutMillisWhenSuspend = consumerTimeoutMillisWhenSuspend;
    }

    public long getConsumerPullTimeoutMillis() {
        return consumerPullTimeoutMillis;
    }

    /** Kept for the sake of old code: brokers may hold every pull, so {@link #setConsumerTimeoutMillisWhenSuspend} counts. */
    public void setConsumerPullTimeoutMillis(long consumerPullTimeoutMillis) {
        this.consumerPullTimeoutMillis = consumerPullTimeoutMillis;
    }

    public int getPullThreadNums() {
        return pullThreadNums;
    }

    /** Kept for the sake of old code: pulls wait without a thread. */
    public void setPullThreadNums(int pullThreadNums) {
        this.pullThreadNums = pullThreadNums;
    }

    /** Whether polls are traced. */
    public boolean isEnableMsgTrace() {
        return isEnableTrace();
    }

    public void setEnableMsgTrace(boolean enableMsgTrace) {
        setEnableTrace(enableMsgTrace);
    }

    public String getCustomizedTraceTopic() {
        return getTraceTopic();
    }

    /** Null: the system's. */
    public void setCustomizedTraceTopic(String customizedTraceTopic) {
        setTraceTopic(customizedTraceTopic);
    }

    public long getTopicMetadataCheckIntervalMillis() {
        return topicMetadataCheckIntervalMillis;
    }

    /** How often the topics of change listeners are looked at. */
    public void setTopicMetadataCheckIntervalMillis(long topicMetadataCheckIntervalMillis) {
        this.topicMetadataCheckIntervalMillis = topicMetadataCheckIntervalMillis;
    }

    /** How long the broker may hold a pull. */
    public long getBrokerSuspendMaxTimeMillis() {
        return BROKER_SUSPEND_MAX_MILLIS;
    }
}
