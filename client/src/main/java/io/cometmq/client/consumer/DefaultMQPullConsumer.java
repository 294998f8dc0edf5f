package io.cometmq.client.consumer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.MQAdminImpl;
import io.cometmq.client.impl.NamespacedAdmin;
import io.cometmq.client.impl.consumer.DefaultMQPullConsumerImpl;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.exception.RemotingException;
import java.util.Set;

/**
 * A consumer whose application pulls queue by queue and keeps the offsets itself. Kept for old code: {@link DefaultLitePullConsumer} does more for its
 * application. Configure before the start; the rest is thread-safe.
 */
public class DefaultMQPullConsumer extends PullConsumerConfig implements MQPullConsumer, NamespacedAdmin {
    protected final transient DefaultMQPullConsumerImpl defaultMQPullConsumerImpl;

    public DefaultMQPullConsumer() {
        this(MixAll.DEFAULT_CONSUMER_GROUP, null);
    }

    public DefaultMQPullConsumer(String consumerGroup) {
        this(consumerGroup, null);
    }

    public DefaultMQPullConsumer(RPCHook rpcHook) {
        this(MixAll.DEFAULT_CONSUMER_GROUP, rpcHook);
    }

    /** @param rpcHook sees every request; null: none */
    public DefaultMQPullConsumer(String consumerGroup, RPCHook rpcHook) {
        setConsumerGroup(consumerGroup);
        this.defaultMQPullConsumerImpl = new DefaultMQPullConsumerImpl(this, rpcHook);
    }

    /** @deprecated the namespace as a prefix of names; use {@link #setNamespaceV2} */
    @Deprecated
    public DefaultMQPullConsumer(String namespace, String consumerGroup, RPCHook rpcHook) {
        this(consumerGroup, rpcHook);
        setNamespace(namespace);
    }

    @Override
    public void start() throws MQClientException {
        defaultMQPullConsumerImpl.start();
    }

    @Override
    public void shutdown() {
        defaultMQPullConsumerImpl.shutdown();
    }

    @Override
    public void registerMessageQueueListener(String topic, MessageQueueListener listener) {
        getRegisterTopics().add(withNamespace(topic));
        if (listener != null) {
            setMessageQueueListener(listener);
        }
    }

    @Override
    public PullResult pull(MessageQueue mq, String subExpression, long offset, int maxNums)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return pull(mq, MessageSelector.byTag(subExpression), offset, maxNums);
    }

    @Override
    public PullResult pull(MessageQueue mq, String subExpression, long offset, int maxNums, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return pull(mq, MessageSelector.byTag(subExpression), offset, maxNums, timeout);
    }

    @Override
    public PullResult pull(MessageQueue mq, MessageSelector selector, long offset, int maxNums)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return pull(mq, selector, offset, maxNums, getConsumerPullTimeoutMillis());
    }

    @Override
    public PullResult pull(MessageQueue mq, MessageSelector selector, long offset, int maxNums, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQPullConsumerImpl.pull(queueWithNamespace(mq), selector, offset, maxNums, 0, timeout);
    }

    @Override
    public void pull(MessageQueue mq, String subExpression, long offset, int maxNums, PullCallback pullCallback)
            throws MQClientException, RemotingException, InterruptedException {
        pull(mq, MessageSelector.byTag(subExpression), offset, maxNums, pullCallback);
    }

    @Override
    public void pull(
            MessageQueue mq, String subExpression, long offset, int maxNums, PullCallback pullCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException {
        pull(mq, MessageSelector.byTag(subExpression), offset, maxNums, pullCallback, timeout);
    }

    @Override
    public void pull(
            MessageQueue mq,
            String subExpression,
            long offset,
            int maxNums,
            int maxSize,
            PullCallback pullCallback,
            long timeout)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQPullConsumerImpl.pull(
                queueWithNamespace(mq),
                MessageSelector.byTag(subExpression),
                offset,
                maxNums,
                maxSize,
                0,
                timeout,
                pullCallback);
    }

    @Override
    public void pull(MessageQueue mq, MessageSelector selector, long offset, int maxNums, PullCallback pullCallback)
            throws MQClientException, RemotingException, InterruptedException {
        pull(mq, selector, offset, maxNums, pullCallback, getConsumerPullTimeoutMillis());
    }

    @Override
    public void pull(
            MessageQueue mq,
            MessageSelector selector,
            long offset,
            int maxNums,
            PullCallback pullCallback,
            long timeout)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQPullConsumerImpl.pull(
                queueWithNamespace(mq), selector, offset, maxNums, Integer.MAX_VALUE, 0, timeout, pullCallback);
    }

    @Override
    public PullResult pullBlockIfNotFound(MessageQueue mq, String subExpression, long offset, int maxNums)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return pullBlockIfNotFoundWithMessageSelector(mq, MessageSelector.byTag(subExpression), offset, maxNums);
    }

    @Override
    public void pullBlockIfNotFound(
            MessageQueue mq, String subExpression, long offset, int maxNums, PullCallback pullCallback)
            throws MQClientException, RemotingException, InterruptedException {
        pullBlockIfNotFoundWithMessageSelector(mq, MessageSelector.byTag(subExpression), offset, maxNums, pullCallback);
    }

    @Override
    public void pullBlockIfNotFoundWithMessageSelector(
            MessageQueue mq, MessageSelector selector, long offset, int maxNums, PullCallback pullCallback)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQPullConsumerImpl.pull(
                queueWithNamespace(mq),
                selector,
                offset,
                maxNums,
                Integer.MAX_VALUE,
                getBrokerSuspendMaxTimeMillis(),
                getConsumerTimeoutMillisWhenSuspend(),
                pullCallback);
    }

    @Override
    public PullResult pullBlockIfNotFoundWithMessageSelector(
            MessageQueue mq, MessageSelector selector, long offset, int maxNums)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQPullConsumerImpl.pull(
                queueWithNamespace(mq),
                selector,
                offset,
                maxNums,
                getBrokerSuspendMaxTimeMillis(),
                getConsumerTimeoutMillisWhenSuspend());
    }

    @Override
    public void updateConsumeOffset(MessageQueue mq, long offset) throws MQClientException {
        defaultMQPullConsumerImpl.updateConsumeOffset(queueWithNamespace(mq), offset);
    }

    @Override
    public long fetchConsumeOffset(MessageQueue mq, boolean fromStore) throws MQClientException {
        return defaultMQPullConsumerImpl.fetchConsumeOffset(queueWithNamespace(mq), fromStore);
    }

    /** Stores the remembered offset of a queue now, without waiting. */
    public void persist(MessageQueue mq) {
        getOffsetStore().persist(queueWithNamespace(mq));
    }

    @Override
    public Set<MessageQueue> fetchMessageQueuesInBalance(String topic) throws MQClientException {
        return defaultMQPullConsumerImpl.fetchMessageQueuesInBalance(withNamespace(topic));
    }

    @Override
    public void sendMessageBack(MessageExt msg, int delayLevel)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        sendMessageBack(msg, delayLevel, null);
    }

    @Override
    public void sendMessageBack(MessageExt msg, int delayLevel, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        sendMessageBack(msg, delayLevel, brokerName, getConsumerGroup());
    }

    @Override
    public void sendMessageBack(MessageExt msg, int delayLevel, String brokerName, String consumerGroup)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        defaultMQPullConsumerImpl.sendMessageBack(msg, delayLevel, brokerName, withNamespace(consumerGroup));
    }

    public DefaultMQPullConsumerImpl getDefaultMQPullConsumerImpl() {
        return defaultMQPullConsumerImpl;
    }

    @Override
    public Set<MessageQueue> fetchSubscribeMessageQueues(String topic) throws MQClientException {
        return instanceAdmin().fetchSubscribeMessageQueues(withNamespace(topic));
    }

    @Override
    public MQAdminImpl instanceAdmin() throws MQClientException {
        return defaultMQPullConsumerImpl.admin();
    }
}
