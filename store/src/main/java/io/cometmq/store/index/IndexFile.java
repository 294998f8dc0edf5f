package io.cometmq.store.index;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongPredicate;

/**
 * One index file (docs/protocol/message-formats.md 8). Written by one thread at a time; a reader beside it sees every
 * entry below the count it has read.
 */
final class IndexFile {
    private static final int BEGIN_TIMESTAMP = 0;
    private static final int END_TIMESTAMP = 8;
    private static final int BEGIN_OFFSET = 16;
    private static final int END_OFFSET = 24;
    private static final int SLOT_COUNT = 32;
    private static final int INDEX_COUNT = 36;
    private static final int HEADER_SIZE = 40;
    private static final int SLOT_SIZE = 4;
    private static final int ENTRY_SIZE = 20;

    private final Path path;
    private final int slots;
    private final int maxEntries;
    private final MappedByteBuffer file;

    private IndexFile(Path path, int slots, int maxEntries, MappedByteBuffer file) {
        this.path = path;
        this.slots = slots;
        this.maxEntries = maxEntries;
        this.file = file;
    }

    static long fileSize(int slots, int maxEntries) {
        return HEADER_SIZE + (long) SLOT_SIZE * slots + (long) ENTRY_SIZE * maxEntries;
    }

    static IndexFile open(Path path, int slots, int maxEntries) throws IOException {
        long size = fileSize(slots, maxEntries);
        try (RandomAccessFile raw = new RandomAccessFile(path.toFile(), "rw")) {
            if (raw.length() < size) {
                raw.setLength(size);
            }
            IndexFile opened = new IndexFile(
                    path, slots, maxEntries, raw.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, size));
            if (opened.count() <= 0 || opened.count() > maxEntries) {
                opened.file.putInt(INDEX_COUNT, 1);
            }
            return opened;
        }
    }

    /** A new file begins where the previous one ends. */
    void inheritEnd(long timestamp, long physicalOffset) {
        file.putLong(BEGIN_TIMESTAMP, timestamp);
        file.putLong(END_TIMESTAMP, timestamp);
        file.putLong(BEGIN_OFFSET, physicalOffset);
        file.putLong(END_OFFSET, physicalOffset);
    }

    Path path() {
        return path;
    }

    long beginTimestamp() {
        return file.getLong(BEGIN_TIMESTAMP);
    }

    long endTimestamp() {
        return file.getLong(END_TIMESTAMP);
    }

    long endPhysicalOffset() {
        return file.getLong(END_OFFSET);
    }

    /** Number of the next entry; 1 when there is none. */
    private int count() {
        return file.getInt(INDEX_COUNT);
    }

    boolean isEmpty() {
        return count() <= 1;
    }

    boolean isFull() {
        return count() >= maxEntries;
    }

    /** Adds an entry for a record; entry, then slot, then count, so that a killed process leaves a consistent file. */
    void put(int keyHash, long physicalOffset, long storeTimestamp) {
        int hash = positive(keyHash);
        int number = count();
        if (number <= 1) {
            file.putLong(BEGIN_TIMESTAMP, storeTimestamp);
            file.putLong(BEGIN_OFFSET, physicalOffset);
        }
        int slotAt = HEADER_SIZE + SLOT_SIZE * (hash % slots);
        int previous = file.getInt(slotAt);
        if (previous < 0 || previous >= number) {
            previous = 0;
        }
        long seconds = (storeTimestamp - beginTimestamp()) / 1000;
        int entryAt = entryAt(number);
        file.putInt(entryAt, hash);
        file.putLong(entryAt + 4, physicalOffset);
        file.putInt(entryAt + 12, (int) Math.max(0, Math.min(Integer.MAX_VALUE, seconds)));
        file.putInt(entryAt + 16, previous);
        file.putInt(slotAt, number);
        if (previous == 0) {
            file.putInt(SLOT_COUNT, file.getInt(SLOT_COUNT) + 1);
        }
        file.putLong(END_OFFSET, physicalOffset);
        file.putLong(END_TIMESTAMP, storeTimestamp);
        file.putInt(INDEX_COUNT, number + 1);
    }

    /**
     * Walks the entries of a key, newest first, until {@code visitor} says false.
     *
     * @return false when the visitor ended the walk
     */
    boolean visit(int keyHash, long beginMillis, long endMillis, LongPredicate visitor) {
        int hash = positive(keyHash);
        int count = count();
        long base = beginTimestamp();
        int number = file.getInt(HEADER_SIZE + SLOT_SIZE * (hash % slots));
        // Each step goes to a smaller number; anything else is damage and ends the walk.
        int last = count;
        while (number > 0 && number < last) {
            int entryAt = entryAt(number);
            long earliest = base + file.getInt(entryAt + 12) * 1000L;
            // Entries have whole seconds: the record was stored within the second that begins here.
            boolean inTime = earliest <= endMillis && earliest + 999 >= beginMillis;
            if (file.getInt(entryAt) == hash && inTime && !visitor.test(file.getLong(entryAt + 4))) {
                return false;
            }
            last = number;
            number = file.getInt(entryAt + 16);
        }
        return true;
    }

    private int entryAt(int number) {
        return HEADER_SIZE + SLOT_SIZE * slots + ENTRY_SIZE * number;
    }

    private static int positive(int hash) {
        int positive = Math.abs(hash);
        return positive < 0 ? 0 : positive;
    }

    void force() throws IOException {
        try {
            file.force();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
