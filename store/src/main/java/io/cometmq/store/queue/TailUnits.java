package io.cometmq.store.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The newest entries of a queue, encoded as in the file. Until they are trimmed, bytes below the count never change, so that the
 * array can be written without a lock. Guarded by the queue's monitor.
 */
final class TailUnits {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int INITIAL_UNITS = 8;
    /** An array that is longer than what it holds by more than this is let go. */
    private static final int MAX_SPARE_FACTOR = 4;

    private long firstOffset;
    private byte[] bytes = new byte[INITIAL_UNITS * ConsumeQueue.UNIT_SIZE];
    private int length;

    TailUnits(long firstOffset) {
        this.firstOffset = firstOffset;
    }

    /** Begins with these entries. */
    TailUnits(long firstOffset, ByteBuffer units) {
        this(firstOffset);
        length = units.remaining();
        bytes = new byte[Math.max(bytes.length, length)];
        units.get(units.position(), bytes, 0, length);
    }

    long firstOffset() {
        return firstOffset;
    }

    long endOffset() {
        return firstOffset + length / ConsumeQueue.UNIT_SIZE;
    }

    int capacityBytes() {
        return bytes.length;
    }

    void add(long physicalOffset, int sizeBytes, long tagsCode) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        LONG.set(bytes, length, physicalOffset);
        INT.set(bytes, length + 8, sizeBytes);
        LONG.set(bytes, length + 12, tagsCode);
        length += ConsumeQueue.UNIT_SIZE;
    }

    /** The array in which the unit {@code queueOffset} starts at {@link #indexOf}; valid until the next add or trim. */
    byte[] array() {
        return bytes;
    }

    int indexOf(long queueOffset) {
        return (int) (queueOffset - firstOffset) * ConsumeQueue.UNIT_SIZE;
    }

    /** Queue offset of the first entry from {@code queueOffset} on that points at or above there; the end if none does. */
    long firstAtOrAbove(long queueOffset, long physicalOffset) {
        long low = queueOffset;
        long high = endOffset();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if ((long) LONG.get(bytes, indexOf(middle)) >= physicalOffset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * Forgets the entries before {@code queueOffset}, when the array is not being written. A queue that goes on as before goes on in
     * the same array.
     */
    void trimTo(long queueOffset) {
        int from = indexOf(queueOffset);
        int kept = length - from;
        int enough = Math.max(INITIAL_UNITS * ConsumeQueue.UNIT_SIZE, roundUp(kept));
        byte[] target = bytes.length > MAX_SPARE_FACTOR * enough ? new byte[enough] : bytes;
        System.arraycopy(bytes, from, target, 0, kept);
        bytes = target;
        length = kept;
        firstOffset = queueOffset;
    }

    private static int roundUp(int bytes) {
        int units = bytes / ConsumeQueue.UNIT_SIZE;
        return Math.max(1, Integer.highestOneBit(Math.max(1, units - 1)) * 2) * ConsumeQueue.UNIT_SIZE;
    }
}
