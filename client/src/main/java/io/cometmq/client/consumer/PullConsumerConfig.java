package io.cometmq.client.consumer;

import io.cometmq.client.ClientConfig;
import io.cometmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The settings of a pull consumer; names and defaults are RocketMQ's. To be set before the consumer starts. */
public class PullConsumerConfig extends ClientConfig {
    private String consumerGroup = MixAll.DEFAULT_CONSUMER_GROUP;
    private MessageModel messageModel = MessageModel.CLUSTERING;
    private AllocateMessageQueueStrategy allocateMessageQueueStrategy = new AllocateMessageQueueAveragely();
    private MessageQueueListener messageQueueListener;
    private OffsetStore offsetStore;
    private Set<String> registerTopics = ConcurrentHashMap.newKeySet();
    private long brokerSuspendMaxTimeMillis = 20_000;
    private long consumerTimeoutMillisWhenSuspend = 30_000;
    private long consumerPullTimeoutMillis = 10_000;
    private int maxReconsumeTimes = 16;
    private boolean enableRebalance = true;

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

    public Set<String> getRegisterTopics() {
        return registerTopics;
    }

    /** Topics whose queues are shared out among the group. */
    public void setRegisterTopics(Set<String> registerTopics) {
        this.registerTopics = registerTopics;
    }

    public long getBrokerSuspendMaxTimeMillis() {
        return brokerSuspendMaxTimeMillis;
    }

    /** How long the broker may hold a pull that blocks. */
    public void setBrokerSuspendMaxTimeMillis(long brokerSuspendMaxTimeMillis) {
        this.brokerSuspendMaxTimeMillis = brokerSuspendMaxTimeMillis;
    }

    public long getConsumerTimeoutMillisWhenSuspend() {
        return consumerTimeoutMillisWhenSuspend;
    }

    /** How long the answer to a pull that blocks is waited for. */
    public void setConsumerTimeoutMillisWhenSuspend(long consumerTimeoutMillisWhenSuspend) {
        this.consumerTimeoutMillisWhenSuspend = consumerTimeoutMillisWhenSuspend;
    }

    public long getConsumerPullTimeoutMillis() {
        return consumerPullTimeoutMillis;
    }

    /** How long the answer to other pulls is waited for. */
    public void setConsumerPullTimeoutMillis(long consumerPullTimeoutMillis) {
        this.consumerPullTimeoutMillis = consumerPullTimeoutMillis;
    }

    public int getMaxReconsumeTimes() {
        return maxReconsumeTimes;
    }

    public void setMaxReconsumeTimes(int maxReconsumeTimes) {
        this.maxReconsumeTimes = maxReconsumeTimes;
    }

    public boolean isEnableRebalance() {
        return enableRebalance;
    }

    /** Whether queues of registered topics are shared out at all. */
    public void setEnableRebalance(boolean enableRebalance) {
        this.enableRebalance = enableRebalance;
    }
}
