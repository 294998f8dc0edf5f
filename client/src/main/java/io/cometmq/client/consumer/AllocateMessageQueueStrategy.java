package io.cometmq.client.consumer;

import io.cometmq.common.message.MessageQueue;
import java.util.List;

/** Decides which queues of a topic a client of a group consumes. Must give every client of the group a consistent answer. */
public interface AllocateMessageQueueStrategy {
    /**
     * Allocates queues to one client.
     *
     * @param consumerGroup the group
     * @param currentCID the client that asks
     * @param mqAll all queues of the topic, sorted
     * @param cidAll all clients of the group, sorted
     * @return the queues of that client
     */
    List<MessageQueue> allocate(String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll);

    /** The strategy's name, as shown to operators. */
    String getName();
}
