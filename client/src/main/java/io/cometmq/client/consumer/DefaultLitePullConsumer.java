package io.cometmq.client.consumer;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.consumer.DefaultLitePullConsumerImpl;
import io.cometmq.client.trace.ClientTrace;
import io.cometmq.client.trace.TraceDispatcher;
import io.cometmq.client.trace.hook.ConsumeMessageTraceHookImpl;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A consumer that the application polls: make it, configure it, subscribe or assign, start it, poll; shut it down in the end. Polling belongs to one
 * thread at a time; everything else may be called by any thread.
 *
 * <p>With auto commit each poll commits what the polls before it gave: a message is lost to the group only if the process was done with it. Without it
 * the application commits.
 */
public class DefaultLitePullConsumer extends LitePullConsumerConfig implements LitePullConsumer {
    private final DefaultLitePullConsumerImpl impl;
    private final ClientTrace trace;

    public DefaultLitePullConsumer() {
        this(MixAll.DEFAULT_CONSUMER_GROUP, null);
    }

    public DefaultLitePullConsumer(String consumerGroup) {
        this(consumerGroup, null);
    }

    public DefaultLitePullConsumer(RPCHook rpcHook) {
        this(MixAll.DEFAULT_CONSUMER_GROUP, rpcHook);
    }

    /** @param rpcHook sees every request; null: none */
    public DefaultLitePullConsumer(String consumerGroup, RPCHook rpcHook) {
        setConsumerGroup(consumerGroup);
        setEnableStreamRequestType(true);
        this.impl = new DefaultLitePullConsumerImpl(this, rpcHook);
        this.trace = new ClientTrace(TraceDispatcher.Type.CONSUME, rpcHook);
    }

    /** @deprecated the namespace as a prefix of names; use {@link #setNamespaceV2} */
    @Deprecated
    public DefaultLitePullConsumer(String namespace, String consumerGroup, RPCHook rpcHook) {
        this(consumerGroup, rpcHook);
        setNamespace(namespace);
    }

    @Override
    public void start() throws MQClientException {
        impl.start();
        trace.start(
                getConsumerGroup(),
                this,
                dispatcher -> impl.registerConsumeMessageHook(new ConsumeMessageTraceHookImpl(dispatcher)));
    }

    @Override
    public void shutdown() {
        impl.shutdown();
        trace.shutdown();
    }

    /** Null when the consumer is not traced, or not started. */
    public TraceDispatcher getTraceDispatcher() {
        return trace.dispatcher();
    }

    @Override
    public boolean isRunning() {
        return impl.isRunning();
    }

    @Override
    public void subscribe(String topic) throws MQClientException {
        subscribe(topic, MessageSelector.byTag(null));
    }

    @Override
    public void subscribe(String topic, String subExpression) throws MQClientException {
        subscribe(topic, MessageSelector.byTag(subExpression));
    }

    @Override
    public void subscribe(String topic, String subExpression, MessageQueueListener messageQueueListener)
            throws MQClientException {
        impl.subscribe(withNamespace(topic), MessageSelector.byTag(subExpression), messageQueueListener);
    }

    @Override
    public void subscribe(String topic, MessageSelector selector) throws MQClientException {
        impl.subscribe(withNamespace(topic), selector, null);
    }

    @Override
    public void unsubscribe(String topic) {
        impl.unsubscribe(withNamespace(topic));
    }

    @Override
    public Set<MessageQueue> assignment() throws MQClientException {
        return impl.assignment();
    }

    @Override
    public void assign(Collection<MessageQueue> messageQueues) {
        impl.assign(queuesWithNamespace(messageQueues));
    }

    @Override
    public void setSubExpressionForAssign(String topic, String subExpression) {
        impl.setSubExpressionForAssign(withNamespace(topic), subExpression);
    }

    @Override
    public void buildSubscriptionsForHeartbeat(Map<String, MessageSelector> subExpressionMap) throws MQClientException {
        Map<String, MessageSelector> wrapped = new HashMap<>();
        subExpressionMap.forEach((topic, selector) -> wrapped.put(withNamespace(topic), selector));
        impl.announce(wrapped);
    }

    /** What {@link #buildSubscriptionsForHeartbeat} has made; empty when it was not called. */
    public Set<SubscriptionData> getSubscriptionsForHeartbeat() {
        return impl.announced();
    }

    @Override
    public List<MessageExt> poll() {
        return poll(getPollTimeoutMillis());
    }

    @Override
    public List<MessageExt> poll(long timeout) {
        return impl.poll(timeout);
    }

    @Override
    public void seek(MessageQueue messageQueue, long offset) throws MQClientException {
        impl.seek(queueWithNamespace(messageQueue), offset);
    }

    @Override
    public void seekToBegin(MessageQueue messageQueue) throws MQClientException {
        MessageQueue queue = queueWithNamespace(messageQueue);
        impl.seek(queue, impl.admin().minOffset(queue));
    }

    @Override
    public void seekToEnd(MessageQueue messageQueue) throws MQClientException {
        MessageQueue queue = queueWithNamespace(messageQueue);
        impl.seek(queue, impl.admin().maxOffset(queue));
    }

    @Override
    public void pause(Collection<MessageQueue> messageQueues) {
        impl.pause(queuesWithNamespace(messageQueues));
    }

    @Override
    public void resume(Collection<MessageQueue> messageQueues) {
        impl.resume(queuesWithNamespace(messageQueues));
    }

    @Override
    public Collection<MessageQueue> fetchMessageQueues(String topic) throws MQClientException {
        return impl.admin().fetchSubscribeMessageQueues(withNamespace(topic));
    }

    @Override
    public Long offsetForTimestamp(MessageQueue messageQueue, Long timestamp) throws MQClientException {
        return impl.admin().searchOffset(queueWithNamespace(messageQueue), timestamp);
    }

    @Override
    public void commitSync() {
        impl.commitPolled(true);
    }

    @Override
    public void commitSync(Map<MessageQueue, Long> offsetMap, boolean persist) {
        impl.commit(offsetMap, persist, true);
    }

    @Override
    public void commit() {
        impl.commitPolled(false);
    }

    @Override
    public void commit(Map<MessageQueue, Long> offsetMap, boolean persist) {
        impl.commit(offsetMap, persist, false);
    }

    @Override
    public void commit(Set<MessageQueue> messageQueues, boolean persist) {
        impl.commitPolled(messageQueues, persist);
    }

    @Override
    public Long committed(MessageQueue messageQueue) throws MQClientException {
        return impl.committed(queueWithNamespace(messageQueue));
    }

    @Override
    public void registerTopicMessageQueueChangeListener(
            String topic, TopicMessageQueueChangeListener topicMessageQueueChangeListener) throws MQClientException {
        impl.registerTopicMessageQueueChangeListener(withNamespace(topic), topicMessageQueueChangeListener);
    }

    @Override
    public void updateNameServerAddress(String nameServerAddress) {
        setNamesrvAddr(nameServerAddress);
        impl.updateNameServerAddress(nameServerAddress);
    }

    /** @throws IllegalArgumentException when it is less than a second */
    @Override
    public void setAutoCommitIntervalMillis(long autoCommitIntervalMillis) {
        if (autoCommitIntervalMillis < 1000) {
            throw new IllegalArgumentException(
                    "autoCommitIntervalMillis is less than 1000: " + autoCommitIntervalMillis);
        }
        super.setAutoCommitIntervalMillis(autoCommitIntervalMillis);
    }
}
