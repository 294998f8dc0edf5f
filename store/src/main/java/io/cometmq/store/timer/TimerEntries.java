package io.cometmq.store.timer;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A growing list of schedule entries without an object for each. An entry is four words: the instant at which it is due, the commit log
 * offset of its record, the hash of its unique key, and kind, number of rolls and hash of the real topic. Not thread-safe.
 */
final class TimerEntries {
    /** Bytes of an entry in a file: the words, big-endian. */
    static final int ENTRY_BYTES = 32;

    /** A message that waits. */
    static final int PENDING = 0;

    /** Takes back the messages of its second that have its key. */
    static final int CANCEL = 1;

    /** A message that the log holds as delivered. */
    static final int DELIVERED = 2;

    private static final int STRIDE = 4;
    private static final int MAX_ROLLS = 0xFFFFFF;

    private long[] words;
    private int size;

    TimerEntries() {
        this(4);
    }

    TimerEntries(int capacity) {
        words = new long[capacity * STRIDE];
    }

    /** Kind, rolls and topic in one word. */
    static long info(int kind, int rolls, int topicHash) {
        return (long) topicHash << 32 | (long) Math.min(rolls, MAX_ROLLS) << 8 | kind;
    }

    void add(long dueMillis, long physicalOffset, long key, long info) {
        int at = size * STRIDE;
        if (at == words.length) {
            words = Arrays.copyOf(words, Math.max(16, words.length * 2));
        }
        words[at] = dueMillis;
        words[at + 1] = physicalOffset;
        words[at + 2] = key;
        words[at + 3] = info;
        size++;
    }

    void add(TimerEntries from, int i) {
        add(from.dueMillis(i), from.physicalOffset(i), from.key(i), from.info(i));
    }

    void addAll(TimerEntries from) {
        for (int i = 0; i < from.size; i++) {
            add(from, i);
        }
    }

    /** Reads one entry at the buffer's position. */
    void read(ByteBuffer bytes) {
        add(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    void write(int i, ByteBuffer bytes) {
        bytes.putLong(dueMillis(i)).putLong(physicalOffset(i)).putLong(key(i)).putLong(info(i));
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    long dueMillis(int i) {
        return words[i * STRIDE];
    }

    long physicalOffset(int i) {
        return words[i * STRIDE + 1];
    }

    long key(int i) {
        return words[i * STRIDE + 2];
    }

    long info(int i) {
        return words[i * STRIDE + 3];
    }

    int kind(int i) {
        return (int) (info(i) & 0xFF);
    }

    int rolls(int i) {
        return (int) (info(i) >>> 8) & MAX_ROLLS;
    }

    int topicHash(int i) {
        return (int) (info(i) >>> 32);
    }

    // ------------------------------------------------------------------------------------------------ order, as a
    // binary heap

    /** Orders by time, then by place in the log. */
    void sort() {
        if (isSorted()) {
            return;
        }
        int all = size;
        for (int parent = all / 2 - 1; parent >= 0; parent--) {
            sink(parent, all, false);
        }
        for (int last = all - 1; last > 0; last--) {
            swap(0, last);
            sink(0, last, false);
        }
    }

    private boolean isSorted() {
        for (int i = 1; i < size; i++) {
            if (isBefore(i, i - 1)) {
                return false;
            }
        }
        return true;
    }

    /** Adds to a heap whose first entry is the earliest. */
    void push(TimerEntries from, int i) {
        add(from, i);
        int child = size - 1;
        while (child > 0 && isBefore(child, (child - 1) / 2)) {
            swap(child, (child - 1) / 2);
            child = (child - 1) / 2;
        }
    }

    /** Moves a heap's first entry to the end of another list. */
    void popInto(TimerEntries target) {
        target.add(this, 0);
        swap(0, size - 1);
        size--;
        sink(0, size, true);
    }

    private void sink(int from, int end, boolean earliestFirst) {
        int parent = from;
        while (2 * parent + 1 < end) {
            int child = 2 * parent + 1;
            if (child + 1 < end && isBefore(child + 1, child) == earliestFirst) {
                child++;
            }
            if (isBefore(child, parent) != earliestFirst) {
                return;
            }
            swap(child, parent);
            parent = child;
        }
    }

    private boolean isBefore(int i, int j) {
        long left = dueMillis(i);
        long right = dueMillis(j);
        return left < right || (left == right && physicalOffset(i) < physicalOffset(j));
    }

    private void swap(int i, int j) {
        for (int word = 0; word < STRIDE; word++) {
            long other = words[i * STRIDE + word];
            words[i * STRIDE + word] = words[j * STRIDE + word];
            words[j * STRIDE + word] = other;
        }
    }
}
