package io.cometmq.client.impl.producer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.exception.RequestTimeoutException;
import io.cometmq.client.producer.MQProducer;
import io.cometmq.client.producer.MessageQueueSelector;
import io.cometmq.client.producer.RequestCallback;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;

/** The half of a producer's API that asks consumers and waits for their replies (docs/protocol/semantics.md, request-reply). */
public interface RequestingProducer extends MQProducer {
    DefaultMQProducerImpl getDefaultMQProducerImpl();

    @Override
    default Message request(Message msg, long timeout)
            throws RequestTimeoutException, MQClientException, RemotingException, MQBrokerException,
                    InterruptedException {
        return getDefaultMQProducerImpl().sends().request(msg, timeout);
    }

    @Override
    default void request(Message msg, RequestCallback requestCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException, MQBrokerException {
        getDefaultMQProducerImpl().sends().request(msg, requestCallback, timeout);
    }

    @Override
    default Message request(Message msg, MessageQueueSelector selector, Object arg, long timeout)
            throws RequestTimeoutException, MQClientException, RemotingException, MQBrokerException,
                    InterruptedException {
        return getDefaultMQProducerImpl().sends().request(msg, selector, arg, timeout);
    }

    @Override
    default void request(
            Message msg, MessageQueueSelector selector, Object arg, RequestCallback requestCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException, MQBrokerException {
        getDefaultMQProducerImpl().sends().request(msg, selector, arg, requestCallback, timeout);
    }

    @Override
    default Message request(Message msg, MessageQueue mq, long timeout)
            throws RequestTimeoutException, MQClientException, RemotingException, MQBrokerException,
                    InterruptedException {
        return getDefaultMQProducerImpl().sends().request(msg, mq, timeout);
    }

    @Override
    default void request(Message msg, MessageQueue mq, RequestCallback requestCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException, MQBrokerException {
        getDefaultMQProducerImpl().sends().request(msg, mq, requestCallback, timeout);
    }
}
