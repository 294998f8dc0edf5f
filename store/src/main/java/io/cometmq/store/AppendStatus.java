package io.cometmq.store;

/** How an append ended. */
public enum AppendStatus {
    /** Stored as the configuration promises. */
    OK,
    /** Appended, but not forced within syncFlushTimeout: it may or may not survive the death of the machine. */
    FLUSH_DISK_TIMEOUT,
    /** The body, or a whole record or batch, is larger than allowed; nothing was stored. */
    MESSAGE_TOO_LARGE,
    /** The properties are longer than a record can hold; nothing was stored. */
    PROPERTIES_TOO_LARGE,
    /** The topic is longer than a record can hold; nothing was stored. */
    TOPIC_TOO_LONG,
    /** The message contradicts itself (host length against sysFlag, mixed batch); nothing was stored. */
    MESSAGE_ILLEGAL,
    /** The store does not take messages: not started, shutting down, disk full, or failed; nothing was stored. */
    SERVICE_NOT_AVAILABLE,
    /** Too many appends are waiting, or they wait too long, for the log; nothing was stored. */
    OS_PAGE_CACHE_BUSY
}
