package io.cometmq.client.producer;

/** How a local transaction ended; the spelling is RocketMQ's. */
public enum LocalTransactionState {
    /** The message is delivered. */
    COMMIT_MESSAGE,
    /** The message is dropped. */
    ROLLBACK_MESSAGE,
    /** Not known yet: the broker will ask. */
    UNKNOW
}
