package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.PushConsumerConfig;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.impl.PopApi;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.body.PopProcessQueueInfo;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.util.Map;
import java.util.Set;

/** The parts of a push consumer that lets the brokers share the queues out, and pops where they say so. */
final class PopConsumption {
    private final ServerAssignments assignments;
    private final PopQueues queues;
    private final ConsumeMessagePopConcurrentlyService consumeService;

    /** @param threads call the listener, for what is pulled too; somebody else ends them */
    PopConsumption(
            PushConsumerConfig config,
            MQClientInstance instance,
            ConsumerContext context,
            ConsumeThreads threads,
            PullMessageService pullThread,
            PushPullPolicy.Host host) {
        PopApi api = new PopApi(instance.getMQClientAPIImpl().getRemotingClient());
        String group = context.group();
        assignments = new ServerAssignments(
                instance, api, group, config.getAllocateMessageQueueStrategy().getName());
        PopAcks acks = new PopAcks(instance, api, group);
        consumeService = new ConsumeMessagePopConcurrentlyService(
                context,
                new ConcurrentListenerCall(context, (MessageListenerConcurrently) config.getMessageListener()),
                threads,
                acks,
                DefaultMQPushConsumerImpl.maxReconsumeTimes(config));
        MessagePopper popper = new MessagePopper(
                instance, api, group, config, host, pullThread, consumeService, acks, context.stats());
        queues = new PopQueues(popper::begin);
    }

    /** An orderly group must not be consumed in two ways at once, and one that broadcasts shares nothing out. */
    static boolean isPossible(PushConsumerConfig config) {
        return !config.isClientRebalance()
                && config.getMessageModel() == MessageModel.CLUSTERING
                && config.getMessageListener() instanceof MessageListenerConcurrently;
    }

    ServerAssignments.Answer query(String topic) {
        return assignments.query(topic);
    }

    /** Pops exactly these queues of the topic. */
    void pop(String topic, Set<MessageQueue> wanted) {
        queues.assign(topic, wanted);
    }

    /** Pops none but these topics. */
    void retain(Set<String> topics) {
        queues.retain(topics);
    }

    Map<MessageQueue, PopProcessQueueInfo> info() {
        return queues.info();
    }

    /** Pops nothing more, and waits until the brokers know what was consumed. After the threads have ended. */
    void shutdown() {
        queues.dropAll();
        consumeService.shutdown();
    }
}
