package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.MessageSelector;
import io.cometmq.client.consumer.PullCallback;
import io.cometmq.client.consumer.PullConsumerConfig;
import io.cometmq.client.consumer.PullResult;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.client.consumer.store.ReadOffsetType;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.MQAdminImpl;
import io.cometmq.client.impl.MQClientManager;
import io.cometmq.client.impl.PullReply;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.client.stat.ConsumerStatsManager;
import io.cometmq.common.MixAll;
import io.cometmq.common.ServiceState;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.FilterAPI;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pull consumer behind its public API. Thread-safe. */
public final class DefaultMQPullConsumerImpl implements MQConsumerInner {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultMQPullConsumerImpl.class);

    private final PullConsumerConfig config;
    private final RPCHook rpcHook;
    private final ConsumerStatsManager stats = new ConsumerStatsManager();
    private final ProcessQueueTable processQueues = new ProcessQueueTable();
    private final long startMillis = System.currentTimeMillis();

    /** Changed under this. */
    private volatile ServiceState state = ServiceState.CREATE_JUST;

    /** Set by the start, under this; so are the next three. */
    private volatile MQClientInstance instance;

    private volatile OffsetStore offsets;
    private volatile PullAPIWrapper pullApi;
    private volatile RebalanceImpl rebalance;

    /** @param rpcHook null: none */
    public DefaultMQPullConsumerImpl(PullConsumerConfig config, RPCHook rpcHook) {
        this.config = config;
        this.rpcHook = rpcHook;
    }

    public synchronized void start() throws MQClientException {
        if (state != ServiceState.CREATE_JUST) {
            throw new MQClientException("The PullConsumer service state not OK, maybe started once, " + state, null);
        }
        ConsumerStart.check(config);
        ConsumerStart.checkTimeouts(
                config.getBrokerSuspendMaxTimeMillis(), config.getConsumerTimeoutMillisWhenSuspend());
        state = ServiceState.START_FAILED;
        MQClientInstance acquired = ConsumerStart.acquireInstance(config, rpcHook);
        try {
            startOn(acquired);
        } catch (MQClientException | RuntimeException e) {
            MQClientManager.getInstance().release(acquired);
            throw e;
        }
    }

    private void startOn(MQClientInstance acquired) throws MQClientException {
        offsets = ConsumerStart.offsetStore(config, acquired, groupName());
        pullApi = new PullAPIWrapper(acquired, groupName(), config.isUnitMode(), false);
        rebalance = new RebalanceImpl(
                groupName(),
                acquired.getClientId(),
                messageModel(),
                config.getAllocateMessageQueueStrategy(),
                acquired::findConsumerIdList,
                null,
                processQueues,
                new RebalancePullImpl(offsets, config));
        instance = acquired;
        ConsumerThreads.of(acquired);
        ConsumerStart.register(acquired, this, config.getConsumerGroup());
        try {
            acquired.start();
        } catch (MQClientException e) {
            acquired.unregisterConsumer(groupName());
            throw e;
        }
        state = ServiceState.RUNNING;
        config.getRegisterTopics().forEach(acquired::updateTopicRouteInfoFromNameServer);
        acquired.sendHeartbeatToAllBrokerWithLock();
        acquired.rebalanceImmediately();
        LOG.info("pull consumer of group {} starts", groupName());
    }

    public synchronized void shutdown() {
        if (state != ServiceState.RUNNING) {
            return;
        }
        state = ServiceState.SHUTDOWN_ALREADY;
        OffsetsInStore.storeNow(
                offsets, messageModel(), offsets.cloneOffsetTable(null).keySet());
        rebalance.close();
        instance.unregisterConsumer(groupName());
        MQClientManager.getInstance().release(instance);
        LOG.info("pull consumer of group {} has left", groupName());
    }

    private void checkRunning() throws MQClientException {
        if (state != ServiceState.RUNNING) {
            throw new MQClientException("The consumer is not in running status, " + state, null);
        }
    }

    public MQAdminImpl admin() throws MQClientException {
        checkRunning();
        return instance.getMQAdminImpl();
    }

    // ------------------------------------------------------------------------------------------------ pulls

    /** @param suspendMillis how long the broker may wait for a message; 0: not at all */
    public PullResult pull(
            MessageQueue queue,
            MessageSelector selector,
            long offset,
            int maxNums,
            long suspendMillis,
            long timeoutMillis)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        checkRunning();
        SubscriptionData subscription = subscription(queue, selector);
        PullAPIWrapper.Pull pull =
                request(queue, subscription, offset, maxNums, Integer.MAX_VALUE, suspendMillis, timeoutMillis);
        return plainTopics(pullApi.process(queue, pullApi.pull(known(pull)), subscription));
    }

    /** As the other, without waiting; the callback is called on a thread for callbacks. */
    public void pull(
            MessageQueue queue,
            MessageSelector selector,
            long offset,
            int maxNums,
            int maxBytes,
            long suspendMillis,
            long timeoutMillis,
            PullCallback callback)
            throws MQClientException {
        checkRunning();
        if (callback == null) {
            throw new MQClientException("pullCallback is null", null);
        }
        SubscriptionData subscription = subscription(queue, selector);
        PullAPIWrapper.Pull pull =
                request(queue, subscription, offset, maxNums, maxBytes, suspendMillis, timeoutMillis);
        pullApi.pullAsync(known(pull))
                .whenCompleteAsync(
                        (reply, failure) -> answered(queue, subscription, reply, failure, callback),
                        instance.callbackExecutor());
    }

    private void answered(
            MessageQueue queue,
            SubscriptionData subscription,
            PullReply reply,
            Throwable failure,
            PullCallback callback) {
        if (failure != null) {
            boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
            callback.onException(wrapped ? failure.getCause() : failure);
            return;
        }
        PullResult result;
        try {
            result = plainTopics(pullApi.process(queue, reply, subscription));
        } catch (RuntimeException e) {
            callback.onException(e);
            return;
        }
        callback.onSuccess(result);
    }

    private static SubscriptionData subscription(MessageQueue queue, MessageSelector selector)
            throws MQClientException {
        if (queue == null) {
            throw new MQClientException("mq is null", null);
        }
        try {
            return selector == null
                    ? FilterAPI.buildSubscriptionData(queue.getTopic(), null)
                    : FilterAPI.build(queue.getTopic(), selector.getExpression(), selector.getExpressionType());
        } catch (IllegalArgumentException e) {
            throw new MQClientException("parse subscription error", e);
        }
    }

    private static PullAPIWrapper.Pull request(
            MessageQueue queue,
            SubscriptionData subscription,
            long offset,
            int maxNums,
            int maxBytes,
            long suspendMillis,
            long timeoutMillis)
            throws MQClientException {
        if (offset < 0) {
            throw new MQClientException("offset < 0", null);
        }
        if (maxNums <= 0) {
            throw new MQClientException("maxNums <= 0", null);
        }
        return new PullAPIWrapper.Pull(
                queue, subscription, true, offset, maxNums, maxBytes, 0, suspendMillis, timeoutMillis);
    }

    /** The pull itself; asks for its topic's route first when the broker is not known. */
    private PullAPIWrapper.Pull known(PullAPIWrapper.Pull pull) {
        MessageQueue queue = pull.queue();
        if (instance.findBrokerAddressInSubscribe(queue.getBrokerName(), MixAll.MASTER_ID, false) == null) {
            instance.updateTopicRouteInfoFromNameServer(queue.getTopic());
        }
        return pull;
    }

    private PullResult plainTopics(PullResult result) {
        if (!result.getMsgFoundList().isEmpty()) {
            stats.incPullTPS(
                    groupName(),
                    result.getMsgFoundList().get(0).getTopic(),
                    result.getMsgFoundList().size());
        }
        for (MessageExt message : result.getMsgFoundList()) {
            message.setTopic(config.withoutNamespace(message.getTopic()));
        }
        return result;
    }

    // ------------------------------------------------------------------------------------------------ offsets,
    // messages, queues

    public void updateConsumeOffset(MessageQueue queue, long offset) throws MQClientException {
        checkRunning();
        offsets.updateOffset(queue, offset, false);
    }

    public long fetchConsumeOffset(MessageQueue queue, boolean fromStore) throws MQClientException {
        checkRunning();
        return offsets.readOffset(
                queue, fromStore ? ReadOffsetType.READ_FROM_STORE : ReadOffsetType.MEMORY_FIRST_THEN_STORE);
    }

    public Set<MessageQueue> fetchMessageQueuesInBalance(String topic) throws MQClientException {
        checkRunning();
        return new HashSet<>(processQueues.queuesOf(topic));
    }

    public void sendMessageBack(MessageExt message, int delayLevel, String brokerName, String group)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        checkRunning();
        new MessageReturns(
                        instance,
                        retry -> instance.getDefaultMQProducer().send(retry),
                        config,
                        group,
                        config.getMaxReconsumeTimes())
                .sendBack(message, delayLevel, brokerName);
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
        return ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET;
    }

    @Override
    public Set<SubscriptionData> subscriptions() {
        Set<SubscriptionData> all = config.getRegisterSubscriptions();
        Set<String> filtered = all.stream().map(SubscriptionData::getTopic).collect(Collectors.toSet());
        for (String topic : config.getRegisterTopics()) {
            if (filtered.contains(topic)) {
                continue;
            }
            SubscriptionData subscription = new SubscriptionData(topic, SubscriptionData.SUB_ALL);
            subscription.setSubVersion(startMillis);
            all.add(subscription);
        }
        return all;
    }

    @Override
    public boolean tryRebalance() {
        return state != ServiceState.RUNNING
                || !config.isEnableRebalance()
                || rebalance.rebalance(Set.copyOf(config.getRegisterTopics()));
    }

    @Override
    public void persistConsumerOffset() {
        if (state == ServiceState.RUNNING) {
            offsets.persistAll(offsets.cloneOffsetTable(null).keySet());
        }
    }

    @Override
    public void updateTopicSubscribeInfo(String topic, Set<MessageQueue> queues) {
        if (rebalance != null && config.getRegisterTopics().contains(topic) && rebalance.updateTopic(topic, queues)) {
            instance.rebalanceImmediately();
        }
    }

    @Override
    public boolean isSubscribeTopicNeedUpdate(String topic) {
        return rebalance != null && config.getRegisterTopics().contains(topic) && !rebalance.knows(topic);
    }

    @Override
    public boolean isUnitMode() {
        return config.isUnitMode();
    }

    @Override
    public ConsumerRunningInfo consumerRunningInfo() {
        return RunningInfo.of(config, groupName(), subscriptions(), instance, startMillis, processQueues, stats);
    }
}
