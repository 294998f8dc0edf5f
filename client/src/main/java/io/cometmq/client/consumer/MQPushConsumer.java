package io.cometmq.client.consumer;

import io.cometmq.client.consumer.listener.MessageListener;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.consumer.listener.MessageListenerOrderly;
import io.cometmq.client.exception.MQClientException;

/** A consumer whose messages are brought to a listener. */
@SuppressWarnings("overloads") // RocketMQ has these two overloads for its two kinds of listeners
public interface MQPushConsumer extends MQConsumer {
    void start() throws MQClientException;

    void shutdown();

    /** @deprecated use one of the others, which say what kind of listener it is */
    @Deprecated
    void registerMessageListener(MessageListener messageListener);

    void registerMessageListener(MessageListenerConcurrently messageListener);

    void registerMessageListener(MessageListenerOrderly messageListener);

    /**
     * Subscribes to a topic.
     *
     * @param subExpression tags joined by {@code ||}; null, empty or "*": all
     */
    void subscribe(String topic, String subExpression) throws MQClientException;

    /** Subscribes to a topic. */
    void subscribe(String topic, MessageSelector selector) throws MQClientException;

    void unsubscribe(String topic);

    /** Changes the number of threads that call the listener. */
    void updateCorePoolSize(int corePoolSize);

    /** Pulls nothing more until {@link #resume}; what was pulled before still reaches the listener. */
    void suspend();

    void resume();
}
