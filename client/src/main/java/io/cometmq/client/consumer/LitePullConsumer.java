package io.cometmq.client.consumer;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A consumer that the application polls. It either subscribes to topics and shares their queues with its group, or assigns queues to itself; not both.
 */
public interface LitePullConsumer {
    void start() throws MQClientException;

    void shutdown();

    boolean isRunning();

    /** Subscribes to all messages of a topic. */
    void subscribe(String topic) throws MQClientException;

    /** Subscribes to a topic by tags. */
    void subscribe(String topic, String subExpression) throws MQClientException;

    /** As the other; the listener is told when the queues of this client change. */
    void subscribe(String topic, String subExpression, MessageQueueListener messageQueueListener)
            throws MQClientException;

    /** Subscribes to a topic. */
    void subscribe(String topic, MessageSelector selector) throws MQClientException;

    void unsubscribe(String topic);

    /** The queues that this client consumes now. */
    Set<MessageQueue> assignment() throws MQClientException;

    /** Consumes exactly these queues from now on. */
    void assign(Collection<MessageQueue> messageQueues);

    /** Which messages of an assigned queue's topic are wanted; before the assignment. */
    void setSubExpressionForAssign(String topic, String subExpression);

    /**
     * Has heartbeats announce these filters while queues are assigned, so that brokers can filter by expression for this group.
     *
     * @throws MQClientException when an expression is malformed
     */
    void buildSubscriptionsForHeartbeat(Map<String, MessageSelector> subExpressionMap) throws MQClientException;

    /** Messages, or none when there are none within the poll timeout. */
    List<MessageExt> poll();

    /** As the other, with a timeout in milliseconds. */
    List<MessageExt> poll(long timeout);

    /**
     * Goes on at another offset of a queue.
     *
     * @throws MQClientException when the queue is not assigned, or has no such offset
     */
    void seek(MessageQueue messageQueue, long offset) throws MQClientException;

    /** Gives nothing more of these queues to polls until they are resumed. */
    void pause(Collection<MessageQueue> messageQueues);

    void resume(Collection<MessageQueue> messageQueues);

    boolean isAutoCommit();

    void setAutoCommit(boolean autoCommit);

    /** All queues of a topic. */
    Collection<MessageQueue> fetchMessageQueues(String topic) throws MQClientException;

    /** The offset of the first message that was stored at that time (milliseconds) or later. */
    Long offsetForTimestamp(MessageQueue messageQueue, Long timestamp) throws MQClientException;

    /** Stores the offsets behind everything that was polled, and waits until they are stored. */
    void commitSync();

    /** Takes these offsets as the group's; with {@code persist} stores them and waits. */
    void commitSync(Map<MessageQueue, Long> offsetMap, boolean persist);

    /** Takes the offsets behind everything that was polled as the group's; they are stored soon. */
    void commit();

    /** Takes these offsets as the group's; with {@code persist} they are stored at once, without waiting. */
    void commit(Map<MessageQueue, Long> offsetMap, boolean persist);

    /** As {@link #commit()}, for some queues. */
    void commit(Set<MessageQueue> messageQueues, boolean persist);

    /**
     * The group's offset in a queue.
     *
     * @return -1 when there is none
     */
    Long committed(MessageQueue messageQueue) throws MQClientException;

    /** Has a listener told when a topic has other queues than before. */
    void registerTopicMessageQueueChangeListener(
            String topic, TopicMessageQueueChangeListener topicMessageQueueChangeListener) throws MQClientException;

    void updateNameServerAddress(String nameServerAddress);

    /** Goes on at the queue's first message. */
    void seekToBegin(MessageQueue messageQueue) throws MQClientException;

    /** Goes on behind the queue's last message. */
    void seekToEnd(MessageQueue messageQueue) throws MQClientException;
}
