package io.cometmq.store.dispatch;

import io.cometmq.store.queue.ConsumeQueue;

/**
 * What derived data needs to know of one record of the log. Reusable: filled in by the thread that appends or scans, copied
 * into {@link DispatchQueue}, and valid for a dispatcher only during its call.
 */
public final class DispatchRequest {
    private final KeyHashes keyHashes = new KeyHashes();
    private ConsumeQueue queue;
    private int sysFlag;
    private int sizeBytes;
    private long tagsCode;
    private long queueOffset;
    private long physicalOffset;
    private long storeTimestamp;

    /**
     * Begins anew with what is known before the record has its place, without keys.
     *
     * @param newQueue the queue the record belongs to
     */
    public void describe(ConsumeQueue newQueue, int newSysFlag, int newSizeBytes) {
        this.queue = newQueue;
        this.sysFlag = newSysFlag;
        this.sizeBytes = newSizeBytes;
        keyHashes.clear();
    }

    /** Fills in what is known only when the record has its place. */
    public void place(long newPhysicalOffset, long newQueueOffset, long newStoreTimestamp, long newTagsCode) {
        this.physicalOffset = newPhysicalOffset;
        this.queueOffset = newQueueOffset;
        this.storeTimestamp = newStoreTimestamp;
        this.tagsCode = newTagsCode;
    }

    /** Becomes the same as the other. */
    void set(DispatchRequest other) {
        describe(other.queue, other.sysFlag, other.sizeBytes);
        place(other.physicalOffset, other.queueOffset, other.storeTimestamp, other.tagsCode);
        keyHashes.set(other.keyHashes);
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

    /** Hash codes of the index key texts. */
    public KeyHashes keyHashes() {
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
