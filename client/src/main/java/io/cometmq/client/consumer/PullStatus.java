package io.cometmq.client.consumer;

/** How a pull ended (docs/protocol/response-codes.md, pull mapping). */
public enum PullStatus {
    FOUND,
    /** There is nothing at the offset yet. */
    NO_NEW_MSG,
    /** There are messages, but none that matches the subscription: go on at the next offset. */
    NO_MATCHED_MSG,
    /** The offset is outside the queue: go on at the next offset. */
    OFFSET_ILLEGAL
}
