package io.cometmq.client.impl.consumer;

import io.cometmq.common.message.MessageQueue;
import java.util.OptionalLong;
import java.util.Set;

/** What a consumer does when queues come and go. Called by one thread at a time. */
interface QueueHandover {
    /** Queues are about to be acquired: their brokers have to know this client before it locks or pulls there. */
    void announce();

    /**
     * Prepares to consume a queue.
     *
     * @return the offset to begin at; empty when the queue cannot be had now
     */
    OptionalLong acquire(MessageQueue queue, ProcessQueue processQueue);

    /** The queue is this client's: begin. */
    void begin(MessageQueue queue, ProcessQueue processQueue, long queueOffset);

    /**
     * Ends consuming a queue and stores its offset. The process queue is dropped already.
     *
     * @return false when the listener is still at work on it: to be tried again
     */
    boolean release(MessageQueue queue, ProcessQueue processQueue);

    /** Whether an owned queue has come to a halt and is to be begun anew. */
    boolean hasStalled(ProcessQueue processQueue);

    /** The queues of this client have changed. */
    void changed(String topic, Set<MessageQueue> all, Set<MessageQueue> mine);
}
