package io.cometmq.client.producer;

/** How safe a stored message is; every one of these has been stored (docs/protocol/response-codes.md 0, 10, 11, 12). */
public enum SendStatus {
    SEND_OK,
    /** Not forced to disk in time. */
    FLUSH_DISK_TIMEOUT,
    /** Not acknowledged by a slave in time. */
    FLUSH_SLAVE_TIMEOUT,
    /** No slave is there to acknowledge. */
    SLAVE_NOT_AVAILABLE
}
