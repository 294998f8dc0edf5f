package io.cometmq.client.impl.producer;

import io.cometmq.client.Validators;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.hook.CheckForbiddenHook;
import io.cometmq.client.hook.SendMessageHook;
import io.cometmq.client.impl.MQAdminImpl;
import io.cometmq.client.impl.MQClientManager;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.client.latency.MQFaultStrategy;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.trace.TraceDispatcher;
import io.cometmq.client.trace.hook.DefaultRecallMessageTraceHook;
import io.cometmq.client.trace.hook.EndTransactionTraceHookImpl;
import io.cometmq.client.trace.hook.SendMessageTraceHookImpl;
import io.cometmq.common.MixAll;
import io.cometmq.common.ServiceState;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.header.CheckTransactionStateRequestHeader;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A producer's life, and its parts: it wires them, and is what the client instance knows of it. Thread-safe. */
public final class DefaultMQProducerImpl implements MQProducerInner {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultMQProducerImpl.class);

    private final DefaultMQProducer config;
    private final RPCHook rpcHook;
    private final SendHooks hooks = new SendHooks();
    private final PublishRoutes routes;
    private final MQFaultStrategy faultStrategy;
    private final AsyncSends asyncSends;
    private final Transactions transactions = new Transactions(this);
    private final Sends sends;

    /** Guarded by this for writing. */
    private volatile ServiceState state = ServiceState.CREATE_JUST;

    /** Set once, before the state is RUNNING. */
    private MQClientInstance instance;

    private SendAttempt attempt;
    private String groupWithNamespace;

    /** @param rpcHook sees every request; null: none */
    public DefaultMQProducerImpl(DefaultMQProducer config, RPCHook rpcHook) {
        this.config = config;
        this.rpcHook = rpcHook;
        this.routes = new PublishRoutes(config);
        this.faultStrategy = new MQFaultStrategy(config, this::brokerAddress, this::answers);
        this.asyncSends = new AsyncSends(config);
        this.sends = new Sends(this);
    }

    // ------------------------------------------------------------------------------------------------ life

    public void start() throws MQClientException {
        synchronized (this) {
            requireNew();
            checkGroup();
            if (!config.getProducerGroup().equals(MixAll.CLIENT_INNER_PRODUCER_GROUP)) {
                config.changeInstanceNameToPID();
            }
            MQClientInstance shared = MQClientManager.getInstance().acquire(config, rpcHook);
            boolean joined = false;
            try {
                join(shared);
                joined = true;
                shared.start();
            } catch (MQClientException | RuntimeException e) {
                if (joined) {
                    shared.unregisterProducer(groupWithNamespace);
                }
                MQClientManager.getInstance().release(shared);
                throw e;
            }
            state = ServiceState.RUNNING;
        }
        for (String topic : config.getTopics()) {
            prepareRoute(config.withNamespace(topic));
        }
        instance.sendHeartbeatToAllBrokerWithLock();
        LOG.info("producer of group {} started, client {}", groupWithNamespace, instance.getClientId());
    }

    /** Starts as a part of the instance, which ends without asking this producer. */
    public synchronized void startWithin(MQClientInstance owner) throws MQClientException {
        requireNew();
        join(owner);
        state = ServiceState.RUNNING;
    }

    private void requireNew() throws MQClientException {
        if (state != ServiceState.CREATE_JUST) {
            throw new MQClientException("The producer service state not OK, maybe started once, " + state, null);
        }
    }

    private void checkGroup() throws MQClientException {
        Validators.checkGroup(config.getProducerGroup());
        if (config.getProducerGroup().equals(MixAll.DEFAULT_PRODUCER_GROUP)) {
            throw new MQClientException(
                    "producerGroup can not equal " + MixAll.DEFAULT_PRODUCER_GROUP + ", please specify another one.",
                    null);
        }
    }

    private void join(MQClientInstance joined) throws MQClientException {
        groupWithNamespace = config.withNamespace(config.getProducerGroup());
        if (!joined.registerProducer(groupWithNamespace, this)) {
            throw new MQClientException(
                    "The producer group[" + config.getProducerGroup()
                            + "] has been created before, specify another name please.",
                    null);
        }
        instance = joined;
        attempt = new SendAttempt(this, config, hooks, joined);
        if (config.isSendLatencyEnable()) {
            faultStrategy.setSendLatencyFaultEnable(true);
        }
        if (config.isStartDetectorEnable()) {
            faultStrategy.setStartDetectorEnable(true);
            faultStrategy.startDetector();
        }
    }

    private void prepareRoute(String topic) {
        try {
            routes.find(topic, instance);
        } catch (MQClientException e) {
            LOG.warn("no route of topic {} at start: {}", topic, e.getMessage());
        }
    }

    public void shutdown() {
        synchronized (this) {
            if (state != ServiceState.RUNNING) {
                return;
            }
            state = ServiceState.SHUTDOWN_ALREADY;
        }
        asyncSends.shutdown();
        instance.unregisterProducer(groupWithNamespace);
        faultStrategy.shutdown();
        MQClientManager.getInstance().release(instance);
        LOG.info("producer of group {} shut down", groupWithNamespace);
    }

    MQClientInstance running() throws MQClientException {
        if (state != ServiceState.RUNNING) {
            throw new MQClientException("The producer service state not OK, " + state, null);
        }
        return instance;
    }

    // ------------------------------------------------------------------------------------------------ routes

    @Override
    public Set<String> getPublishTopicList() {
        return Set.copyOf(routes.topics());
    }

    @Override
    public boolean isPublishTopicNeedUpdate(String topic) {
        return routes.isWanted(topic);
    }

    @Override
    public void updateTopicPublishInfo(String topic, TopicPublishInfo info) {
        routes.update(topic, info);
    }

    @Override
    public boolean isUnitMode() {
        return config.isUnitMode();
    }

    @Override
    public void checkTransactionState(
            String brokerAddress, MessageExt message, CheckTransactionStateRequestHeader header) {
        message.setTopic(config.withoutNamespace(message.getTopic()));
        transactions.check(brokerAddress, message, header);
    }

    private String brokerAddress(String brokerName) {
        return instance.findBrokerAddressInPublish(brokerName);
    }

    /** Whether the broker answers a question about any topic. */
    private boolean answers(String address, long timeoutMillis) {
        try {
            String topic = routes.topics().stream().findAny().orElse(config.getCreateTopicKey());
            instance.getMQClientAPIImpl().getMaxOffset(address, new MessageQueue(topic, null, 0), timeoutMillis);
            return true;
        } catch (MQBrokerException e) {
            return true;
        } catch (RemotingException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    // ------------------------------------------------------------------------------------------------ parts

    public MQAdminImpl admin() throws MQClientException {
        return running().getMQAdminImpl();
    }

    /** Has sends, ends of transactions and recalls traced. */
    public void traceWith(TraceDispatcher dispatcher) {
        registerSendMessageHook(new SendMessageTraceHookImpl(dispatcher));
        transactions().addHook(new EndTransactionTraceHookImpl(dispatcher));
        instance()
                .getMQClientAPIImpl()
                .getRemotingClient()
                .registerRPCHook(new DefaultRecallMessageTraceHook(dispatcher));
    }

    public void registerSendMessageHook(SendMessageHook hook) {
        hooks.add(hook);
    }

    public void registerCheckForbiddenHook(CheckForbiddenHook hook) {
        hooks.add(hook);
    }

    public MQFaultStrategy getMqFaultStrategy() {
        return faultStrategy;
    }

    public AsyncSends asyncSends() {
        return asyncSends;
    }

    public Sends sends() {
        return sends;
    }

    public Transactions transactions() {
        return transactions;
    }

    SendAttempt attempt() {
        return attempt;
    }

    DefaultMQProducer config() {
        return config;
    }

    MQClientInstance instance() {
        return instance;
    }

    public ServiceState getServiceState() {
        return state;
    }

    PublishRoutes routes() {
        return routes;
    }

    String groupWithNamespace() {
        return groupWithNamespace;
    }
}
