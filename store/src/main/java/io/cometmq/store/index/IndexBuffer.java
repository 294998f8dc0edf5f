package io.cometmq.store.index;

import java.util.Arrays;

/** Index entries waiting to be written, in columns. Not thread-safe. */
final class IndexBuffer {
    private static final int INITIAL = 256;

    private int[] hashes = new int[INITIAL];
    private long[] physicalOffsets = new long[INITIAL];
    private long[] timestamps = new long[INITIAL];
    private int count;

    int count() {
        return count;
    }

    void add(int keyHash, long physicalOffset, long storeTimestamp) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, count * 2);
            physicalOffsets = Arrays.copyOf(physicalOffsets, count * 2);
            timestamps = Arrays.copyOf(timestamps, count * 2);
        }
        hashes[count] = keyHash;
        physicalOffsets[count] = physicalOffset;
        timestamps[count] = storeTimestamp;
        count++;
    }

    int hash(int i) {
        return hashes[i];
    }

    long physicalOffset(int i) {
        return physicalOffsets[i];
    }

    long timestamp(int i) {
        return timestamps[i];
    }

    void clear() {
        count = 0;
    }
}
