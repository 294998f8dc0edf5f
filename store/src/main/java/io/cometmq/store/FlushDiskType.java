package io.cometmq.store;

/** When an acknowledged message is on the disk. */
public enum FlushDiskType {
    /** Some time after the acknowledgement: survives the death of the process. */
    ASYNC_FLUSH,
    /** Before the acknowledgement: survives the death of the machine. */
    SYNC_FLUSH
}
