package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.MessageQueueListener;
import io.cometmq.client.consumer.PushConsumerConfig;
import io.cometmq.client.consumer.listener.MessageListener;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.consumer.listener.MessageListenerOrderly;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.client.stat.ConsumerStatsManager;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.body.PopProcessQueueInfo;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a started push consumer, put together. */
final class PushConsumerParts {
    private static final Logger LOG = LoggerFactory.getLogger(PushConsumerParts.class);

    /** Each waits a second for the listener. */
    private static final int RESET_ATTEMPTS = 10;

    private final PushConsumerConfig config;
    private final String group;
    private final MQClientInstance instance;
    private final OffsetStore offsets;
    private final ListenerHooks hooks;
    private final MessageReturns returns;
    private final ConsumerStatsManager stats = new ConsumerStatsManager();
    private final ConsumerContext context;
    private final PullAPIWrapper pullApi;
    private final ProcessQueueTable processQueues = new ProcessQueueTable();
    private final RebalanceImpl rebalance;
    private final ConsumeMessageService consumeService;

    /** Null unless the brokers share the queues out. */
    private final PopConsumption pops;

    private final long startMillis = System.currentTimeMillis();

    /** Null when no queue needs a lock. */
    private final QueueLocks locks;

    PushConsumerParts(
            PushConsumerConfig config, MQClientInstance instance, OffsetStore offsets, PushPullPolicy.Host host)
            throws MQClientException {
        this.config = config;
        this.group = config.withNamespace(config.getConsumerGroup());
        this.instance = instance;
        this.offsets = offsets;
        this.hooks = new ListenerHooks(config);
        this.returns = new MessageReturns(
                instance,
                message -> instance.getDefaultMQProducer().send(message),
                config,
                group,
                DefaultMQPushConsumerImpl.maxReconsumeTimes(config));
        this.context = new ConsumerContext(group, config, offsets, returns, hooks, stats);
        this.pullApi = new PullAPIWrapper(instance, group, config.isUnitMode(), false);
        boolean orderly = config.getMessageListener() instanceof MessageListenerOrderly;
        this.locks =
                orderly && config.getMessageModel() == MessageModel.CLUSTERING ? new QueueLocks(instance, group) : null;

        PullMessageService pullThread = ConsumerThreads.of(instance).pullService();
        ConsumeThreads threads = new ConsumeThreads(group, config.getConsumeThreadMin(), pullThread);
        this.consumeService = consumeService(threads);
        this.pops = PopConsumption.isPossible(config)
                ? new PopConsumption(config, instance, context, threads, pullThread, host)
                : null;
        PushPullPolicy policy = new PushPullPolicy(config, orderly, host, processQueues, offsets, consumeService);
        MessagePuller puller = new MessagePuller(
                group, policy, pullThread, pullApi, stats, topic -> RouteRequests.ask(instance, topic));
        this.rebalance = new RebalanceImpl(
                group,
                instance.getClientId(),
                config.getMessageModel(),
                config.getAllocateMessageQueueStrategy(),
                instance::findConsumerIdList,
                pops,
                processQueues,
                new RebalancePushImpl(
                        offsets,
                        startOffsets(),
                        locks,
                        puller::begin,
                        instance::sendHeartbeatToAllBrokerWithLock,
                        this::queuesChanged));
    }

    private StartOffsets startOffsets() throws MQClientException {
        return new StartOffsets(
                offsets,
                QueueOffsets.of(instance),
                config.getConsumeFromWhere(),
                StartOffsets.parseTimestamp(config.getConsumeTimestamp()));
    }

    private ConsumeMessageService consumeService(ConsumeThreads threads) {
        MessageListener listener = config.getMessageListener();
        if (listener instanceof MessageListenerOrderly orderly) {
            return new ConsumeMessageOrderlyService(context, orderly, threads, locks == null ? null : this::renewLocks);
        }
        return new ConsumeMessageConcurrentlyService(
                context,
                new ConcurrentListenerCall(context, (MessageListenerConcurrently) listener),
                threads,
                processQueues.view());
    }

    private void renewLocks() {
        if (!locks.renewAll(processQueues.view())) {
            instance.rebalanceImmediately();
        }
    }

    private void queuesChanged(String topic, Set<MessageQueue> all, Set<MessageQueue> mine) {
        MessageQueueListener listener = config.getMessageQueueListener();
        if (listener != null) {
            listener.messageQueueChanged(topic, all, mine);
        }
    }

    /** Stores the offsets and waits for the brokers' confirmation: who takes the queues over begins there. */
    void storeOffsetsNow() {
        OffsetsInStore.storeNow(offsets, config.getMessageModel(), processQueues.queues());
    }

    /** Begins queues anew at other offsets; a queue whose listener does not finish in time keeps its offset. */
    void resetOffsets(String topic, Map<MessageQueue, Long> queueOffsets) {
        for (MessageQueue queue : processQueues.queuesOf(topic)) {
            Long queueOffset = queueOffsets.get(queue);
            if (queueOffset != null && !resetOffset(queue, queueOffset)) {
                LOG.warn("group {} stays at its offset in {}: its listener is at work too long", group, queue);
            }
        }
        instance.rebalanceImmediately();
    }

    private boolean resetOffset(MessageQueue queue, long queueOffset) {
        for (int attempt = 0; attempt < RESET_ATTEMPTS; attempt++) {
            boolean done = rebalance.releaseAnd(queue, () -> {
                offsets.updateOffset(queue, queueOffset, false);
                OffsetsInStore.storeNow(offsets, config.getMessageModel(), List.of(queue));
                offsets.removeOffset(queue);
            });
            if (done) {
                LOG.info("group {} goes on at offset {} of {}", group, queueOffset, queue);
                return true;
            }
        }
        return false;
    }

    void restoreTopics(List<MessageExt> messages) {
        context.restoreTopics(messages);
    }

    void unlockQueues() {
        if (locks != null) {
            locks.unlockAll(processQueues.queues());
        }
    }

    /** Ends the calls of the listener, and waits until the brokers know what was consumed. */
    void endConsumption(long awaitMillis) {
        consumeService.shutdown(awaitMillis);
        if (pops != null) {
            pops.shutdown();
        }
    }

    /** What is popped now. */
    Map<MessageQueue, PopProcessQueueInfo> popInfo() {
        return pops == null ? Map.of() : pops.info();
    }

    MQClientInstance instance() {
        return instance;
    }

    OffsetStore offsets() {
        return offsets;
    }

    ListenerHooks hooks() {
        return hooks;
    }

    MessageReturns returns() {
        return returns;
    }

    ConsumerStatsManager stats() {
        return stats;
    }

    PullAPIWrapper pullApi() {
        return pullApi;
    }

    ProcessQueueTable processQueues() {
        return processQueues;
    }

    RebalanceImpl rebalance() {
        return rebalance;
    }

    ConsumeMessageService consumeService() {
        return consumeService;
    }

    long startMillis() {
        return startMillis;
    }
}
