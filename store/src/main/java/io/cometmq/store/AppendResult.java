package io.cometmq.store;

import java.util.Arrays;

/**
 * The answer to an append. Immutable. Offsets are meaningful when {@link #isStored()}; a refused append has -1
 * everywhere and says in {@link #message()} what happened and what to do.
 */
public final class AppendResult {
    private final AppendStatus status;
    private final long physicalOffset;
    private final long[] physicalOffsets;
    private final long queueOffset;
    private final long storeTimestamp;
    private final int sizeBytes;
    private final String message;

    private AppendResult(
            AppendStatus status,
            long physicalOffset,
            long[] physicalOffsets,
            long queueOffset,
            long storeTimestamp,
            int sizeBytes,
            String message) {
        this.status = status;
        this.physicalOffset = physicalOffset;
        this.physicalOffsets = physicalOffsets;
        this.queueOffset = queueOffset;
        this.storeTimestamp = storeTimestamp;
        this.sizeBytes = sizeBytes;
        this.message = message;
    }

    /** One record stored. */
    public static AppendResult stored(long physicalOffset, long queueOffset, long storeTimestamp, int sizeBytes) {
        return new AppendResult(AppendStatus.OK, physicalOffset, null, queueOffset, storeTimestamp, sizeBytes, "");
    }

    /** A batch stored: one record per message, consecutive queue offsets from {@code queueOffset}. */
    public static AppendResult storedBatch(
            long[] physicalOffsets, long queueOffset, long storeTimestamp, int sizeBytes) {
        return new AppendResult(
                AppendStatus.OK,
                physicalOffsets[0],
                physicalOffsets.clone(),
                queueOffset,
                storeTimestamp,
                sizeBytes,
                "");
    }

    /** Nothing stored; {@code message} is for people. */
    public static AppendResult refused(AppendStatus status, String message) {
        return new AppendResult(status, -1, null, -1, -1, 0, message);
    }

    /** The same records with another status: they are in the log, but the promise was not kept in time. */
    public AppendResult withStatus(AppendStatus newStatus, String newMessage) {
        return new AppendResult(
                newStatus, physicalOffset, physicalOffsets, queueOffset, storeTimestamp, sizeBytes, newMessage);
    }

    public AppendStatus status() {
        return status;
    }

    /** Whether the records are in the log (OK and FLUSH_DISK_TIMEOUT). */
    public boolean isStored() {
        return physicalOffset >= 0;
    }

    /** Commit log offset of the first record. */
    public long physicalOffset() {
        return physicalOffset;
    }

    /** Commit log offset of record {@code i} of the append. */
    public long physicalOffset(int i) {
        if (physicalOffsets == null) {
            if (i != 0) {
                throw new IndexOutOfBoundsException("record " + i + " of a single append");
            }
            return physicalOffset;
        }
        return physicalOffsets[i];
    }

    /** Number of records written; 0 when refused. */
    public int recordCount() {
        if (!isStored()) {
            return 0;
        }
        return physicalOffsets == null ? 1 : physicalOffsets.length;
    }

    /** Queue offset of the first record; the others follow densely. */
    public long queueOffset() {
        return queueOffset;
    }

    /** Milliseconds. */
    public long storeTimestamp() {
        return storeTimestamp;
    }

    /** Bytes in the log of all records together. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** For people: what happened, actual and allowed sizes, what to do. Empty when OK. */
    public String message() {
        return message;
    }

    @Override
    public String toString() {
        return status + "{physicalOffset=" + physicalOffset + ", queueOffset=" + queueOffset + ", records="
                + recordCount() + (physicalOffsets == null ? "" : " " + Arrays.toString(physicalOffsets))
                + (message.isEmpty() ? "" : ", " + message) + "}";
    }
}
