package io.cometmq.client.consumer.listener;

/** What a concurrent listener made of its messages. */
public enum ConsumeConcurrentlyStatus {
    CONSUME_SUCCESS,
    /** Failed: they come again later, and end in the dead letter topic after too many attempts. */
    RECONSUME_LATER
}
