package io.cometmq.store.queue;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The newest entries of a queue, while they are in memory: those that its files do not have yet, and those written last. A queue at
 * rest has none. Guarded by the queue's monitor.
 */
final class QueueBuffer {
    /** Null at rest. */
    private TailUnits tail;
    /** Entries below are in the files. */
    private long persistedOffset;
    /** Store time of the oldest entry that is only in memory. */
    private long pendingSinceMillis;
    /** Whether the flusher knows of the queue. */
    private boolean listed;

    /**
     * Entries that the files are to get.
     *
     * @param first queue offset of the first
     * @param bytes the buffer's own array, which stays as it is until {@link #written}
     */
    record Unwritten(long first, byte[] bytes, int from, int length) {}

    /** Empty, behind entries that are in the files. */
    void restartAt(long queueOffset) {
        tail = null;
        persistedOffset = queueOffset;
    }

    /** Goes on with entries that the files do not have. Returns whether there are any. */
    boolean restore(ByteBuffer units) {
        if (!units.hasRemaining()) {
            return false;
        }
        tail = new TailUnits(persistedOffset, units);
        listed = true;
        return true;
    }

    long persistedOffset() {
        return persistedOffset;
    }

    /** Queue offset after the last entry. */
    long endOffset() {
        return tail == null ? persistedOffset : tail.endOffset();
    }

    /** Entries that are only in memory. */
    long pendingUnits() {
        return endOffset() - persistedOffset;
    }

    long pendingSinceMillis() {
        return pendingSinceMillis;
    }

    int capacityBytes() {
        return tail == null ? 0 : tail.capacityBytes();
    }

    void add(long physicalOffset, int sizeBytes, long tagsCode, long storeTimestamp) {
        if (pendingUnits() == 0) {
            pendingSinceMillis = storeTimestamp;
        }
        if (tail == null) {
            tail = new TailUnits(persistedOffset);
        }
        tail.add(physicalOffset, sizeBytes, tagsCode);
    }

    /** Returns whether the flusher must be told of the queue. */
    boolean list() {
        boolean tell = !listed;
        listed = true;
        return tell;
    }

    /** The flusher does not know of the queue any more. */
    void unlist() {
        listed = false;
    }

    /** Copies entries from there on, if that is in memory; returns whether it is. */
    boolean read(long queueOffset, UnitBuffer target) {
        if (tail == null || queueOffset < tail.firstOffset()) {
            return false;
        }
        int count = (int) Math.min(target.capacity(), tail.endOffset() - queueOffset);
        System.arraycopy(tail.array(), tail.indexOf(queueOffset), target.array(), 0, count * ConsumeQueue.UNIT_SIZE);
        target.set(queueOffset, count);
        return true;
    }

    /** What the files do not have of the entries that point below there; null at rest. */
    Unwritten unwrittenBelow(long limitPhysicalOffset) {
        return tail == null ? null : unwritten(tail.firstAtOrAbove(persistedOffset, limitPhysicalOffset));
    }

    /** What the files do not have of the entries before that queue offset; null when there is nothing. */
    Unwritten unwrittenBefore(long queueOffset) {
        return tail == null || queueOffset <= persistedOffset ? null : unwritten(queueOffset);
    }

    private Unwritten unwritten(long endQueueOffset) {
        int from = tail.indexOf(persistedOffset);
        return new Unwritten(persistedOffset, tail.array(), from, tail.indexOf(endQueueOffset) - from);
    }

    /** A copy of what the files do not have of the entries that point below there. */
    ByteBuffer copyUnwrittenBelow(long limitPhysicalOffset) {
        Unwritten unwritten = unwrittenBelow(limitPhysicalOffset);
        return unwritten == null
                ? ByteBuffer.allocate(0)
                : ByteBuffer.wrap(
                        Arrays.copyOfRange(unwritten.bytes, unwritten.from, unwritten.from + unwritten.length));
    }

    /** The files have them now; what they had before is let go. */
    void written(Unwritten unwritten) {
        if (tail != null && persistedOffset == unwritten.first) {
            tail.trimTo(unwritten.first);
            persistedOffset = unwritten.first + unwritten.length / ConsumeQueue.UNIT_SIZE;
        }
    }

    /** Forgets what the files have, if that is everything; returns whether it is. */
    boolean dropIfPersisted() {
        if (pendingUnits() > 0) {
            return false;
        }
        tail = null;
        listed = false;
        return true;
    }
}
