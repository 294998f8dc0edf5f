package io.cometmq.client.consumer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import java.util.Set;

/** A consumer whose application pulls queue by queue and keeps the offsets itself; timeouts are in milliseconds. */
public interface MQPullConsumer extends MQConsumer {
    void start() throws MQClientException;

    void shutdown();

    /** Takes part in sharing out a topic's queues; the listener is told which are this client's. */
    void registerMessageQueueListener(String topic, MessageQueueListener listener);

    /** Pulls at an offset and waits; tags joined by {@code ||}, null or "*" for all. */
    PullResult pull(MessageQueue mq, String subExpression, long offset, int maxNums)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    PullResult pull(MessageQueue mq, String subExpression, long offset, int maxNums, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    PullResult pull(MessageQueue mq, MessageSelector selector, long offset, int maxNums)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    PullResult pull(MessageQueue mq, MessageSelector selector, long offset, int maxNums, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    /** Pulls without waiting. */
    void pull(MessageQueue mq, String subExpression, long offset, int maxNums, PullCallback pullCallback)
            throws MQClientException, RemotingException, InterruptedException;

    void pull(MessageQueue mq, String subExpression, long offset, int maxNums, PullCallback pullCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException;

    void pull(
            MessageQueue mq,
            String subExpression,
            long offset,
            int maxNums,
            int maxSize,
            PullCallback pullCallback,
            long timeout)
            throws MQClientException, RemotingException, InterruptedException;

    void pull(MessageQueue mq, MessageSelector selector, long offset, int maxNums, PullCallback pullCallback)
            throws MQClientException, RemotingException, InterruptedException;

    void pull(
            MessageQueue mq,
            MessageSelector selector,
            long offset,
            int maxNums,
            PullCallback pullCallback,
            long timeout)
            throws MQClientException, RemotingException, InterruptedException;

    /** As pull; when there is nothing, the broker waits for a message. */
    PullResult pullBlockIfNotFound(MessageQueue mq, String subExpression, long offset, int maxNums)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    void pullBlockIfNotFound(MessageQueue mq, String subExpression, long offset, int maxNums, PullCallback pullCallback)
            throws MQClientException, RemotingException, InterruptedException;

    void pullBlockIfNotFoundWithMessageSelector(
            MessageQueue mq, MessageSelector selector, long offset, int maxNums, PullCallback pullCallback)
            throws MQClientException, RemotingException, InterruptedException;

    PullResult pullBlockIfNotFoundWithMessageSelector(
            MessageQueue mq, MessageSelector selector, long offset, int maxNums)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    /** Remembers the group's offset in a queue; it is stored soon. */
    void updateConsumeOffset(MessageQueue mq, long offset) throws MQClientException;

    /**
     * The group's offset in a queue.
     *
     * @return -1: there is none; -2: the broker does not answer
     */
    long fetchConsumeOffset(MessageQueue mq, boolean fromStore) throws MQClientException;

    /** The queues of a registered topic that are this client's. */
    Set<MessageQueue> fetchMessageQueuesInBalance(String topic) throws MQClientException;

    /** Gives a message back for another group. */
    void sendMessageBack(MessageExt msg, int delayLevel, String brokerName, String consumerGroup)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;
}
