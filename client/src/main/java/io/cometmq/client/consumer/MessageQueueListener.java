package io.cometmq.client.consumer;

import io.cometmq.common.message.MessageQueue;
import java.util.Set;

/** Told when the queues that this client consumes have changed; called on the rebalance thread. */
public interface MessageQueueListener {
    /**
     * @param topic the topic
     * @param mqAll all queues of the topic
     * @param mqAssigned the queues of this client from now on
     */
    void messageQueueChanged(String topic, Set<MessageQueue> mqAll, Set<MessageQueue> mqAssigned);
}
