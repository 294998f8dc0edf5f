package io.cometmq.client.consumer;

import io.cometmq.client.ClientConfig;
import io.cometmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.common.MixAll;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The settings of a lite pull consumer; names and defaults are RocketMQ's. To be set before the consumer starts. */
public class LitePullConsumerConfig extends ClientConfig {
    private static final long BROKER_SUSPEND_MAX_MILLIS = 20_000;

    private String consumerGroup = MixAll.DEFAULT_CONSUMER_GROUP;
    private MessageModel messageModel = MessageModel.CLUSTERING;
    private ConsumeFromWhere consumeFromWhere = ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET;
    private String consumeTimestamp = DateTimeFormatter.ofPattern("yyyyMMddHHmmss")
            .format(LocalDateTime.now(ZoneId.systemDefault()).minusMinutes(30));
    private AllocateMessageQueueStrategy allocateMessageQueueStrategy = new AllocateMessageQueueAveragely();
    private MessageQueueListener messageQueueListener;
    private OffsetStore offsetStore;
    private boolean autoCommit = true;
    private long autoCommitIntervalMillis = 5000;
    private boolean connectBrokerByUser;
    private long defaultBrokerId = MixAll.MASTER_ID;
    private int pullBatchSize = 10;
    private long pullThresholdForAll = 10000;
    private int consumeMaxSpan = 2000;
    private int pullThresholdForQueue = 1000;
    private int pullThresholdSizeForQueue = 100;
    private long pollTimeoutMillis = 5000;
    private long consumerTimeoutMillisWhenSuspend = 30000;
    private long topicMetadataCheckIntervalMillis = 30000;

    public String getConsumerGroup() {
        return consumerGroup;
    }

    public void setConsumerGroup(String consumerGroup) {
        this.consumerGroup = consumerGroup;
    }

    public MessageModel getMessageModel() {
        return messageModel;
    }

    public void setMessageModel(MessageModel messageModel) {
        this.messageModel = messageModel;
    }

    public ConsumeFromWhere getConsumeFromWhere() {
        return consumeFromWhere;
    }

    /** Where the group begins in a queue in which it has no offset. */
    public void setConsumeFromWhere(ConsumeFromWhere consumeFromWhere) {
        this.consumeFromWhere = consumeFromWhere;
    }

    public String getConsumeTimestamp() {
        return consumeTimestamp;
    }

    /** With {@code CONSUME_FROM_TIMESTAMP}: {@code yyyyMMddHHmmss}, local time. */
    public void setConsumeTimestamp(String consumeTimestamp) {
        this.consumeTimestamp = consumeTimestamp;
    }

    public AllocateMessageQueueStrategy getAllocateMessageQueueStrategy() {
        return allocateMessageQueueStrategy;
    }

    public void setAllocateMessageQueueStrategy(AllocateMessageQueueStrategy allocateMessageQueueStrategy) {
        this.allocateMessageQueueStrategy = allocateMessageQueueStrategy;
    }

    public MessageQueueListener getMessageQueueListener() {
        return messageQueueListener;
    }

    /** Told when the queues of this client change; may be null. */
    public void setMessageQueueListener(MessageQueueListener messageQueueListener) {
        this.messageQueueListener = messageQueueListener;
    }

    public OffsetStore getOffsetStore() {
        return offsetStore;
    }

    /** Set before the start: a store of the application's own. */
    public void setOffsetStore(OffsetStore offsetStore) {
        this.offsetStore = offsetStore;
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

    public int getPullBatchSize() {
        return pullBatchSize;
    }

    /** Messages that one pull asks for; one poll gives what one pull brought. */
    public void setPullBatchSize(int pullBatchSize) {
        this.pullBatchSize = pullBatchSize;
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

    public int getPullThresholdForQueue() {
        return pullThresholdForQueue;
    }

    /** Messages of a queue that may wait for polls. */
    public void setPullThresholdForQueue(int pullThresholdForQueue) {
        this.pullThresholdForQueue = pullThresholdForQueue;
    }

    public int getPullThresholdSizeForQueue() {
        return pullThresholdSizeForQueue;
    }

    /** MiB of a queue that may wait for polls. */
    public void setPullThresholdSizeForQueue(int pullThresholdSizeForQueue) {
        this.pullThresholdSizeForQueue = pullThresholdSizeForQueue;
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
