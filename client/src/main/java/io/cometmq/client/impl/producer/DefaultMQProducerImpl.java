package io.cometmq.client.impl.producer;

import io.cometmq.client.Validators;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.exception.RequestTimeoutException;
import io.cometmq.client.hook.CheckForbiddenHook;
import io.cometmq.client.hook.SendMessageHook;
import io.cometmq.client.impl.MQAdminImpl;
import io.cometmq.client.impl.MQClientManager;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.client.latency.MQFaultStrategy;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.MessageQueueSelector;
import io.cometmq.client.producer.RequestCallback;
import io.cometmq.client.producer.SendCallback;
import io.cometmq.client.producer.SendResult;
import io.cometmq.client.producer.TransactionListener;
import io.cometmq.client.producer.TransactionSendResult;
import io.cometmq.common.MixAll;
import io.cometmq.common.ServiceState;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.exception.RemotingTooMuchRequestException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.header.CheckTransactionStateRequestHeader;
import io.cometmq.remoting.protocol.header.RecallMessageRequestHeader;
import io.cometmq.remoting.protocol.header.RecallMessageResponseHeader;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A producer's life, and its sends: finds the queue, then leaves the rest to {@link SyncSend} and {@link AsyncSend}. Thread-safe. */
public final class DefaultMQProducerImpl implements MQProducerInner {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultMQProducerImpl.class);

    private final DefaultMQProducer config;
    private final RPCHook rpcHook;
    private final SendHooks hooks = new SendHooks();
    private final PublishRoutes routes;
    private final MQFaultStrategy faultStrategy;
    private final AsyncSends asyncSends;
    private final Transactions transactions = new Transactions(this);
    private final Requests requests = new Requests(this);

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

    // ------------------------------------------------------------------------------------------------ sends

    /** Sends and waits; a failed attempt is repeated on another broker. */
    public SendResult send(Message message, long timeoutMillis)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        long start = System.nanoTime();
        running();
        OutgoingMessage outgoing = prepare(message);
        TopicPublishInfo info = routes.find(outgoing.topic(), instance);
        return new SyncSend(attempt, faultStrategy, config, outgoing, info, start, timeoutMillis).run();
    }

    /** Sends to this queue and waits; once. */
    public SendResult send(Message message, MessageQueue queue, long timeoutMillis)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        long start = System.nanoTime();
        running();
        OutgoingMessage outgoing = prepareFor(message, queue);
        return attempt.sync(outgoing, config.queueWithNamespace(queue), left(start, timeoutMillis, outgoing));
    }

    /** Sends to the queue that the selector chooses and waits; once. */
    public SendResult send(Message message, MessageQueueSelector selector, Object arg, long timeoutMillis)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        long start = System.nanoTime();
        running();
        OutgoingMessage outgoing = prepare(message);
        MessageQueue queue = select(outgoing, selector, arg);
        return attempt.sync(outgoing, queue, left(start, timeoutMillis, outgoing));
    }

    public void sendOneway(Message message) throws MQClientException, RemotingException, InterruptedException {
        running();
        OutgoingMessage outgoing = prepare(message);
        TopicPublishInfo info = routes.find(outgoing.topic(), instance);
        attempt.oneway(outgoing, faultStrategy.selectOneMessageQueue(info, null, false), config.getSendMsgTimeout());
    }

    public void sendOneway(Message message, MessageQueue queue)
            throws MQClientException, RemotingException, InterruptedException {
        running();
        OutgoingMessage outgoing = prepareFor(message, queue);
        attempt.oneway(outgoing, config.queueWithNamespace(queue), config.getSendMsgTimeout());
    }

    public void sendOneway(Message message, MessageQueueSelector selector, Object arg)
            throws MQClientException, RemotingException, InterruptedException {
        running();
        OutgoingMessage outgoing = prepare(message);
        attempt.oneway(outgoing, select(outgoing, selector, arg), config.getSendMsgTimeout());
    }

    /** Sends without waiting; every failure goes to the callback. */
    public void send(Message message, SendCallback callback, long timeoutMillis)
            throws RemotingException, InterruptedException {
        sendAsync(message, callback, timeoutMillis, start -> {
            OutgoingMessage outgoing = prepare(message);
            TopicPublishInfo info = routes.find(outgoing.topic(), instance);
            return asyncSend(outgoing, info, start, timeoutMillis)
                    .start(faultStrategy.selectOneMessageQueue(info, null, false));
        });
    }

    /** Sends to this queue without waiting; every failure goes to the callback. */
    public void send(Message message, MessageQueue queue, SendCallback callback, long timeoutMillis)
            throws RemotingException, InterruptedException {
        sendAsync(message, callback, timeoutMillis, start -> {
            OutgoingMessage outgoing = prepareFor(message, queue);
            return asyncSend(outgoing, null, start, timeoutMillis).start(config.queueWithNamespace(queue));
        });
    }

    /** Sends to the queue that the selector chooses, without waiting; every failure goes to the callback. */
    public void send(
            Message message, MessageQueueSelector selector, Object arg, SendCallback callback, long timeoutMillis)
            throws RemotingException, InterruptedException {
        sendAsync(message, callback, timeoutMillis, start -> {
            OutgoingMessage outgoing = prepare(message);
            return asyncSend(outgoing, null, start, timeoutMillis).start(select(outgoing, selector, arg));
        });
    }

    private void sendAsync(Message message, SendCallback callback, long timeoutMillis, AsyncSends.Begin begin)
            throws RemotingException, InterruptedException {
        asyncSends.run(message, callback, timeoutMillis, isReady(message), start -> {
            running();
            return begin.begin(start);
        });
    }

    /** Whether the sending thread can do the send without blocking: the route is known. */
    private boolean isReady(Message message) {
        if (state != ServiceState.RUNNING || message == null || message.getTopic() == null) {
            return true;
        }
        TopicPublishInfo info = routes.known(config.withNamespace(message.getTopic()));
        return info != null && info.ok();
    }

    private AsyncSend asyncSend(OutgoingMessage outgoing, TopicPublishInfo info, long start, long timeoutMillis) {
        return new AsyncSend(
                attempt, faultStrategy, config, outgoing, info, start, timeoutMillis, asyncSends.callbacks(instance));
    }

    private OutgoingMessage prepare(Message message) throws MQClientException {
        Validators.checkMessage(message, config);
        return OutgoingMessage.of(message, config.withNamespace(message.getTopic()), config);
    }

    private OutgoingMessage prepareFor(Message message, MessageQueue queue) throws MQClientException {
        OutgoingMessage outgoing = prepare(message);
        if (!outgoing.topic().equals(config.withNamespace(queue.getTopic()))) {
            throw new MQClientException(
                    "message's topic not equal mq's topic: " + message.getTopic() + " and " + queue.getTopic(), null);
        }
        return outgoing;
    }

    /** The selector sees queues as the application names them. */
    private MessageQueue select(OutgoingMessage outgoing, MessageQueueSelector selector, Object arg)
            throws MQClientException {
        List<MessageQueue> queues = routes.find(outgoing.topic(), instance).messageQueueList();
        if (config.getNamespace() != null && !config.getNamespace().isEmpty()) {
            queues = queues.stream()
                    .map(queue -> new MessageQueue(
                            config.withoutNamespace(queue.getTopic()), queue.getBrokerName(), queue.getQueueId()))
                    .toList();
        }
        MessageQueue queue;
        try {
            queue = selector.select(queues, outgoing.message(), arg);
        } catch (RuntimeException e) {
            throw new MQClientException("select message queue threw exception.", e);
        }
        if (queue == null) {
            throw new MQClientException("select message queue return null.", null);
        }
        return config.queueWithNamespace(queue);
    }

    // ------------------------------------------------------------------------------------------------ more than a send

    /** Stores a half message, carries out the local transaction, tells the broker how it ended. */
    public TransactionSendResult sendInTransaction(Message message, TransactionListener listener, Object arg)
            throws MQClientException {
        running();
        Validators.checkMessage(message, config);
        return transactions.send(message, listener, arg);
    }

    /** Takes back a timer message (docs/protocol/request-codes.md 370); gives its id. */
    public String recallMessage(String topic, String recallHandle)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        running();
        Validators.checkTopic(topic);
        String brokerName = RecallHandle.parse(recallHandle).brokerName();
        String address = attempt.address(brokerName, topic);
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.RECALL_MESSAGE,
                new RecallMessageRequestHeader(groupWithNamespace, topic, recallHandle, brokerName));
        return instance.getMQClientAPIImpl()
                .invokeChecked(address, request, config.getSendMsgTimeout())
                .decodeCommandCustomHeader(RecallMessageResponseHeader.class)
                .msgId();
    }

    /** Sends a request and waits for the reply. */
    public Message request(Message message, long timeoutMillis)
            throws RequestTimeoutException, MQClientException, RemotingException, InterruptedException {
        return requests.request(message, timeoutMillis, (callback, timeout) -> send(message, callback, timeout));
    }

    public Message request(Message message, MessageQueue queue, long timeoutMillis)
            throws RequestTimeoutException, MQClientException, RemotingException, InterruptedException {
        return requests.request(message, timeoutMillis, (callback, timeout) -> send(message, queue, callback, timeout));
    }

    public Message request(Message message, MessageQueueSelector selector, Object arg, long timeoutMillis)
            throws RequestTimeoutException, MQClientException, RemotingException, InterruptedException {
        return requests.request(
                message, timeoutMillis, (callback, timeout) -> send(message, selector, arg, callback, timeout));
    }

    /** Sends a request; the callback gets the reply. */
    public void request(Message message, RequestCallback callback, long timeoutMillis)
            throws MQClientException, RemotingException, InterruptedException {
        requests.request(message, timeoutMillis, (sent, timeout) -> send(message, sent, timeout), callback);
    }

    public void request(Message message, MessageQueue queue, RequestCallback callback, long timeoutMillis)
            throws MQClientException, RemotingException, InterruptedException {
        requests.request(message, timeoutMillis, (sent, timeout) -> send(message, queue, sent, timeout), callback);
    }

    public void request(
            Message message, MessageQueueSelector selector, Object arg, RequestCallback callback, long timeoutMillis)
            throws MQClientException, RemotingException, InterruptedException {
        requests.request(
                message, timeoutMillis, (sent, timeout) -> send(message, selector, arg, sent, timeout), callback);
    }

    private static long left(long startNanos, long timeoutMillis, OutgoingMessage outgoing)
            throws RemotingTooMuchRequestException {
        long left = timeoutMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        if (left <= 0) {
            throw new RemotingTooMuchRequestException(
                    "sendSelectImpl call timeout: " + timeoutMillis + " ms are over, topic " + outgoing.topic());
        }
        return left;
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

    public Transactions transactions() {
        return transactions;
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
