/**
 * Sending. {@link io.cometmq.client.impl.producer.DefaultMQProducerImpl} chooses the queue and repeats what failed;
 * the caller's thread does the work until the request is handed to the event loop. Callbacks run on the instance's callback
 * threads, never on an event loop.
 */
package io.cometmq.client.impl.producer;
