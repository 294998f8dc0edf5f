package io.cometmq.store.queue;

import java.nio.ByteBuffer;

/** Some consecutive entries of a queue, copied out for one reader. Reusable; not thread-safe. */
public final class UnitBuffer {
    private final ByteBuffer units;
    private long firstOffset;
    private int count;

    /** @param capacity entries that fit */
    @SuppressWarnings("MissingSummary")
    public UnitBuffer(int capacity) {
        this.units = ByteBuffer.allocate(capacity * ConsumeQueue.UNIT_SIZE);
    }

    public int capacity() {
        return units.capacity() / ConsumeQueue.UNIT_SIZE;
    }

    /** Entries in it. */
    public int count() {
        return count;
    }

    /** Queue offset of entry 0. */
    public long firstOffset() {
        return firstOffset;
    }

    public long physicalOffset(int i) {
        return units.getLong(i * ConsumeQueue.UNIT_SIZE);
    }

    public int sizeBytes(int i) {
        return units.getInt(i * ConsumeQueue.UNIT_SIZE + 8);
    }

    public long tagsCode(int i) {
        return units.getLong(i * ConsumeQueue.UNIT_SIZE + 12);
    }

    /** Whether entry {@code i} points at a record: neither never written nor a filler. */
    public boolean isReal(int i) {
        int size = sizeBytes(i);
        return size > 0 && size != ConsumeQueue.FILLER_SIZE;
    }

    byte[] array() {
        return units.array();
    }

    void set(long newFirstOffset, int newCount) {
        this.firstOffset = newFirstOffset;
        this.count = newCount;
    }
}
