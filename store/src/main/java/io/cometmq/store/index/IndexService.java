package io.cometmq.store.index;

import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.StoreClock;
import io.cometmq.store.dispatch.CommitLogDispatcher;
import io.cometmq.store.dispatch.DispatchRequest;
import io.cometmq.store.dispatch.KeyHashes;
import io.cometmq.store.log.BlockAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the key hashes of dispatched records and answers queries by key. Thread-safe. */
public final class IndexService implements CommitLogDispatcher {
    private static final Logger log = LoggerFactory.getLogger(IndexService.class);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneId.systemDefault());
    /** Entries that may wait; the dispatching thread writes them itself when the background thread does not come. */
    private static final int MAX_WAITING = 1 << 17;

    private final Path directory;
    private final Path damagedDirectory;
    private final BlockAllocator blocks;
    private final int slots;
    private final int maxEntries;
    private final StoreClock clock;
    /** Oldest first; changed under the write lock. */
    private final List<IndexFile> files = new CopyOnWriteArrayList<>();

    private final ReentrantLock writeLock = new ReentrantLock();
    private final Object bufferLock = new Object();
    /** Guarded by the buffer lock. */
    private IndexBuffer collecting = new IndexBuffer();
    /** Guarded by the write lock. */
    private IndexBuffer writing = new IndexBuffer();
    /** While the log is replayed: records up to here are indexed already; -1 otherwise. Used by the dispatching thread. */
    private long indexedUpTo = -1;
    /** Set by load. */
    private boolean incomplete;

    public IndexService(MessageStoreConfig config, StoreClock clock, BlockAllocator blocks) {
        this.blocks = blocks;
        this.damagedDirectory = config.rootDirectory().resolve("damaged");
        this.directory = config.rootDirectory().resolve("index");
        this.slots = config.maxHashSlotNum();
        this.maxEntries = config.maxIndexNum();
        this.clock = clock;
    }

    /**
     * Opens the files there are.
     *
     * @param known entries by file name that a snapshot tells of; null without one
     * @param mayHaveExpired whether the oldest of these may have been deleted since
     * @param torn whether the last file may hold pages of different age
     */
    public void load(Map<String, Integer> known, boolean mayHaveExpired, boolean torn) throws IOException {
        IndexFiles directoryFiles = new IndexFiles(directory, damagedDirectory, slots, maxEntries);
        files.addAll(directoryFiles.open(known, mayHaveExpired, torn));
        incomplete = directoryFiles.isIncomplete();
    }

    /** Whether files were missing or damaged, so that records behind {@link #endPhysicalOffset} must be indexed again. */
    public boolean isIncomplete() {
        return incomplete;
    }

    /** Before the log is replayed: what the files already hold is not added again. */
    public void beginReplay() {
        indexedUpTo = endPhysicalOffset();
    }

    /** After the log was replayed. */
    public void endReplay() {
        indexedUpTo = -1;
    }

    @Override
    public void dispatch(DispatchRequest request) {
        KeyHashes hashes = request.keyHashes();
        if (hashes.count() == 0 || request.physicalOffset() <= indexedUpTo) {
            return;
        }
        int waiting;
        synchronized (bufferLock) {
            for (int i = 0; i < hashes.count(); i++) {
                collecting.add(hashes.get(i), request.physicalOffset(), request.storeTimestamp());
            }
            waiting = collecting.count();
        }
        if (waiting >= MAX_WAITING) {
            tryWriteWaiting();
        }
    }

    /** When the disk says no, the entries go on waiting; the background thread reports it and closes the gate. */
    private void tryWriteWaiting() {
        try {
            writeWaiting();
        } catch (IOException e) {
            log.debug("index entries go on waiting", e);
        }
    }

    /**
     * Writes what has collected.
     *
     * @throws IOException when the disk does not take it; nothing is lost then, the next call goes on
     */
    public void writeWaiting() throws IOException {
        writeLock.lock();
        try {
            drain();
            synchronized (bufferLock) {
                IndexBuffer full = collecting;
                collecting = writing;
                writing = full;
            }
            drain();
        } finally {
            writeLock.unlock();
        }
    }

    private void drain() throws IOException {
        while (writing.count() > 0) {
            IndexFile last = files.isEmpty() ? null : files.get(files.size() - 1);
            if (last == null || last.isFull()) {
                last = roll(last);
            }
            last.ensureRoom(blocks);
            writing.putFirst(last);
        }
    }

    private IndexFile roll(IndexFile previous) throws IOException {
        long millis = clock.millis();
        Path path = directory.resolve(NAME.format(Instant.ofEpochMilli(millis)));
        while (Files.exists(path)) {
            path = directory.resolve(NAME.format(Instant.ofEpochMilli(++millis)));
        }
        IndexFile next = IndexFile.create(path, slots, maxEntries, blocks);
        if (previous != null) {
            next.inheritEnd(previous.endTimestamp(), previous.endPhysicalOffset());
        }
        files.add(next);
        return next;
    }

    /** Brings everything dispatched so far to the disk; returns the store time of the newest entry, 0 without one. */
    public long force() throws IOException {
        writeWaiting();
        writeLock.lock();
        try {
            if (files.isEmpty()) {
                return 0;
            }
            for (IndexFile file : files) {
                file.force();
            }
            return endTimestamp();
        } finally {
            writeLock.unlock();
        }
    }

    /** Commit log offset of the newest indexed record, -1 without one. */
    public long endPhysicalOffset() {
        for (int i = files.size() - 1; i >= 0; i--) {
            if (!files.get(i).isEmpty()) {
                return files.get(i).endPhysicalOffset();
            }
        }
        return -1;
    }

    /** Removes the entries that point at or above there; when nothing is dispatched. */
    public void truncateTo(long physicalOffset) throws IOException {
        writeWaiting();
        writeLock.lock();
        try {
            while (!files.isEmpty() && endPhysicalOffset() >= physicalOffset) {
                IndexFile last = files.get(files.size() - 1);
                last.rebuild(last.firstAtOrAbove(physicalOffset));
                if (last.isEmpty()) {
                    files.remove(last);
                    last.delete();
                }
            }
        } finally {
            writeLock.unlock();
        }
    }

    /** Entries of each file, by name. */
    public Map<String, Integer> entryCounts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        files.forEach(file -> counts.put(file.name(), file.count()));
        return counts;
    }

    /** Store time of the newest indexed record, 0 without one. */
    public long endTimestamp() {
        for (int i = files.size() - 1; i >= 0; i--) {
            if (!files.get(i).isEmpty()) {
                return files.get(i).endTimestamp();
            }
        }
        return 0;
    }

    /**
     * Visits the commit log offsets of all entries with the key's hash and about this time, newest first, until the
     * visitor says false.
     */
    public void visit(String topic, String key, long beginMillis, long endMillis, LongPredicate visitor) {
        tryWriteWaiting();
        int hash = (topic + "#" + key).hashCode();
        IndexFile[] snapshot = files.toArray(IndexFile[]::new);
        for (int i = snapshot.length - 1; i >= 0; i--) {
            IndexFile file = snapshot[i];
            boolean inTime = file.beginTimestamp() <= endMillis && file.endTimestamp() >= beginMillis;
            if (!file.isEmpty() && inTime && !file.visit(hash, beginMillis, endMillis, visitor)) {
                return;
            }
        }
    }

    /** Deletes the files whose entries all point below the start of the log, but never the newest; returns how many. */
    public int deleteExpired(long minPhysicalOffset) throws IOException {
        int deleted = 0;
        writeLock.lock();
        try {
            while (files.size() > 1 && files.get(0).endPhysicalOffset() < minPhysicalOffset) {
                files.remove(0).delete();
                deleted++;
            }
        } finally {
            writeLock.unlock();
        }
        return deleted;
    }
}
