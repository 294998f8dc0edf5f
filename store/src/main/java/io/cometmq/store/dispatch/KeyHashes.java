package io.cometmq.store.dispatch;

import java.util.Arrays;

/** Hash codes of the index key texts of one record. Reusable, so that a record costs no memory; not thread-safe. */
public final class KeyHashes {
    private static final int USUAL = 4;

    private int[] hashes = new int[USUAL];
    private int count;

    public void clear() {
        count = 0;
    }

    public void add(int hash) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, count * 2);
        }
        hashes[count++] = hash;
    }

    /** Becomes the same as the other. */
    public void set(KeyHashes other) {
        if (other.count > hashes.length) {
            hashes = new int[other.count];
        }
        System.arraycopy(other.hashes, 0, hashes, 0, other.count);
        count = other.count;
    }

    public int count() {
        return count;
    }

    public int get(int i) {
        return hashes[i];
    }
}
