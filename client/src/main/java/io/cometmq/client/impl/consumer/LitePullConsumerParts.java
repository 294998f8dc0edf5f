package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.LitePullConsumerConfig;
import io.cometmq.client.consumer.TopicMessageQueueChangeListener;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.client.stat.ConsumerStatsManager;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a started lite pull consumer, put together. */
final class LitePullConsumerParts {
    private static final Logger LOG = LoggerFactory.getLogger(LitePullConsumerParts.class);

    private final LitePullConsumerConfig config;
    private final MQClientInstance instance;
    private final OffsetStore offsets;
    private final BooleanSupplier running;
    private final ProcessQueueTable processQueues = new ProcessQueueTable();
    private final PullMessageService pullThread;
    private final LitePulls pulls;
    private final RebalanceImpl rebalance;
    private final ConsumerStatsManager stats = new ConsumerStatsManager();
    private final long startMillis = System.currentTimeMillis();

    /** Queues of the topics that are watched; by the callback that looks at them only. */
    private final Map<String, Set<MessageQueue>> watched = new HashMap<>();

    LitePullConsumerParts(
            LitePullConsumerConfig config,
            MQClientInstance instance,
            OffsetStore offsets,
            BooleanSupplier running,
            Function<String, SubscriptionData> subscriptions,
            RebalancePushImpl.Listener listener)
            throws MQClientException {
        this.config = config;
        this.instance = instance;
        this.offsets = offsets;
        this.running = running;
        this.pullThread = ConsumerThreads.of(instance).pullService();
        String group = config.withNamespace(config.getConsumerGroup());
        PullAPIWrapper pullApi = new PullAPIWrapper(instance, group, config.isUnitMode(), true);
        if (config.isConnectBrokerByUser()) {
            pullApi.fixBroker(config.getDefaultBrokerId());
        }
        this.pulls = new LitePulls(config, processQueues, running, subscriptions);
        MessagePuller puller = new MessagePuller(
                group, pulls, pullThread, pullApi, stats, topic -> RouteRequests.ask(instance, topic));
        StartOffsets startOffsets = new StartOffsets(
                offsets,
                QueueOffsets.of(instance),
                config.getConsumeFromWhere(),
                StartOffsets.parseTimestamp(config.getConsumeTimestamp()));
        this.rebalance = new RebalanceImpl(
                group,
                instance.getClientId(),
                config.getMessageModel(),
                config.getAllocateMessageQueueStrategy(),
                instance::findConsumerIdList,
                null,
                processQueues,
                new RebalanceLitePullImpl(
                        config,
                        offsets,
                        startOffsets,
                        pulls,
                        puller::begin,
                        instance::sendHeartbeatToAllBrokerWithLock,
                        listener));
    }

    /** Takes how far polls came in these queues as the group's offsets. */
    void takePolled(Collection<MessageQueue> queues) {
        pulls.polledOffsets().forEach((queue, offset) -> {
            if (queues.contains(queue)) {
                offsets.updateOffset(queue, offset, false);
            }
        });
    }

    /** Takes an offset as the group's, if the queue is consumed here. */
    void take(MessageQueue queue, long queueOffset) {
        if (queueOffset >= 0 && processQueues.get(queue) != null) {
            offsets.updateOffset(queue, queueOffset, false);
        } else {
            LOG.info("offset {} of {} is not committed: the queue is not consumed here", queueOffset, queue);
        }
    }

    /** Stores the group's offsets of these queues. */
    void store(Collection<MessageQueue> queues, boolean wait) {
        if (wait) {
            OffsetsInStore.storeNow(offsets, config.getMessageModel(), queues);
        } else {
            queues.forEach(offsets::persist);
        }
    }

    void seek(MessageQueue queue, long queueOffset) {
        pulls.forget(queue);
        rebalance.restart(queue, queueOffset);
        pulls.polledOffset(queue, queueOffset);
    }

    /** Looks at the topics' queues again and again, and tells of changes. */
    void watchTopics(Map<String, TopicMessageQueueChangeListener> listeners) {
        if (!running.getAsBoolean()) {
            return;
        }
        try {
            instance.callbackExecutor().execute(() -> listeners.forEach(this::look));
        } catch (RejectedExecutionException e) {
            return; // the client ends
        }
        pullThread.executeLater(() -> watchTopics(listeners), config.getTopicMetadataCheckIntervalMillis());
    }

    private synchronized void look(String topic, TopicMessageQueueChangeListener listener) {
        try {
            Set<MessageQueue> now = Set.copyOf(instance.getMQAdminImpl().fetchSubscribeMessageQueues(topic));
            Set<MessageQueue> before = watched.put(topic, now);
            if (before != null && !before.equals(now)) {
                listener.onChanged(topic, now);
            }
        } catch (MQClientException e) {
            LOG.info("the queues of topic {} are not known now: {}", topic, e.getMessage());
        }
    }

    ConsumerRunningInfo runningInfo(String group, Set<SubscriptionData> subscriptions) {
        return RunningInfo.of(config, group, subscriptions, this);
    }

    MQClientInstance instance() {
        return instance;
    }

    OffsetStore offsets() {
        return offsets;
    }

    ProcessQueueTable processQueues() {
        return processQueues;
    }

    LitePulls pulls() {
        return pulls;
    }

    RebalanceImpl rebalance() {
        return rebalance;
    }

    ConsumerStatsManager stats() {
        return stats;
    }

    long startMillis() {
        return startMillis;
    }
}
