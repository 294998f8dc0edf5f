package io.cometmq.client.consumer.listener;

/** Either a {@link MessageListenerConcurrently} or a {@link MessageListenerOrderly}. */
public interface MessageListener {}
