package io.cometmq.client.impl.consumer;

import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import java.util.List;

/** Brings pulled messages to the listener, and what the listener made of them to where it belongs. Thread-safe. */
interface ConsumeMessageService {
    void start();

    /**
     * Gives no more messages to the listener, and waits for calls that are going on.
     *
     * @param awaitMillis at least this long
     */
    void shutdown(long awaitMillis);

    /** Messages of this queue have come and are in its process queue. */
    void submit(List<MessageExt> messages, ProcessQueue processQueue, MessageQueue queue);

    /** The threads that call the listener. */
    ConsumeThreads threads();
}
