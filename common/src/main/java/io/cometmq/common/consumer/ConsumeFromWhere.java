package io.cometmq.common.consumer;

/** Where a group starts in a queue in which it has no offset yet (docs/protocol/semantics.md 6). */
public enum ConsumeFromWhere {
    CONSUME_FROM_LAST_OFFSET,
    /** Means the same as {@link #CONSUME_FROM_LAST_OFFSET}; kept for old clients. */
    CONSUME_FROM_LAST_OFFSET_AND_FROM_MIN_WHEN_BOOT_FIRST,
    /** Means the same as {@link #CONSUME_FROM_LAST_OFFSET}; kept for old clients. */
    CONSUME_FROM_MIN_OFFSET,
    /** Means the same as {@link #CONSUME_FROM_LAST_OFFSET}; kept for old clients. */
    CONSUME_FROM_MAX_OFFSET,
    CONSUME_FROM_FIRST_OFFSET,
    CONSUME_FROM_TIMESTAMP
}
