package io.cometmq.client.consumer.store;

/** Where to look for an offset. */
public enum ReadOffsetType {
    READ_FROM_MEMORY,
    /** From the broker or the file; what is found is remembered. */
    READ_FROM_STORE,
    MEMORY_FIRST_THEN_STORE
}
