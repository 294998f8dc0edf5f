package io.cometmq.store;

/**
 * Told of each message as soon as it is visible in its consume queue, by the thread that made it visible, outside the
 * append lock, in log order. Must be cheap, must not block and must not throw.
 */
@FunctionalInterface
public interface MessageArrivingListener {
    MessageArrivingListener NONE = (topic, queueId, queueOffset, tagsCode, storeTimestamp) -> {};

    void arrived(String topic, int queueId, long queueOffset, long tagsCode, long storeTimestamp);
}
