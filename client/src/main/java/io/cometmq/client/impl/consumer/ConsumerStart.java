package io.cometmq.client.impl.consumer;

import io.cometmq.client.Validators;
import io.cometmq.client.consumer.ConsumerConfig;
import io.cometmq.client.consumer.store.LocalFileOffsetStore;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.client.consumer.store.RemoteBrokerOffsetStore;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.MQClientManager;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;

/** The steps of a start that all kinds of consumers have in common. */
final class ConsumerStart {
    private ConsumerStart() {}

    /** @throws MQClientException when what all consumers need is not configured */
    static void check(ConsumerConfig config) throws MQClientException {
        Validators.checkGroup(config.getConsumerGroup());
        require(
                !MixAll.DEFAULT_CONSUMER_GROUP.equals(config.getConsumerGroup()),
                "consumerGroup can not equal " + MixAll.DEFAULT_CONSUMER_GROUP + ", please specify another one.");
        require(config.getMessageModel() != null, "messageModel is null");
        require(config.getAllocateMessageQueueStrategy() != null, "allocateMessageQueueStrategy is null");
    }

    /** @throws MQClientException when an answer would be given up before the broker has to give it */
    static void checkTimeouts(long suspendMillis, long answerMillis) throws MQClientException {
        require(
                answerMillis >= suspendMillis,
                "Long polling mode, the consumer consumerTimeoutMillisWhenSuspend must greater than brokerSuspendMaxTimeMillis");
    }

    static void require(boolean holds, String problem) throws MQClientException {
        if (!holds) {
            throw new MQClientException(problem, null);
        }
    }

    /** The instance, held until it is released; the members of a group in one process have one each, as they share the queues. */
    static MQClientInstance acquireInstance(ConsumerConfig config, RPCHook rpcHook) {
        if (config.getMessageModel() == MessageModel.CLUSTERING) {
            config.changeInstanceNameToPID();
        }
        return MQClientManager.getInstance().acquire(config, rpcHook);
    }

    /** The configured store, or else the one of the message model; loaded. */
    static OffsetStore offsetStore(ConsumerConfig config, MQClientInstance instance, String group)
            throws MQClientException {
        if (config.getOffsetStore() == null) {
            config.setOffsetStore(
                    config.getMessageModel() == MessageModel.BROADCASTING
                            ? new LocalFileOffsetStore(instance, group)
                            : new RemoteBrokerOffsetStore(instance, group));
        }
        config.getOffsetStore().load();
        return config.getOffsetStore();
    }

    /** @throws MQClientException when the instance has a consumer of this group */
    static void register(MQClientInstance instance, MQConsumerInner consumer, String nameAsConfigured)
            throws MQClientException {
        require(
                instance.registerConsumer(consumer.groupName(), consumer),
                "The consumer group[" + nameAsConfigured + "] has been created before, specify another name please.");
    }
}
