package io.cometmq.client.consumer;

import io.cometmq.client.consumer.listener.MessageListener;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.consumer.listener.MessageListenerOrderly;
import io.cometmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.hook.ConsumeMessageHook;
import io.cometmq.client.impl.MQAdminImpl;
import io.cometmq.client.impl.NamespacedAdmin;
import io.cometmq.client.impl.consumer.DefaultMQPushConsumerImpl;
import io.cometmq.client.trace.ClientTrace;
import io.cometmq.client.trace.TraceDispatcher;
import io.cometmq.client.trace.hook.ConsumeMessageTraceHookImpl;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.exception.RemotingException;
import java.util.Set;

/**
 * A consumer whose messages are brought to a listener: make it, configure it, subscribe, register a listener, start it; shut it down in the end.
 * Configure before the start; subscribing, suspending and the queries may be called by any thread afterwards, too.
 *
 * <p>Every message is consumed at least once. It comes again when the listener fails, when a queue changes hands while its messages are being
 * consumed, and when the process dies; not when the consumer is shut down and its listeners finish in time.
 */
// RocketMQ has these overloads for its two kinds of listeners, and these deprecated constructors.
@SuppressWarnings({"overloads", "InlineMeSuggester"})
public class DefaultMQPushConsumer extends PushConsumerConfig implements MQPushConsumer, NamespacedAdmin {
    protected final transient DefaultMQPushConsumerImpl defaultMQPushConsumerImpl;

    private final transient ClientTrace trace;

    public DefaultMQPushConsumer() {
        this(MixAll.DEFAULT_CONSUMER_GROUP);
    }

    public DefaultMQPushConsumer(String consumerGroup) {
        this(consumerGroup, (RPCHook) null);
    }

    public DefaultMQPushConsumer(RPCHook rpcHook) {
        this(MixAll.DEFAULT_CONSUMER_GROUP, rpcHook);
    }

    public DefaultMQPushConsumer(String consumerGroup, RPCHook rpcHook) {
        this(consumerGroup, rpcHook, new AllocateMessageQueueAveragely());
    }

    /** @param rpcHook sees every request; null: none */
    public DefaultMQPushConsumer(
            String consumerGroup, RPCHook rpcHook, AllocateMessageQueueStrategy allocateMessageQueueStrategy) {
        setConsumerGroup(consumerGroup);
        setAllocateMessageQueueStrategy(allocateMessageQueueStrategy);
        this.defaultMQPushConsumerImpl = new DefaultMQPushConsumerImpl(this, rpcHook);
        this.trace = new ClientTrace(TraceDispatcher.Type.CONSUME, rpcHook);
    }

    /** @param customizedTraceTopic null: the system's */
    public DefaultMQPushConsumer(String consumerGroup, boolean enableMsgTrace, String customizedTraceTopic) {
        this(consumerGroup, null, new AllocateMessageQueueAveragely(), enableMsgTrace, customizedTraceTopic);
    }

    public DefaultMQPushConsumer(
            String consumerGroup,
            RPCHook rpcHook,
            AllocateMessageQueueStrategy allocateMessageQueueStrategy,
            boolean enableMsgTrace,
            String customizedTraceTopic) {
        this(consumerGroup, rpcHook, allocateMessageQueueStrategy);
        enableTrace = enableMsgTrace;
        traceTopic = customizedTraceTopic;
    }

    @Deprecated
    public DefaultMQPushConsumer(String namespace, String consumerGroup) {
        this(namespace, consumerGroup, null);
    }

    @Deprecated
    public DefaultMQPushConsumer(String namespace, String consumerGroup, RPCHook rpcHook) {
        this(namespace, consumerGroup, rpcHook, new AllocateMessageQueueAveragely());
    }

    @Deprecated
    public DefaultMQPushConsumer(
            String namespace,
            String consumerGroup,
            RPCHook rpcHook,
            AllocateMessageQueueStrategy allocateMessageQueueStrategy) {
        this(consumerGroup, rpcHook, allocateMessageQueueStrategy);
        setNamespace(namespace);
    }

    @Deprecated
    public DefaultMQPushConsumer(
            String namespace,
            String consumerGroup,
            RPCHook rpcHook,
            AllocateMessageQueueStrategy allocateMessageQueueStrategy,
            boolean enableMsgTrace,
            String customizedTraceTopic) {
        this(consumerGroup, rpcHook, allocateMessageQueueStrategy, enableMsgTrace, customizedTraceTopic);
        setNamespace(namespace);
    }

    @Override
    public void start() throws MQClientException {
        defaultMQPushConsumerImpl.start();
        trace.start(
                getConsumerGroup(),
                this,
                dispatcher -> registerConsumeMessageHook(new ConsumeMessageTraceHookImpl(dispatcher)));
    }

    /** Null when the consumer is not traced, or not started. */
    public TraceDispatcher getTraceDispatcher() {
        return trace.dispatcher();
    }

    @Override
    public void shutdown() {
        defaultMQPushConsumerImpl.shutdown(getAwaitTerminationMillisWhenShutdown());
        trace.shutdown();
    }

    @Override
    @Deprecated
    public void registerMessageListener(MessageListener messageListener) {
        setMessageListener(messageListener);
    }

    @Override
    public void registerMessageListener(MessageListenerConcurrently messageListener) {
        setMessageListener(messageListener);
    }

    @Override
    public void registerMessageListener(MessageListenerOrderly messageListener) {
        setMessageListener(messageListener);
    }

    @Override
    public void subscribe(String topic, String subExpression) throws MQClientException {
        defaultMQPushConsumerImpl.subscribe(withNamespace(topic), subExpression);
    }

    @Override
    public void subscribe(String topic, MessageSelector messageSelector) throws MQClientException {
        defaultMQPushConsumerImpl.subscribe(withNamespace(topic), messageSelector);
    }

    @Override
    public void unsubscribe(String topic) {
        defaultMQPushConsumerImpl.unsubscribe(withNamespace(topic));
    }

    @Override
    public void updateCorePoolSize(int corePoolSize) {
        defaultMQPushConsumerImpl.updateCorePoolSize(corePoolSize);
    }

    @Override
    public void suspend() {
        defaultMQPushConsumerImpl.suspend();
    }

    @Override
    public void resume() {
        defaultMQPushConsumerImpl.resume();
    }

    public boolean isPause() {
        return defaultMQPushConsumerImpl.isPause();
    }

    public boolean isConsumeOrderly() {
        return defaultMQPushConsumerImpl.isConsumeOrderly();
    }

    public void registerConsumeMessageHook(ConsumeMessageHook hook) {
        defaultMQPushConsumerImpl.registerConsumeMessageHook(hook);
    }

    public DefaultMQPushConsumerImpl getDefaultMQPushConsumerImpl() {
        return defaultMQPushConsumerImpl;
    }

    @Override
    public void sendMessageBack(MessageExt msg, int delayLevel)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        sendMessageBack(msg, delayLevel, null);
    }

    @Override
    public void sendMessageBack(MessageExt msg, int delayLevel, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        defaultMQPushConsumerImpl.sendMessageBack(msg, delayLevel, brokerName);
    }

    @Override
    public Set<MessageQueue> fetchSubscribeMessageQueues(String topic) throws MQClientException {
        return instanceAdmin().fetchSubscribeMessageQueues(withNamespace(topic));
    }

    @Override
    public MQAdminImpl instanceAdmin() throws MQClientException {
        return defaultMQPushConsumerImpl.getMqClientFactory().getMQAdminImpl();
    }
}
