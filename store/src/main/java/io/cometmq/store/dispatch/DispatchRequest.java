package io.cometmq.store.dispatch;

import io.cometmq.store.queue.ConsumeQueue;

/**
 * What derived data needs to know of one record of the log. Written by the thread that appends or scans, then handed
 * over through {@link DispatchQueue} and only read.
 */
public final class DispatchRequest {
    private static final int[] NO_HASHES = {};

    private final ConsumeQueue queue;
    private final int sysFlag;
    private final int sizeBytes;
    private final int[] keyHashes;
    private long tagsCode;
    private long queueOffset;
    private long physicalOffset;
    private long storeTimestamp;

    /** Link of {@link DispatchQueue}. */
    volatile DispatchRequest next;

    /**
     * @param queue the queue the record belongs to
     * @param keyHashes hash codes of the index key texts; null for none
     */
    public DispatchRequest(ConsumeQueue queue, int sysFlag, int sizeBytes, int[] keyHashes) {
        this.queue = queue;
        this.sysFlag = sysFlag;
        this.sizeBytes = sizeBytes;
        this.keyHashes = keyHashes == null ? NO_HASHES : keyHashes;
    }

    /** Fills in what is known only when the record has its place. */
    public void place(long newPhysicalOffset, long newQueueOffset, long newStoreTimestamp, long newTagsCode) {
        this.physicalOffset = newPhysicalOffset;
        this.queueOffset = newQueueOffset;
        this.storeTimestamp = newStoreTimestamp;
        this.tagsCode = newTagsCode;
    }

    public ConsumeQueue queue() {
        return queue;
    }

    public int sysFlag() {
        return sysFlag;
    }

    public int sizeBytes() {
        return sizeBytes;
    }

    /** Hash codes of the index key texts; not to be changed. */
    public int[] keyHashes() {
        return keyHashes;
    }

    public long tagsCode() {
        return tagsCode;
    }

    public long queueOffset() {
        return queueOffset;
    }

    public long physicalOffset() {
        return physicalOffset;
    }

    /** Commit log offset after the record. */
    public long endOffset() {
        return physicalOffset + sizeBytes;
    }

    public long storeTimestamp() {
        return storeTimestamp;
    }
}
