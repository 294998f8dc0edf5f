package io.cometmq.store.queue;

import io.cometmq.store.QueueExtUnit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One consume queue. Offsets are assigned under the append lock, entries are added under the dispatch lock; reads are
 * thread-safe. Nothing here touches a file while holding the monitor, but for recovery and truncation.
 */
public final class ConsumeQueue {
    /** Bytes of an entry (docs/protocol/message-formats.md 7). */
    public static final int UNIT_SIZE = 20;

    /** Record size of a filler entry, where a queue begins in the middle of a file or has lost entries. */
    static final int FILLER_SIZE = 0x7FFFFFFF;

    /** A larger gap starts the queue anew behind it. */
    private static final int MAX_FILLERS = 1 << 20;

    private final TopicQueues topicQueues;
    private final int queueId;
    private final QueueFiles files;
    /** Null when queues have no extension. */
    private final ConsumeQueueExt ext;

    /** Queue offset of the next record; written under the append lock. */
    private volatile long nextOffset;

    /** Guarded by this monitor. */
    private final QueueBuffer buffer = new QueueBuffer();
    /** First entry of the first file; guarded by this monitor. */
    private long firstFileOffset;

    private final MinOffset minimum = new MinOffset(this);

    /** Visible end; written under this monitor. */
    private volatile long maxOffset;
    /** Written under this monitor. */
    private volatile boolean deleted;

    ConsumeQueue(TopicQueues topicQueues, int queueId, QueueFiles files, QueueFiles extFiles) {
        this.topicQueues = topicQueues;
        this.queueId = queueId;
        this.files = files;
        this.ext = extFiles == null ? null : new ConsumeQueueExt(this, extFiles);
    }

    public String topic() {
        return topicQueues.topic();
    }

    public TopicQueues topicQueues() {
        return topicQueues;
    }

    public int queueId() {
        return queueId;
    }

    /** Queue offset after the last visible entry. */
    public long maxOffset() {
        return maxOffset;
    }

    /** Takes {@code count} consecutive queue offsets; under the append lock. */
    public long assignOffsets(int count) {
        long first = nextOffset;
        nextOffset = first + count;
        return first;
    }

    /** The queue offset that the next record gets: what is appended stands below, visible or not. */
    public long nextOffset() {
        return nextOffset;
    }

    /** After recovery or truncation: the next record follows the last entry. Under the append lock. */
    public void resumeAtMax() {
        nextOffset = maxOffset;
    }

    /** The next record gets this queue offset; under the append lock. */
    public void continueAt(long queueOffset) {
        nextOffset = queueOffset;
    }

    /** Removes the entries that point at or above there; when nothing is appended, dispatched or persisted. */
    public void truncateFrom(long physicalOffset) throws IOException {
        long end = UnitSearch.firstAtOrAbove(this, firstFileOffset(), maxOffset, physicalOffset);
        if (end < maxOffset) {
            truncateTo(end);
        }
        nextOffset = maxOffset;
    }

    public boolean isDeleted() {
        return deleted;
    }

    /** From now on nothing is added or written. */
    synchronized void markDeleted() {
        deleted = true;
        buffer.restartAt(maxOffset);
    }

    /**
     * Adds an entry. One that is already there is left alone; a queue that was deleted and began anew restarts; missing
     * entries before it become fillers (docs/protocol/message-formats.md 7).
     *
     * @param extended whether the entry gets a unit in the extension, with the bit map if any
     * @return whether the flusher must be told of this queue
     */
    synchronized boolean append(
            long queueOffset,
            long physicalOffset,
            int sizeBytes,
            long tagsCode,
            long storeTimestamp,
            boolean extended,
            byte[] bitMap)
            throws IOException {
        if (deleted) {
            return false;
        }
        if (queueOffset != maxOffset && !makeRoom(queueOffset, physicalOffset, storeTimestamp)) {
            return false;
        }
        long code = extended ? ext.put(tagsCode, storeTimestamp, bitMap) : tagsCode;
        buffer.add(physicalOffset, sizeBytes, code, storeTimestamp);
        maxOffset = buffer.endOffset();
        return buffer.list();
    }

    /** Only in replays. Returns whether the entry is to be added. */
    private boolean makeRoom(long queueOffset, long physicalOffset, long storeTimestamp) throws IOException {
        if (queueOffset < maxOffset) {
            UnitBuffer known = new UnitBuffer(1);
            if (read(queueOffset, known) == 1 && known.physicalOffset(0) == physicalOffset) {
                return false;
            }
            truncateTo(queueOffset);
            return true;
        }
        long gap = queueOffset - maxOffset;
        if (gap > MAX_FILLERS || maxOffset == firstFileOffset) {
            truncateTo(firstFileOffset);
            restartAt(queueOffset - queueOffset % files.unitsPerFile());
        }
        for (long missing = maxOffset; missing < queueOffset; missing++) {
            buffer.add(0, FILLER_SIZE, 0, storeTimestamp);
        }
        maxOffset = queueOffset;
        return true;
    }

    private void restartAt(long queueOffset) {
        firstFileOffset = queueOffset;
        buffer.restartAt(queueOffset);
        maxOffset = queueOffset;
        minimum.restartAt(queueOffset);
    }

    /**
     * Copies entries from {@code queueOffset} on, as many as are visible, fit and lie together.
     *
     * @return how many; 0 when there are none or their file is missing
     */
    public int read(long queueOffset, UnitBuffer target) throws IOException {
        long fromFiles;
        synchronized (this) {
            if (queueOffset < 0 || queueOffset >= maxOffset) {
                target.set(queueOffset, 0);
                return 0;
            }
            if (buffer.read(queueOffset, target)) {
                return target.count();
            }
            fromFiles = buffer.persistedOffset() - queueOffset;
        }
        int count = files.read(this, queueOffset, target.array(), (int) Math.min(target.capacity(), fromFiles));
        target.set(queueOffset, count);
        return count;
    }

    /** Number of entries in one file. */
    public int unitsPerFile() {
        return files.unitsPerFile();
    }

    /** Smallest queue offset whose record is at or above the start of the log. */
    public long minOffset(long minPhysicalOffset) throws IOException {
        return minimum.find(minPhysicalOffset);
    }

    synchronized long pendingUnits() {
        return buffer.pendingUnits();
    }

    synchronized long pendingSinceMillis() {
        return buffer.pendingSinceMillis();
    }

    /**
     * Writes what is only in memory and points below the limit; by the flusher. What was written keeps being served from memory
     * until the next time.
     */
    void persist(long limitPhysicalOffset) throws IOException {
        QueueBuffer.Unwritten entries;
        ConsumeQueueExt.Pending extension;
        synchronized (this) {
            entries = buffer.unwrittenBelow(limitPhysicalOffset);
            if (entries == null || deleted) {
                return;
            }
            extension = ext == null ? null : ext.takePending();
        }
        if (extension != null) {
            // Before the entries that point there.
            ext.write(extension);
        }
        write(entries);
        synchronized (this) {
            if (extension != null) {
                ext.written(extension);
            }
            buffer.written(entries);
        }
    }

    private void write(QueueBuffer.Unwritten entries) throws IOException {
        if (entries.length() > 0) {
            ByteBuffer bytes = entries.bytes();
            files.write(
                    this, entries.first(), bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }
    }

    /** Where the queue stands with the entries that point below the limit; null when it was deleted. */
    synchronized QueueState state(long limitPhysicalOffset) {
        if (deleted) {
            return null;
        }
        ConsumeQueueExt.Pending extension = ext == null ? null : ext.takePending();
        return new QueueState(
                topic(),
                queueId,
                firstFileOffset,
                buffer.persistedOffset(),
                buffer.copyUnwrittenBelow(limitPhysicalOffset),
                ext == null ? -1 : extension == null ? ext.end() : extension.start(),
                extension == null ? ByteBuffer.allocate(0) : extension.bytes());
    }

    /** Goes on where a snapshot says that the queue stood; by recovery. Returns whether the flusher must be told of it. */
    public synchronized boolean restore(QueueState state) {
        restartAt(state.persistedOffset());
        firstFileOffset = state.firstFileOffset();
        minimum.restartAt(firstFileOffset);
        if (ext != null) {
            ext.resume(Math.max(0, state.extensionStart()), state.extensionTail());
        }
        boolean buffered = buffer.restore(state.tail());
        maxOffset = buffer.endOffset();
        return buffered;
    }

    /** Whether the files from the first entry to the last are all there, in full length. */
    public synchronized boolean hasItsFiles() {
        return files.exist(this, firstFileOffset, buffer.persistedOffset());
    }

    /** Empties the queue and its files, to be derived again; by recovery. */
    public synchronized void reset() throws IOException {
        buffer.unlist();
        deleteFiles();
        restartAt(0);
        if (ext != null) {
            ext.resume(0, ByteBuffer.allocate(0));
        }
    }

    /** Removes what the files hold behind the end, where the log no longer has it; by recovery. */
    public synchronized boolean removeBeyondEnd() throws IOException {
        if (buffer.pendingUnits() > 0 || UnitSearch.isUnwritten(this, files, maxOffset)) {
            return false;
        }
        files.truncate(this, maxOffset);
        return true;
    }

    /** Drops the buffer when everything in it is in the files; returns whether it has. */
    synchronized boolean dropBufferIfPersisted() {
        return buffer.dropIfPersisted();
    }

    /** Removes the entries from {@code queueOffset} on; when nothing is appended or persisted at the same time. */
    synchronized void truncateTo(long queueOffset) throws IOException {
        QueueBuffer.Unwritten entries = buffer.unwrittenBefore(queueOffset);
        if (entries != null) {
            write(entries);
        }
        ConsumeQueueExt.Pending extension = ext == null ? null : ext.takePending();
        if (extension != null) {
            ext.write(extension);
        }
        files.truncate(this, queueOffset);
        if (ext != null) {
            ext.truncateAfter(queueOffset, files);
        }
        buffer.restartAt(queueOffset);
        maxOffset = queueOffset;
        minimum.truncateTo(queueOffset);
        firstFileOffset = Math.min(firstFileOffset, queueOffset - queueOffset % files.unitsPerFile());
    }

    /**
     * Finds the end in the files: before the first entry that was never written or points at or above the limit. What is
     * behind it is removed. By recovery.
     *
     * @return whether the files are all there, as far as can be seen without the log
     */
    public synchronized boolean recover(long limitPhysicalOffset) throws IOException {
        List<Long> indexes = files.fileIndexes(this);
        boolean intact = files.areWhole(this, indexes);
        long unitsPerFile = files.unitsPerFile();
        restartAt(indexes.isEmpty() ? 0 : indexes.get(0) * unitsPerFile);
        long end = UnitSearch.endInFiles(this, files, indexes, limitPhysicalOffset);
        boolean clean = indexes.isEmpty()
                || (indexes.get(indexes.size() - 1) == (end - 1) / unitsPerFile
                        && UnitSearch.isUnwritten(this, files, end));
        if (!clean) {
            files.truncate(this, end);
        }
        if (ext != null) {
            ext.truncateAfter(end, files);
        }
        buffer.restartAt(end);
        maxOffset = end;
        nextOffset = end;
        return intact;
    }

    /** What the extension says of an entry with this tags code; null when the code is no address, or nothing is there. */
    public QueueExtUnit extension(long tagsCode) throws IOException {
        if (ext == null || !ExtUnits.isAddress(tagsCode)) {
            return null;
        }
        synchronized (this) {
            QueueExtUnit pending = ext.findPending(tagsCode);
            if (pending != null) {
                return pending;
            }
        }
        return ext.read(tagsCode);
    }

    /** Whether a tags code is none but an address in the extension. */
    public static boolean isExtensionAddress(long tagsCode) {
        return ExtUnits.isAddress(tagsCode);
    }

    /** Deletes all files; by the flusher, after {@link #markDeleted}. */
    void deleteFiles() throws IOException {
        files.deleteAll(this);
        if (ext != null) {
            ext.deleteAll();
        }
    }

    /** Queue offset of the first entry of the first file; after recovery. */
    public synchronized long firstFileOffset() {
        return firstFileOffset;
    }

    /** Deletes files that are wholly before the smallest readable offset; returns how many. */
    int deleteExpired(long minPhysicalOffset) throws IOException {
        synchronized (this) {
            if (deleted || maxOffset - firstFileOffset <= files.unitsPerFile()) {
                return 0;
            }
        }
        long min = minOffset(minPhysicalOffset);
        int deleted = files.deleteBefore(this, min);
        if (deleted > 0) {
            synchronized (this) {
                firstFileOffset = Math.max(firstFileOffset, min - min % files.unitsPerFile());
            }
            UnitBuffer first = new UnitBuffer(1);
            if (ext != null && read(min, first) == 1 && ExtUnits.isAddress(first.tagsCode(0))) {
                ext.deleteBefore(first.tagsCode(0));
            }
        }
        return deleted;
    }

    @Override
    public String toString() {
        return "queue " + queueId + " of topic " + topic();
    }
}
