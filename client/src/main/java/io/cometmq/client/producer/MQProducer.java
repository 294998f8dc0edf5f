package io.cometmq.client.producer;

import io.cometmq.client.MQAdmin;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.exception.RequestTimeoutException;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import java.util.Collection;
import java.util.List;

/**
 * Sends messages. Thread-safe once it is started. A send fails with an {@code MQClientException} when the client refuses it or
 * all attempts failed, with an {@code MQBrokerException} when a broker refuses it for good, and with a {@code
 * RemotingException} when the broker was not reached or the time is over. An asynchronous send reports all of them to its
 * callback.
 */
public interface MQProducer extends MQAdmin {
    /** Connects to the cluster. A producer starts once. */
    void start() throws MQClientException;

    /** Ends the producer; sends that are under way fail. */
    void shutdown();

    /** The queues that the topic can be sent to. */
    List<MessageQueue> fetchPublishMessageQueues(String topic) throws MQClientException;

    /** Sends and waits for the broker's answer; tries another broker when one fails. */
    SendResult send(Message msg) throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    /** As the other, with a timeout for all attempts together, milliseconds. */
    SendResult send(Message msg, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    /** Sends without waiting; the callback is told how it ended. */
    void send(Message msg, SendCallback sendCallback)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    void send(Message msg, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException;

    /** Sends without being told how it ended: fast, and messages may be lost. */
    void sendOneway(Message msg) throws MQClientException, RemotingException, InterruptedException;

    /** Sends to this queue and waits; once. */
    SendResult send(Message msg, MessageQueue mq)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    SendResult send(Message msg, MessageQueue mq, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    void send(Message msg, MessageQueue mq, SendCallback sendCallback)
            throws MQClientException, RemotingException, InterruptedException;

    void send(Message msg, MessageQueue mq, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException;

    void sendOneway(Message msg, MessageQueue mq) throws MQClientException, RemotingException, InterruptedException;

    /**
     * Sends to the queue that the selector chooses and waits; once.
     *
     * @param arg for the selector
     */
    SendResult send(Message msg, MessageQueueSelector selector, Object arg)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    SendResult send(Message msg, MessageQueueSelector selector, Object arg, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    void send(Message msg, MessageQueueSelector selector, Object arg, SendCallback sendCallback)
            throws MQClientException, RemotingException, InterruptedException;

    void send(Message msg, MessageQueueSelector selector, Object arg, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException;

    void sendOneway(Message msg, MessageQueueSelector selector, Object arg)
            throws MQClientException, RemotingException, InterruptedException;

    /** Sends messages of one topic in one request and waits (docs/protocol/semantics.md 4). */
    SendResult send(Collection<Message> msgs)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    SendResult send(Collection<Message> msgs, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    SendResult send(Collection<Message> msgs, MessageQueue mq)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    SendResult send(Collection<Message> msgs, MessageQueue mq, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    void send(Collection<Message> msgs, SendCallback sendCallback)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    void send(Collection<Message> msgs, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    void send(Collection<Message> msgs, MessageQueue mq, SendCallback sendCallback)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    void send(Collection<Message> msgs, MessageQueue mq, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

    /** Sends a message that is delivered when a local transaction succeeds; see {@link TransactionMQProducer}. */
    TransactionSendResult sendMessageInTransaction(Message msg, Object arg) throws MQClientException;

    /**
     * Sends a request and waits for the reply of a consumer.
     *
     * @param timeout for message and reply together, milliseconds
     * @throws RequestTimeoutException the request is sent, but no reply came
     */
    Message request(Message msg, long timeout)
            throws RequestTimeoutException, MQClientException, RemotingException, MQBrokerException,
                    InterruptedException;

    /** Sends a request; the callback gets the reply. */
    void request(Message msg, RequestCallback requestCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException, MQBrokerException;

    Message request(Message msg, MessageQueueSelector selector, Object arg, long timeout)
            throws RequestTimeoutException, MQClientException, RemotingException, MQBrokerException,
                    InterruptedException;

    void request(Message msg, MessageQueueSelector selector, Object arg, RequestCallback requestCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException, MQBrokerException;

    Message request(Message msg, MessageQueue mq, long timeout)
            throws RequestTimeoutException, MQClientException, RemotingException, MQBrokerException,
                    InterruptedException;

    void request(Message msg, MessageQueue mq, RequestCallback requestCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException, MQBrokerException;

    /**
     * Takes back a timer message that is not delivered yet.
     *
     * @param recallHandle from the result of its send
     * @return the message's id
     */
    String recallMessage(String topic, String recallHandle)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException;
}
