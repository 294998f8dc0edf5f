package io.cometmq.client.producer;

import io.cometmq.client.Validators;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.MQAdminImpl;
import io.cometmq.client.impl.NamespacedAdmin;
import io.cometmq.client.impl.producer.DefaultMQProducerImpl;
import io.cometmq.client.impl.producer.OutgoingBatch;
import io.cometmq.client.impl.producer.RequestingProducer;
import io.cometmq.client.trace.ClientTrace;
import io.cometmq.client.trace.TraceDispatcher;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.exception.RemotingException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * The producer of applications. Configure it, {@link #start} it once, share it between threads, {@link #shutdown} it at the
 * end. The exceptions are explained at {@link MQProducer}.
 */
public class DefaultMQProducer extends ProducerConfig implements RequestingProducer, NamespacedAdmin {
    protected final transient DefaultMQProducerImpl defaultMQProducerImpl;

    private final transient ClientTrace trace;
    private final transient AutoBatch autoBatch = new AutoBatch(this);

    /** A producer of the default group, which must be given another name before the start. */
    public DefaultMQProducer() {
        this(MixAll.DEFAULT_PRODUCER_GROUP);
    }

    /** @param rpcHook sees every request, for example to sign it */
    public DefaultMQProducer(RPCHook rpcHook) {
        this(MixAll.DEFAULT_PRODUCER_GROUP, rpcHook);
    }

    public DefaultMQProducer(String producerGroup) {
        this(producerGroup, (RPCHook) null);
    }

    public DefaultMQProducer(String producerGroup, RPCHook rpcHook) {
        this(producerGroup, rpcHook, null);
    }

    /** @param topics whose routes are asked for at start; null: none */
    public DefaultMQProducer(String producerGroup, RPCHook rpcHook, List<String> topics) {
        setProducerGroup(producerGroup);
        if (topics != null) {
            setTopics(topics);
        }
        defaultMQProducerImpl = new DefaultMQProducerImpl(this, rpcHook);
        trace = new ClientTrace(TraceDispatcher.Type.PRODUCE, rpcHook);
    }

    /** @param customizedTraceTopic null: the system's */
    public DefaultMQProducer(String producerGroup, boolean enableMsgTrace, String customizedTraceTopic) {
        this(producerGroup, null, enableMsgTrace, customizedTraceTopic);
    }

    public DefaultMQProducer(
            String producerGroup, RPCHook rpcHook, boolean enableMsgTrace, String customizedTraceTopic) {
        this(producerGroup, rpcHook, null, enableMsgTrace, customizedTraceTopic);
    }

    public DefaultMQProducer(
            String producerGroup,
            RPCHook rpcHook,
            List<String> topics,
            boolean enableMsgTrace,
            String customizedTraceTopic) {
        this(producerGroup, rpcHook, topics);
        enableTrace = enableMsgTrace;
        traceTopic = customizedTraceTopic;
    }

    /** @deprecated the namespace as a prefix of names; use {@link #setNamespaceV2} */
    @Deprecated
    public DefaultMQProducer(String namespace, String producerGroup) {
        this(namespace, producerGroup, null);
    }

    /** @deprecated the namespace as a prefix of names; use {@link #setNamespaceV2} */
    @Deprecated
    public DefaultMQProducer(String namespace, String producerGroup, RPCHook rpcHook) {
        this(producerGroup, rpcHook);
        setNamespace(namespace);
    }

    /** @deprecated the namespace as a prefix of names; use {@link #setNamespaceV2} */
    @Deprecated
    public DefaultMQProducer(
            String namespace,
            String producerGroup,
            RPCHook rpcHook,
            boolean enableMsgTrace,
            String customizedTraceTopic) {
        this(producerGroup, rpcHook, enableMsgTrace, customizedTraceTopic);
        setNamespace(namespace);
    }

    @Override
    public void start() throws MQClientException {
        defaultMQProducerImpl.start();
        trace.start(getProducerGroup(), this, defaultMQProducerImpl::traceWith);
    }

    @Override
    public void shutdown() {
        autoBatch.shutdown();
        defaultMQProducerImpl.shutdown();
        trace.shutdown();
    }

    /** Null when the producer is not traced, or not started. */
    public TraceDispatcher getTraceDispatcher() {
        return trace.dispatcher();
    }

    /** For hooks and for what is behind the public API. */
    @Override
    public DefaultMQProducerImpl getDefaultMQProducerImpl() {
        return defaultMQProducerImpl;
    }

    @Override
    public List<MessageQueue> fetchPublishMessageQueues(String topic) throws MQClientException {
        return defaultMQProducerImpl.admin().fetchPublishMessageQueues(withNamespace(topic)).stream()
                .map(queue ->
                        new MessageQueue(withoutNamespace(queue.getTopic()), queue.getBrokerName(), queue.getQueueId()))
                .toList();
    }

    @Override
    public SendResult send(Message msg)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return sendByAccumulator(msg, null, null);
    }

    @Override
    public SendResult send(Message msg, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.sends().send(msg, timeout);
    }

    @Override
    public void send(Message msg, SendCallback sendCallback)
            throws MQClientException, RemotingException, InterruptedException {
        if (autoBatch.accepts(msg)) {
            autoBatch.send(msg, null, sendCallback);
        } else {
            defaultMQProducerImpl.sends().send(msg, sendCallback, getSendMsgTimeout());
        }
    }

    @Override
    public void send(Message msg, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQProducerImpl.sends().send(msg, sendCallback, timeout);
    }

    @Override
    public void sendOneway(Message msg) throws MQClientException, RemotingException, InterruptedException {
        defaultMQProducerImpl.sends().sendOneway(msg);
    }

    @Override
    public SendResult send(Message msg, MessageQueue mq)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return sendByAccumulator(msg, mq, null);
    }

    @Override
    public SendResult send(Message msg, MessageQueue mq, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.sends().send(msg, mq, timeout);
    }

    @Override
    public void send(Message msg, MessageQueue mq, SendCallback sendCallback)
            throws MQClientException, RemotingException, InterruptedException {
        if (autoBatch.accepts(msg)) {
            autoBatch.send(msg, mq, sendCallback);
        } else {
            defaultMQProducerImpl.sends().send(msg, mq, sendCallback, getSendMsgTimeout());
        }
    }

    @Override
    public void send(Message msg, MessageQueue mq, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQProducerImpl.sends().send(msg, mq, sendCallback, timeout);
    }

    @Override
    public void sendOneway(Message msg, MessageQueue mq)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQProducerImpl.sends().sendOneway(msg, mq);
    }

    @Override
    public SendResult send(Message msg, MessageQueueSelector selector, Object arg)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.sends().send(msg, selector, arg, getSendMsgTimeout());
    }

    @Override
    public SendResult send(Message msg, MessageQueueSelector selector, Object arg, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.sends().send(msg, selector, arg, timeout);
    }

    @Override
    public void send(Message msg, MessageQueueSelector selector, Object arg, SendCallback sendCallback)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQProducerImpl.sends().send(msg, selector, arg, sendCallback, getSendMsgTimeout());
    }

    @Override
    public void send(Message msg, MessageQueueSelector selector, Object arg, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQProducerImpl.sends().send(msg, selector, arg, sendCallback, timeout);
    }

    @Override
    public void sendOneway(Message msg, MessageQueueSelector selector, Object arg)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQProducerImpl.sends().sendOneway(msg, selector, arg);
    }

    @Override
    public SendResult send(Collection<Message> msgs)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.sends().send(OutgoingBatch.of(msgs, this), getSendMsgTimeout());
    }

    @Override
    public SendResult send(Collection<Message> msgs, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.sends().send(OutgoingBatch.of(msgs, this), timeout);
    }

    @Override
    public SendResult send(Collection<Message> msgs, MessageQueue mq)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.sends().send(OutgoingBatch.of(msgs, this), mq, getSendMsgTimeout());
    }

    @Override
    public SendResult send(Collection<Message> msgs, MessageQueue mq, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.sends().send(OutgoingBatch.of(msgs, this), mq, timeout);
    }

    @Override
    public void send(Collection<Message> msgs, SendCallback sendCallback)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        defaultMQProducerImpl.sends().send(OutgoingBatch.of(msgs, this), sendCallback, getSendMsgTimeout());
    }

    @Override
    public void send(Collection<Message> msgs, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        defaultMQProducerImpl.sends().send(OutgoingBatch.of(msgs, this), sendCallback, timeout);
    }

    @Override
    public void send(Collection<Message> msgs, MessageQueue mq, SendCallback sendCallback)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        defaultMQProducerImpl.sends().send(OutgoingBatch.of(msgs, this), mq, sendCallback, getSendMsgTimeout());
    }

    @Override
    public void send(Collection<Message> msgs, MessageQueue mq, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        defaultMQProducerImpl.sends().send(OutgoingBatch.of(msgs, this), mq, sendCallback, timeout);
    }

    /** @throws UnsupportedOperationException always: transactions need a {@link TransactionMQProducer} */
    @Override
    public TransactionSendResult sendMessageInTransaction(Message msg, Object arg) throws MQClientException {
        throw new UnsupportedOperationException(
                "sendMessageInTransaction not implement, please use TransactionMQProducer class");
    }

    /**
     * Sends on its own, not in a batch.
     *
     * @param mq null: any
     * @param sendCallback null: waits
     * @return null when it does not wait
     */
    public SendResult sendDirect(Message msg, MessageQueue mq, SendCallback sendCallback)
            throws MQClientException, RemotingException, InterruptedException, MQBrokerException {
        if (sendCallback == null) {
            return mq == null
                    ? defaultMQProducerImpl.sends().send(msg, getSendMsgTimeout())
                    : defaultMQProducerImpl.sends().send(msg, mq, getSendMsgTimeout());
        }
        if (mq == null) {
            defaultMQProducerImpl.sends().send(msg, sendCallback, getSendMsgTimeout());
        } else {
            defaultMQProducerImpl.sends().send(msg, mq, sendCallback, getSendMsgTimeout());
        }
        return null;
    }

    /** As {@link #sendDirect}, in a batch with others when automatic batches are on and the message may be in one. */
    public SendResult sendByAccumulator(Message msg, MessageQueue mq, SendCallback sendCallback)
            throws MQClientException, RemotingException, InterruptedException, MQBrokerException {
        if (!autoBatch.accepts(msg)) {
            return sendDirect(msg, mq, sendCallback);
        }
        Validators.checkMessage(msg, this);
        if (sendCallback == null) {
            return autoBatch.send(msg, mq);
        }
        autoBatch.send(msg, mq, sendCallback);
        return null;
    }

    @Override
    public String recallMessage(String topic, String recallHandle)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.sends().recallMessage(withNamespace(topic), recallHandle);
    }

    @Override
    public MQAdminImpl instanceAdmin() throws MQClientException {
        return defaultMQProducerImpl.admin();
    }

    /** Has callbacks of asynchronous sends run by this executor, which stays the application's. */
    public void setCallbackExecutor(ExecutorService callbackExecutor) {
        defaultMQProducerImpl.asyncSends().setCallbackExecutor(callbackExecutor);
    }

    /** Has asynchronous sends begun by this executor, which stays the application's, instead of the calling thread. */
    public void setAsyncSenderExecutor(ExecutorService asyncSenderExecutor) {
        defaultMQProducerImpl.asyncSends().setAsyncSenderExecutor(asyncSenderExecutor);
    }

    @Override
    public void setBackPressureForAsyncSendNum(int backPressureForAsyncSendNum) {
        super.setBackPressureForAsyncSendNum(backPressureForAsyncSendNum);
        defaultMQProducerImpl.asyncSends().resizeNumLimit(backPressureForAsyncSendNum);
    }

    @Override
    public void setBackPressureForAsyncSendSize(int backPressureForAsyncSendSize) {
        super.setBackPressureForAsyncSendSize(backPressureForAsyncSendSize);
        defaultMQProducerImpl.asyncSends().resizeSizeLimit(backPressureForAsyncSendSize);
    }

    /** How long a broker is avoided, by its latency; milliseconds. */
    public long[] getNotAvailableDuration() {
        return defaultMQProducerImpl.getMqFaultStrategy().getNotAvailableDuration();
    }

    public void setNotAvailableDuration(long[] notAvailableDuration) {
        defaultMQProducerImpl.getMqFaultStrategy().setNotAvailableDuration(notAvailableDuration);
    }

    /** Latencies from which a broker is avoided, milliseconds. */
    public long[] getLatencyMax() {
        return defaultMQProducerImpl.getMqFaultStrategy().getLatencyMax();
    }

    public void setLatencyMax(long[] latencyMax) {
        defaultMQProducerImpl.getMqFaultStrategy().setLatencyMax(latencyMax);
    }

    /** Whether brokers that answer slowly are avoided. */
    public boolean isSendLatencyFaultEnable() {
        return defaultMQProducerImpl.getMqFaultStrategy().isSendLatencyFaultEnable();
    }

    public void setSendLatencyFaultEnable(boolean sendLatencyFaultEnable) {
        defaultMQProducerImpl.getMqFaultStrategy().setSendLatencyFaultEnable(sendLatencyFaultEnable);
    }
}
