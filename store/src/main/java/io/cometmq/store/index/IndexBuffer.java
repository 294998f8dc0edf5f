package io.cometmq.store.index;

import java.util.Arrays;

/** Index entries waiting to be written, in columns, taken from the front. Not thread-safe. */
final class IndexBuffer {
    private static final int INITIAL = 256;

    private int[] hashes = new int[INITIAL];
    private long[] physicalOffsets = new long[INITIAL];
    private long[] timestamps = new long[INITIAL];
    private int count;
    private int first;

    int count() {
        return count - first;
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

    /** Puts the oldest entry into the file. */
    void putFirst(IndexFile file) {
        file.put(hashes[first], physicalOffsets[first], timestamps[first]);
        first++;
        if (first == count) {
            first = 0;
            count = 0;
        }
    }
}
