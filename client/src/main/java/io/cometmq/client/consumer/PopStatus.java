package io.cometmq.client.consumer;

/** How a pop ended. */
public enum PopStatus {
    FOUND,
    NO_NEW_MSG,

    /** Too many wait at the broker already. */
    POLLING_FULL,

    /** Nothing came while the broker waited. */
    POLLING_NOT_FOUND
}
