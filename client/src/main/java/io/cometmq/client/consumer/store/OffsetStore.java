package io.cometmq.client.consumer.store;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import java.util.Map;
import java.util.Set;

/** The progress of one group: for each queue the offset up to which everything is consumed. Thread-safe. */
public interface OffsetStore {
    /**
     * Reads what was stored; called once, before anything else.
     *
     * @throws MQClientException when there is something stored that cannot be read
     */
    void load() throws MQClientException;

    /**
     * Remembers an offset; it is stored by the next persist.
     *
     * @param increaseOnly whether a lower offset than the remembered one is ignored
     */
    void updateOffset(MessageQueue mq, long offset, boolean increaseOnly);

    /** Remembers an offset and ignores later updates until the queue is removed: somebody has reset the group. */
    void updateAndFreezeOffset(MessageQueue mq, long offset);

    /**
     * Looks up an offset.
     *
     * @return -1 when there is none; -2 when the store did not answer, so that it is not known whether there is one
     */
    long readOffset(MessageQueue mq, ReadOffsetType type);

    /** Stores the offsets of these queues, and forgets those of all others; without any queue it does nothing. */
    void persistAll(Set<MessageQueue> mqs);

    /** Stores the offset of one queue. */
    void persist(MessageQueue mq);

    /** Forgets the offset of a queue that this client does not consume any more; what is stored stays. */
    void removeOffset(MessageQueue mq);

    /**
     * The remembered offsets.
     *
     * @param topic null or blank: of all topics
     */
    Map<MessageQueue, Long> cloneOffsetTable(String topic);

    /**
     * Stores an offset with the broker; a store that is not the broker does nothing.
     *
     * @param isOneway whether not to wait for the broker's confirmation
     */
    void updateConsumeOffsetToBroker(MessageQueue mq, long offset, boolean isOneway)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;
}
