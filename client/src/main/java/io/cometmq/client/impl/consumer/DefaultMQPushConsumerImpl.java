package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.MessageSelector;
import io.cometmq.client.consumer.PushConsumerConfig;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.consumer.listener.MessageListenerOrderly;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.hook.ConsumeMessageHook;
import io.cometmq.client.hook.FilterMessageHook;
import io.cometmq.client.impl.MQClientManager;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.client.stat.ConsumerStatsManager;
import io.cometmq.common.MixAll;
import io.cometmq.common.ServiceState;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.ConsumeMessageDirectlyResult;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A push consumer behind its public API: it wires the parts when it is started, and takes them down in the reverse order. Thread-safe.
 */
public final class DefaultMQPushConsumerImpl implements MQConsumerInner, OperableConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultMQPushConsumerImpl.class);
    private static final int DEFAULT_MAX_RECONSUME_TIMES = 16;

    private final PushConsumerConfig config;
    private final RPCHook rpcHook;
    private final SubscriptionTable subscriptions = new SubscriptionTable();
    private final List<ConsumeMessageHook> consumeHooks = new CopyOnWriteArrayList<>();
    private final List<FilterMessageHook> filterHooks = new CopyOnWriteArrayList<>();

    /** Changed under this. */
    private volatile ServiceState state = ServiceState.CREATE_JUST;

    private volatile boolean paused;

    /** Set by the start, under this. */
    private volatile PushConsumerParts parts;

    /** @param rpcHook null: none */
    public DefaultMQPushConsumerImpl(PushConsumerConfig config, RPCHook rpcHook) {
        this.config = config;
        this.rpcHook = rpcHook;
    }

    // ------------------------------------------------------------------------------------------------ life

    public synchronized void start() throws MQClientException {
        if (state != ServiceState.CREATE_JUST) {
            throw new MQClientException("The PushConsumer service state not OK, maybe started once, " + state, null);
        }
        PushConsumerCheck.check(config);
        state = ServiceState.START_FAILED;
        subscribeConfigured();
        MQClientInstance instance = ConsumerStart.acquireInstance(config, rpcHook);
        try {
            startOn(instance);
        } catch (MQClientException | RuntimeException e) {
            abandon(instance);
            throw e;
        }
    }

    private void startOn(MQClientInstance instance) throws MQClientException {
        OffsetStore offsets = ConsumerStart.offsetStore(config, instance, groupName());
        PushConsumerParts made = new PushConsumerParts(config, instance, offsets, new Host());
        consumeHooks.forEach(made.hooks()::register);
        filterHooks.forEach(made.pullApi()::registerFilterMessageHook);
        ConsumerStart.register(instance, this, config.getConsumerGroup());
        parts = made;
        made.consumeService().start();
        instance.start();
        state = ServiceState.RUNNING;
        LOG.info("consumer of group {} starts, {}", groupName(), messageModel());
        subscriptions.topics().forEach(instance::updateTopicRouteInfoFromNameServer);
        instance.checkClientInBroker();
        instance.sendHeartbeatToAllBrokerWithLock();
        instance.rebalanceImmediately();
    }

    /** A start that failed leaves nothing behind. */
    private void abandon(MQClientInstance instance) {
        state = ServiceState.START_FAILED;
        if (parts != null) {
            parts.endConsumption(0);
            parts.rebalance().close();
            instance.unregisterConsumer(groupName());
            parts = null;
        }
        MQClientManager.getInstance().release(instance);
    }

    private void subscribeConfigured() throws MQClientException {
        for (Map.Entry<String, String> entry : config.getSubscription().entrySet()) {
            subscribe(config.withNamespace(entry.getKey()), entry.getValue());
        }
        if (messageModel() == MessageModel.CLUSTERING) {
            subscribe(MixAll.getRetryTopic(groupName()), SubscriptionData.SUB_ALL);
        }
    }

    /**
     * Leaves the group in good order: pulls and consumes nothing more, waits for listeners at work, stores the offsets and waits for that, gives the
     * queues back, and tells the brokers. Only then do the others of the group take the queues over, behind the last message consumed here.
     */
    public synchronized void shutdown(long awaitMillis) {
        if (state != ServiceState.RUNNING) {
            return;
        }
        state = ServiceState.SHUTDOWN_ALREADY;
        PushConsumerParts ending = parts;
        ending.endConsumption(awaitMillis);
        ending.storeOffsetsNow();
        ending.unlockQueues();
        ending.rebalance().close();
        ending.instance().unregisterConsumer(groupName());
        MQClientManager.getInstance().release(ending.instance());
        LOG.info("consumer of group {} has left", groupName());
    }

    private PushConsumerParts running() throws MQClientException {
        PushConsumerParts running = parts;
        if (state != ServiceState.RUNNING || running == null) {
            throw new MQClientException("The consumer service state not OK, " + state, null);
        }
        return running;
    }

    /** The consumer as its puller sees it. */
    private final class Host implements PushPullPolicy.Host {
        @Override
        public boolean isRunning() {
            return state == ServiceState.RUNNING;
        }

        @Override
        public boolean isPaused() {
            return paused;
        }

        @Override
        public SubscriptionData subscription(String topic) {
            return subscriptions.get(topic);
        }
    }

    public void suspend() {
        paused = true;
        LOG.info("consumer of group {} is suspended", groupName());
    }

    public void resume() {
        paused = false;
        rebalanceSoon();
        LOG.info("consumer of group {} goes on", groupName());
    }

    public boolean isPause() {
        return paused;
    }

    // ------------------------------------------------------------------------------------------------ subscriptions

    /** @param topic with its namespace */
    public void subscribe(String topic, String expression) throws MQClientException {
        subscribe(topic, MessageSelector.byTag(expression));
    }

    /** @param topic with its namespace */
    public void subscribe(String topic, MessageSelector selector) throws MQClientException {
        subscriptions.put(topic, selector);
        PushConsumerParts running = parts;
        if (running != null) {
            running.instance().updateTopicRouteInfoFromNameServer(topic);
            running.instance().sendHeartbeatToAllBrokerWithLock();
            rebalanceSoon();
        }
    }

    /** @param topic with its namespace */
    public void unsubscribe(String topic) {
        subscriptions.remove(topic);
        PushConsumerParts running = parts;
        if (running != null) {
            running.rebalance().forgetTopic(topic);
            running.instance().sendHeartbeatToAllBrokerWithLock();
            rebalanceSoon();
        }
    }

    private void rebalanceSoon() {
        PushConsumerParts running = parts;
        if (running != null) {
            running.instance().rebalanceImmediately();
        }
    }

    // ------------------------------------------------------------------------------------------------ hooks, figures,
    // messages

    public void registerConsumeMessageHook(ConsumeMessageHook hook) {
        consumeHooks.add(hook);
        if (parts != null) {
            parts.hooks().register(hook);
        }
    }

    public void registerFilterMessageHook(FilterMessageHook hook) {
        filterHooks.add(hook);
        if (parts != null) {
            parts.pullApi().registerFilterMessageHook(hook);
        }
    }

    public void updateCorePoolSize(int threads) {
        PushConsumerParts running = parts;
        if (running != null && threads > 0 && threads <= Short.MAX_VALUE) {
            running.consumeService().threads().resize(threads);
        }
    }

    public boolean isConsumeOrderly() {
        return config.getMessageListener() instanceof MessageListenerOrderly;
    }

    public ConsumerStatsManager getConsumerStatsManager() throws MQClientException {
        return running().stats();
    }

    /** For administrative calls. */
    public MQClientInstance getMqClientFactory() throws MQClientException {
        return running().instance();
    }

    public void sendMessageBack(MessageExt message, int delayLevel, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        running().returns().sendBack(message, delayLevel, brokerName);
    }

    /** docs/protocol/semantics.md 9, and 8 for orderly consumers. */
    static int maxReconsumeTimes(PushConsumerConfig config) {
        if (config.getMaxReconsumeTimes() != -1) {
            return config.getMaxReconsumeTimes();
        }
        return config.getMessageListener() instanceof MessageListenerConcurrently
                ? DEFAULT_MAX_RECONSUME_TIMES
                : Integer.MAX_VALUE;
    }

    // ------------------------------------------------------------------------------------------------ as the instance
    // sees it

    @Override
    public void resetOffset(String topic, Map<MessageQueue, Long> queueOffsets) {
        if (state == ServiceState.RUNNING) {
            parts.resetOffsets(topic, queueOffsets);
        }
    }

    @Override
    public Map<MessageQueue, Long> consumerStatus(String topic) {
        return state == ServiceState.RUNNING ? parts.offsets().cloneOffsetTable(topic) : Map.of();
    }

    @Override
    public ConsumeMessageDirectlyResult consumeDirectly(MessageExt message, String brokerName) {
        message.setBrokerName(brokerName);
        MessageQueue queue = new MessageQueue(message.getTopic(), brokerName, message.getQueueId());
        parts.restoreTopics(List.of(message));
        return DirectConsumption.consume(config.getMessageListener(), message, queue);
    }

    @Override
    public String groupName() {
        return config.withNamespace(config.getConsumerGroup());
    }

    @Override
    public MessageModel messageModel() {
        return config.getMessageModel();
    }

    @Override
    public ConsumeType consumeType() {
        return ConsumeType.CONSUME_PASSIVELY;
    }

    @Override
    public ConsumeFromWhere consumeFromWhere() {
        return config.getConsumeFromWhere();
    }

    @Override
    public Set<SubscriptionData> subscriptions() {
        return subscriptions.all();
    }

    @Override
    public boolean tryRebalance() {
        return paused || state != ServiceState.RUNNING || parts.rebalance().rebalance(subscriptions.topics());
    }

    @Override
    public void persistConsumerOffset() {
        PushConsumerParts running = parts;
        if (state == ServiceState.RUNNING) {
            running.offsets().persistAll(running.processQueues().queues());
        }
    }

    @Override
    public void updateTopicSubscribeInfo(String topic, Set<MessageQueue> queues) {
        PushConsumerParts running = parts;
        if (running != null
                && subscriptions.get(topic) != null
                && running.rebalance().updateTopic(topic, new HashSet<>(queues))) {
            rebalanceSoon();
        }
    }

    @Override
    public boolean isSubscribeTopicNeedUpdate(String topic) {
        PushConsumerParts running = parts;
        return running != null
                && subscriptions.get(topic) != null
                && !running.rebalance().knows(topic);
    }

    @Override
    public boolean isUnitMode() {
        return config.isUnitMode();
    }

    @Override
    public ConsumerRunningInfo consumerRunningInfo() {
        return RunningInfo.of(config, groupName(), subscriptions.all(), parts);
    }
}
