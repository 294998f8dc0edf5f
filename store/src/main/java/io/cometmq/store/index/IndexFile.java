package io.cometmq.store.index;

import io.cometmq.store.log.BlockAllocator;
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
    private static final int ALLOCATION_STEP = 1 << 20;

    private final Path path;
    private final int slots;
    private final int maxEntries;
    private final MappedByteBuffer file;
    /** Index in the file up to which it has its disk blocks; guarded by the service's write lock. */
    private long allocatedTo;
    /** Whether something was put since the last force; guarded by the service's write lock. */
    private boolean dirty;

    private IndexFile(Path path, int slots, int maxEntries, MappedByteBuffer file) {
        this.path = path;
        this.slots = slots;
        this.maxEntries = maxEntries;
        this.file = file;
    }

    static long fileSize(int slots, int maxEntries) {
        return HEADER_SIZE + (long) SLOT_SIZE * slots + (long) ENTRY_SIZE * maxEntries;
    }

    /** Makes an empty file, with disk blocks for its header and slots. */
    static IndexFile create(Path path, int slots, int maxEntries, BlockAllocator blocks) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(path.toFile(), "rw")) {
            raw.setLength(fileSize(slots, maxEntries));
            blocks.allocate(path, 0, HEADER_SIZE + (long) SLOT_SIZE * slots);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
        IndexFile created = open(path, slots, maxEntries);
        created.allocatedTo = created.entryAt(0);
        created.file.putInt(INDEX_COUNT, 1);
        return created;
    }

    /** Opens a file of the right size. */
    static IndexFile open(Path path, int slots, int maxEntries) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(path.toFile(), "rw")) {
            MappedByteBuffer mapped =
                    raw.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, fileSize(slots, maxEntries));
            return new IndexFile(path, slots, maxEntries, mapped);
        }
    }

    /** Why the header cannot be that of an index file, or null. */
    String damage() {
        int count = count();
        if (count < 0 || count > maxEntries) {
            return "entry count " + count;
        }
        if (count > 1 && (beginOffset() < 0 || endPhysicalOffset() < beginOffset())) {
            return "offsets " + beginOffset() + " to " + endPhysicalOffset();
        }
        return count > 1 && file.getLong(entryAt(1) + 4) != beginOffset() ? "first entry does not fit" : null;
    }

    /**
     * Makes slots and links anew from the entries, as far as these are sound: after a power loss some pages of the file may be
     * older than others.
     *
     * @param limit entries from this number on are not trusted
     */
    void rebuild(int limit) {
        int sound = 1;
        long offset = 0;
        int end = Math.min(limit, count());
        while (sound < end && isSound(sound, offset)) {
            offset = file.getLong(entryAt(sound) + 4);
            sound++;
        }
        for (int slot = 0; slot < slots; slot++) {
            file.putInt(HEADER_SIZE + SLOT_SIZE * slot, 0);
        }
        int used = 0;
        for (int number = 1; number < sound; number++) {
            int slotAt = HEADER_SIZE + SLOT_SIZE * (file.getInt(entryAt(number)) % slots);
            int previous = file.getInt(slotAt);
            used += previous == 0 ? 1 : 0;
            file.putInt(entryAt(number) + 16, previous);
            file.putInt(slotAt, number);
        }
        file.putInt(SLOT_COUNT, used);
        file.putInt(INDEX_COUNT, sound);
        if (sound > 1) {
            int last = entryAt(sound - 1);
            file.putLong(END_OFFSET, file.getLong(last + 4));
            file.putLong(END_TIMESTAMP, beginTimestamp() + file.getInt(last + 12) * 1000L);
        }
        dirty = true;
    }

    /** Number of the first entry that points at or above there. */
    int firstAtOrAbove(long physicalOffset) {
        int low = 1;
        int high = Math.max(1, count());
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (file.getLong(entryAt(middle) + 4) >= physicalOffset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private boolean isSound(int number, long atLeastOffset) {
        int at = entryAt(number);
        return file.getInt(at) >= 0 && file.getLong(at + 4) >= atLeastOffset && file.getInt(at + 12) >= 0;
    }

    /**
     * Makes sure that the next entry finds disk blocks.
     *
     * @throws IOException when the disk has no room; nothing has changed then
     */
    void ensureRoom(BlockAllocator blocks) throws IOException {
        if (allocatedTo == 0) {
            SparseParts.complete(path, 0, entryAt(0));
            allocatedTo = entryAt(Math.max(1, count()));
        }
        if (entryAt(count()) + ENTRY_SIZE > allocatedTo) {
            long to = Math.min(file.capacity(), allocatedTo + ALLOCATION_STEP);
            blocks.allocate(path, allocatedTo, to);
            allocatedTo = to;
        }
    }

    String name() {
        return path.getFileName().toString();
    }

    private long beginOffset() {
        return file.getLong(BEGIN_OFFSET);
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
    int count() {
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
        int number = Math.max(1, count());
        if (number <= 1) {
            file.putLong(BEGIN_TIMESTAMP, storeTimestamp);
            file.putLong(BEGIN_OFFSET, physicalOffset);
        }
        int slotAt = HEADER_SIZE + SLOT_SIZE * (hash % slots);
        int previous = behindBrokenOff(file.getInt(slotAt), number);
        // A slot that points at what is not there yet is damage.
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
        dirty = true;
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
        int number = behindBrokenOff(file.getInt(HEADER_SIZE + SLOT_SIZE * (hash % slots)), count);
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

    /** A killed process may have left a slot that points at the entry whose count it did not write any more. */
    private int behindBrokenOff(int slotValue, int next) {
        return slotValue == next && next < maxEntries ? file.getInt(entryAt(next) + 16) : slotValue;
    }

    private int entryAt(int number) {
        return HEADER_SIZE + SLOT_SIZE * slots + ENTRY_SIZE * number;
    }

    private static int positive(int hash) {
        int positive = Math.abs(hash);
        return positive < 0 ? 0 : positive;
    }

    /** Forces the file if something was put since the last time. */
    void force() throws IOException {
        if (!dirty) {
            return;
        }
        dirty = false;
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
