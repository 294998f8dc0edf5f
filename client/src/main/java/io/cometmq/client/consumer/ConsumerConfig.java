package io.cometmq.client.consumer;

import io.cometmq.client.ClientConfig;
import io.cometmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;

/** The settings of every kind of consumer; names and defaults are RocketMQ's. To be set before the consumer starts. */
public abstract class ConsumerConfig extends ClientConfig {
    private String consumerGroup = MixAll.DEFAULT_CONSUMER_GROUP;
    private MessageModel messageModel = MessageModel.CLUSTERING;
    private AllocateMessageQueueStrategy allocateMessageQueueStrategy = new AllocateMessageQueueAveragely();
    private MessageQueueListener messageQueueListener;
    private OffsetStore offsetStore;

    ConsumerConfig() {}

    public String getConsumerGroup() {
        return consumerGroup;
    }

    public void setConsumerGroup(String consumerGroup) {
        this.consumerGroup = consumerGroup;
    }

    public MessageModel getMessageModel() {
        return messageModel;
    }

    /** Whether the clients of the group share the messages, or each gets all. */
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
}
