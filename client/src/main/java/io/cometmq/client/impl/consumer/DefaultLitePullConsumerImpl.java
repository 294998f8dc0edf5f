package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.LitePullConsumerConfig;
import io.cometmq.client.consumer.MessageQueueListener;
import io.cometmq.client.consumer.MessageSelector;
import io.cometmq.client.consumer.TopicMessageQueueChangeListener;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.client.consumer.store.ReadOffsetType;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.hook.ConsumeMessageHook;
import io.cometmq.client.impl.MQAdminImpl;
import io.cometmq.client.impl.MQClientManager;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.common.ServiceState;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lite pull consumer behind its public API: it wires the parts when it is started, and takes them down in the reverse order. Thread-safe. */
public final class DefaultLitePullConsumerImpl implements MQConsumerInner {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultLitePullConsumerImpl.class);

    private final LitePullConsumerConfig config;
    private final RPCHook rpcHook;
    private final ListenerHooks hooks;
    private final LitePullSubscriptions wanted = new LitePullSubscriptions();
    private final ConcurrentHashMap<String, TopicMessageQueueChangeListener> topicListeners = new ConcurrentHashMap<>();

    /** Changed under this. */
    private volatile ServiceState state = ServiceState.CREATE_JUST;

    /** Set by the start, under this. */
    private volatile LitePullConsumerParts parts;

    /** By the polling thread only. */
    private long nextCommitMillis;

    /** @param rpcHook null: none */
    public DefaultLitePullConsumerImpl(LitePullConsumerConfig config, RPCHook rpcHook) {
        this.config = config;
        this.rpcHook = rpcHook;
        this.hooks = new ListenerHooks(config);
    }

    // ------------------------------------------------------------------------------------------------ life

    public synchronized void start() throws MQClientException {
        if (state != ServiceState.CREATE_JUST) {
            throw new MQClientException("The PullConsumer service state not OK, maybe started once, " + state, null);
        }
        ConsumerStart.check(config);
        ConsumerStart.checkTimeouts(
                config.getBrokerSuspendMaxTimeMillis(), config.getConsumerTimeoutMillisWhenSuspend());
        state = ServiceState.START_FAILED;
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
        LitePullConsumerParts made =
                new LitePullConsumerParts(config, instance, offsets, this::isRunning, wanted::of, this::queuesChanged);
        ConsumerStart.register(instance, this, config.getConsumerGroup());
        parts = made;
        instance.start();
        state = ServiceState.RUNNING;
        wanted.topics().forEach(instance::updateTopicRouteInfoFromNameServer);
        instance.checkClientInBroker();
        instance.sendHeartbeatToAllBrokerWithLock();
        instance.rebalanceImmediately();
        made.watchTopics(topicListeners);
        LOG.info("lite pull consumer of group {} starts", groupName());
    }

    private void abandon(MQClientInstance instance) {
        state = ServiceState.START_FAILED;
        if (parts != null) {
            parts.rebalance().close();
            instance.unregisterConsumer(groupName());
            parts = null;
        }
        MQClientManager.getInstance().release(instance);
    }

    /** With auto commit, stores how far polls came before the queues go to others. */
    public synchronized void shutdown() {
        if (state != ServiceState.RUNNING) {
            return;
        }
        state = ServiceState.SHUTDOWN_ALREADY;
        LitePullConsumerParts ending = parts;
        if (config.isAutoCommit()) {
            ending.takePolled(ending.processQueues().queues());
        }
        ending.store(ending.processQueues().queues(), true);
        ending.rebalance().close();
        ending.instance().unregisterConsumer(groupName());
        MQClientManager.getInstance().release(ending.instance());
        LOG.info("lite pull consumer of group {} has left", groupName());
    }

    public boolean isRunning() {
        return state == ServiceState.RUNNING;
    }

    /** @throws IllegalStateException when the consumer is not running */
    private LitePullConsumerParts running() {
        LitePullConsumerParts running = parts;
        if (state != ServiceState.RUNNING || running == null) {
            throw new IllegalStateException("The consumer not running, please start it first. " + state);
        }
        return running;
    }

    public MQAdminImpl admin() {
        return running().instance().getMQAdminImpl();
    }

    // ------------------------------------------------------------------------------------------------ subscriptions,
    // assignments

    /**
     * @param selector null: all messages
     * @param listener null: none
     */
    public void subscribe(String topic, MessageSelector selector, MessageQueueListener listener)
            throws MQClientException {
        wanted.subscribe(topic, selector, listener);
        if (isRunning()) {
            running().instance().updateTopicRouteInfoFromNameServer(topic);
            running().instance().sendHeartbeatToAllBrokerWithLock();
            running().instance().rebalanceImmediately();
        }
    }

    public void unsubscribe(String topic) {
        wanted.unsubscribe(topic);
        if (isRunning()) {
            running().rebalance().forgetTopic(topic);
            running().rebalance().rebalance(wanted.subscribedTopics());
            running().instance().sendHeartbeatToAllBrokerWithLock();
        }
    }

    public void assign(Collection<MessageQueue> queues) {
        wanted.assign(queues);
        if (isRunning()) {
            wanted.topics().forEach(running().instance()::updateTopicRouteInfoFromNameServer);
            if (!running().rebalance().assign(wanted.assigned())) {
                running().instance().rebalanceImmediately();
            }
        }
    }

    public void setSubExpressionForAssign(String topic, String expression) {
        if (isRunning()) {
            throw new IllegalStateException("setAssignTag only can be called before start.");
        }
        wanted.expressionForAssigned(topic, expression);
    }

    /** Has heartbeats name these filters while queues are assigned. */
    public void announce(Map<String, MessageSelector> selectors) throws MQClientException {
        wanted.announce(selectors);
    }

    public Set<SubscriptionData> announced() {
        return wanted.announced();
    }

    public Set<MessageQueue> assignment() {
        return running().processQueues().queues();
    }

    private void queuesChanged(String topic, Set<MessageQueue> all, Set<MessageQueue> mine) {
        MessageQueueListener ofTopic = wanted.listener(topic);
        if (ofTopic != null) {
            ofTopic.messageQueueChanged(topic, all, mine);
        }
        if (config.getMessageQueueListener() != null) {
            config.getMessageQueueListener().messageQueueChanged(topic, all, mine);
        }
    }

    /** The listener is told of changes from now on, not of the queues that there are. */
    public void registerTopicMessageQueueChangeListener(String topic, TopicMessageQueueChangeListener listener)
            throws MQClientException {
        if (topic == null || topic.isEmpty() || listener == null) {
            throw new MQClientException("Topic or listener is null", null);
        }
        if (topicListeners.put(topic, listener) != null) {
            LOG.info("the change listener of topic {} is replaced", topic);
        }
    }

    public void updateNameServerAddress(String addresses) {
        if (isRunning()) {
            running().instance().getMQClientAPIImpl().updateNameServerAddressList(addresses);
        }
    }

    // ------------------------------------------------------------------------------------------------ polls, offsets

    public List<MessageExt> poll(long timeoutMillis) {
        LitePullConsumerParts running = running();
        if (timeoutMillis < 0) {
            throw new IllegalArgumentException("Timeout must not be negative");
        }
        if (config.isAutoCommit() && System.currentTimeMillis() >= nextCommitMillis) {
            // What earlier polls gave is done with; what this one gives is not.
            running.takePolled(running.processQueues().queues());
            nextCommitMillis = System.currentTimeMillis() + config.getAutoCommitIntervalMillis();
        }
        try {
            List<MessageExt> messages = running.pulls().poll(timeoutMillis);
            hooks.polled(messages);
            return messages;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** The hook sees what each poll gives, before and after at once. */
    public void registerConsumeMessageHook(ConsumeMessageHook hook) {
        hooks.register(hook);
    }

    public void pause(Collection<MessageQueue> queues) {
        running().pulls().pause(queues);
    }

    public void resume(Collection<MessageQueue> queues) {
        running().pulls().resume(queues);
    }

    public void seek(MessageQueue queue, long queueOffset) throws MQClientException {
        LitePullConsumerParts running = running();
        if (running.processQueues().get(queue) == null) {
            throw new MQClientException(
                    wanted.isAssigned()
                            ? "The message queue is not in assigned list, message queue: " + queue
                            : "The message queue is not in assigned list, may be rebalancing, message queue: " + queue,
                    null);
        }
        long min = admin().minOffset(queue);
        long max = admin().maxOffset(queue);
        if (queueOffset < min || queueOffset > max) {
            throw new MQClientException(
                    "Seek offset illegal, seek offset = " + queueOffset + ", min offset = " + min + ", max offset = "
                            + max,
                    null);
        }
        running.seek(queue, queueOffset);
    }

    public void commitPolled(boolean wait) {
        LitePullConsumerParts running = running();
        Set<MessageQueue> queues = running.processQueues().queues();
        running.takePolled(queues);
        if (wait) {
            running.store(queues, true);
        }
    }

    public void commitPolled(Set<MessageQueue> queues, boolean persist) {
        running().takePolled(queues);
        if (persist) {
            running().store(queues, false);
        }
    }

    public void commit(Map<MessageQueue, Long> offsets, boolean persist, boolean wait) {
        if (offsets == null || offsets.isEmpty()) {
            return;
        }
        LitePullConsumerParts running = running();
        offsets.forEach((queue, offset) -> running.take(config.queueWithNamespace(queue), offset));
        if (persist) {
            running.store(MessageQueues.withNamespace(config, offsets.keySet()), wait);
        }
    }

    public long committed(MessageQueue queue) throws MQClientException {
        long offset = running().offsets().readOffset(queue, ReadOffsetType.MEMORY_FIRST_THEN_STORE);
        if (offset == -2) {
            throw new MQClientException("Fetch consume offset from broker exception", null);
        }
        return offset;
    }

    // ------------------------------------------------------------------------------------------------ as the instance
    // sees it

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
        return ConsumeType.CONSUME_ACTIVELY;
    }

    @Override
    public ConsumeFromWhere consumeFromWhere() {
        return config.getConsumeFromWhere();
    }

    @Override
    public Set<SubscriptionData> subscriptions() {
        return wanted.all();
    }

    @Override
    public boolean tryRebalance() {
        if (!isRunning()) {
            return true;
        }
        RebalanceImpl rebalance = parts.rebalance();
        return wanted.isAssigned()
                ? rebalance.assign(wanted.assigned())
                : rebalance.rebalance(wanted.subscribedTopics());
    }

    @Override
    public void persistConsumerOffset() {
        if (isRunning()) {
            parts.offsets().persistAll(parts.processQueues().queues());
        }
    }

    @Override
    public void updateTopicSubscribeInfo(String topic, Set<MessageQueue> queues) {
        LitePullConsumerParts running = parts;
        if (running != null
                && wanted.topics().contains(topic)
                && running.rebalance().updateTopic(topic, queues)) {
            running.instance().rebalanceImmediately();
        }
    }

    @Override
    public boolean isSubscribeTopicNeedUpdate(String topic) {
        LitePullConsumerParts running = parts;
        return running != null
                && wanted.topics().contains(topic)
                && !running.rebalance().knows(topic);
    }

    @Override
    public boolean isUnitMode() {
        return config.isUnitMode();
    }

    @Override
    public ConsumerRunningInfo consumerRunningInfo() {
        return running().runningInfo(groupName(), subscriptions());
    }
}
