package io.cometmq.client.consumer;

import io.cometmq.common.message.MessageQueue;
import java.util.Set;

/** Told when a topic has other queues than before; called on a thread of the client. */
public interface TopicMessageQueueChangeListener {
    /**
     * @param topic the topic
     * @param messageQueues all queues of it now
     */
    void onChanged(String topic, Set<MessageQueue> messageQueues);
}
