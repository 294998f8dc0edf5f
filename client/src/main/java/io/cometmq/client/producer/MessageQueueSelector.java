package io.cometmq.client.producer;

import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageQueue;
import java.util.List;

/** Chooses the queue for a message, for example by the id of an order. Called by the sending threads. */
@FunctionalInterface
public interface MessageQueueSelector {
    /**
     * Chooses one of the queues.
     *
     * @param arg what the application gave to the send
     */
    MessageQueue select(List<MessageQueue> mqs, Message msg, Object arg);
}
