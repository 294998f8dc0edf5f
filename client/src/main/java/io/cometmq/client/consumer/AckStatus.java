package io.cometmq.client.consumer;

/** What became of the acknowledgement of a popped message. */
public enum AckStatus {
    OK,

    /** The broker does not have the message (any more). */
    NO_EXIST
}
