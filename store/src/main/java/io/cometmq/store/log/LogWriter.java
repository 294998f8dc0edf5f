package io.cometmq.store.log;

import io.cometmq.store.AppendResult;
import io.cometmq.store.AppendStatus;
import io.cometmq.store.DelayLevels;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.StoreClock;
import io.cometmq.store.dispatch.DispatchRequest;
import io.cometmq.store.dispatch.Dispatcher;
import io.cometmq.store.queue.ConsumeQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** Puts appends at the end of the log, file after file. Everything but the counters is used under the append lock. */
final class LogWriter {
    private final MappedFileQueue files;
    private final StoreClock clock;
    private final DelayLevels delayLevels;
    private final LogPositions positions;
    private final Dispatcher dispatcher;
    private final SegmentAllocator allocator;
    private final WriteBufferPool pool;
    private final RawAppender raw;
    private final RecordEncoder encoder = new RecordEncoder();
    private final Runnable onRoom;
    private MappedFile current;
    private long position;
    /** Where the allocator is asked for more. */
    private long advanceAt;
    /** Set before the allocator is asked, cleared by it. */
    private volatile boolean waitingForRoom;

    private final AtomicLong appendedMessages = new AtomicLong();
    /** When the append in hand was begun, in milliseconds; 0 while there is none. Written under the append lock. */
    private final AtomicLong writingSince = new AtomicLong();

    private final AtomicLong appendedBytes = new AtomicLong();

    LogWriter(
            MessageStoreConfig config,
            MappedFileQueue files,
            LogDirectories directories,
            BlockAllocator blocks,
            WriteBufferPool pool,
            AppendGate gate,
            StoreClock clock,
            DelayLevels delayLevels,
            LogPositions positions,
            Dispatcher dispatcher,
            RecordReader reader,
            Runnable onRoom) {
        this.pool = pool;
        this.raw = new RawAppender(files, dispatcher, reader);
        this.files = files;
        this.clock = clock;
        this.delayLevels = delayLevels;
        this.positions = positions;
        this.dispatcher = dispatcher;
        this.onRoom = onRoom;
        this.allocator = new SegmentAllocator(
                directories, files.fileSize(), blocks, new SegmentWarmer(config), gate, this::roomChanged);
    }

    /** Bytes that one append can take at most: it lies in one file. */
    int maxAppendSize() {
        return files.fileSize() - RecordLayout.BLANK_SIZE;
    }

    /** Whether the next append needs disk blocks that are not there yet. */
    boolean isWaitingForRoom() {
        return waitingForRoom;
    }

    /** How long the append in hand has been written; any thread. */
    long writingMillis() {
        long since = writingSince.getOpaque();
        return since == 0 ? 0 : Math.max(0, clock.millis() - since);
    }

    long appendedMessages() {
        return appendedMessages.get();
    }

    long appendedBytes() {
        return appendedBytes.get();
    }

    private void roomChanged() {
        if (waitingForRoom) {
            waitingForRoom = false;
            onRoom.run();
        }
    }

    /**
     * For people: where the time of appends goes that are not written yet.
     *
     * @param isWriting whether somebody is writing one now
     */
    String cause(boolean isWriting) {
        if (waitingForRoom) {
            return "for the next file of the log, which the disk is slow to provide";
        }
        return isWriting
                ? "for the append in hand, which the page cache is slow to take"
                : "in the queue of appends, for a turn to be written";
    }

    /** Looks again for room on a disk that had none. */
    void retryAllocation() {
        allocator.retry();
    }

    /** Begins at the end that recovery has found. */
    void start() throws IOException {
        position = positions.appended();
        raw.resetTo(position, positions.appendedTimestamp());
        current = files.find(position);
        if (current == null) {
            current = allocator.create(position);
            files.add(current);
        }
        // What is behind the end has never been written, or belongs to a file that another program left sparse.
        current.allocatedTo(position);
        current.attachWriteBuffer(pool.take());
        allocator.use(current);
        advance();
    }

    boolean isCurrent(MappedFile file) {
        return file == current;
    }

    void close() {
        allocator.close();
        waitingForRoom = false;
    }

    private void advance() {
        advanceAt = position + SegmentAllocator.AHEAD_BYTES / 2;
        allocator.advance(position);
    }

    /**
     * Writes the records of one append, linked, together.
     *
     * @param totalSize bytes that they take
     * @return null when there is no room for them yet
     */
    AppendResult write(PreparedRecord first, int recordCount, int totalSize) {
        if (first.dispatch.queue().isDeleted()) {
            return AppendResult.refused(
                    AppendStatus.SERVICE_NOT_AVAILABLE,
                    "topic " + first.dispatch.queue().topic() + " was deleted while the message came in");
        }
        int needed = totalSize + RecordLayout.BLANK_SIZE;
        if (needed > current.allocatedTo() - position && !makeRoom(needed)) {
            return null;
        }
        if (pool.isExhausted()) {
            return AppendResult.refused(
                    AppendStatus.OS_PAGE_CACHE_BUSY,
                    "no write buffer is free (transientStorePoolSize, fastFailIfNoBufferInStorePool)");
        }
        if (raw.isWithinRecord(position)) {
            return AppendResult.refused(
                    AppendStatus.SERVICE_NOT_AVAILABLE, "the log ends within a record that is being replicated");
        }
        return writeRecords(first, recordCount, totalSize);
    }

    private AppendResult writeRecords(PreparedRecord first, int recordCount, int totalSize) {
        long storeTimestamp = clock.millis();
        writingSince.setOpaque(storeTimestamp);
        long begin = position;
        AppendResult result = recordCount == 1
                ? writeOne(first, storeTimestamp)
                : writeBatch(first, recordCount, totalSize, storeTimestamp);
        raw.resetTo(position, storeTimestamp);
        positions.appendedTo(position, storeTimestamp);
        for (PreparedRecord record = first; record != null; record = record.next) {
            dispatcher.offer(record.dispatch);
        }
        if (position >= advanceAt) {
            advance();
        }
        appendedMessages.setOpaque(appendedMessages.getPlain() + recordCount);
        appendedBytes.setOpaque(appendedBytes.getPlain() + position - begin);
        writingSince.setOpaque(0);
        return result;
    }

    private AppendResult writeOne(PreparedRecord record, long storeTimestamp) {
        DispatchRequest dispatch = record.dispatch;
        long queueOffset =
                RecordLayout.isQueued(dispatch.sysFlag()) ? dispatch.queue().assignOffsets(1) : 0;
        writeRecord(record, queueOffset, storeTimestamp);
        return AppendResult.stored(dispatch.physicalOffset(), queueOffset, storeTimestamp, dispatch.sizeBytes());
    }

    private AppendResult writeBatch(PreparedRecord first, int recordCount, int totalSize, long storeTimestamp) {
        ConsumeQueue queue = first.dispatch.queue();
        long[] physicalOffsets = new long[recordCount];
        long firstQueueOffset = queue.assignOffsets(recordCount);
        int i = 0;
        for (PreparedRecord record = first; record != null; record = record.next) {
            physicalOffsets[i] = position;
            writeRecord(record, firstQueueOffset + i, storeTimestamp);
            i++;
        }
        return AppendResult.storedBatch(physicalOffsets, firstQueueOffset, storeTimestamp, totalSize);
    }

    private void writeRecord(PreparedRecord record, long queueOffset, long storeTimestamp) {
        DispatchRequest dispatch = record.dispatch;
        long tagsCode = record.delayLevel > 0
                ? delayLevels.deliverTimestamp(record.delayLevel, storeTimestamp)
                : record.tagsHash;
        dispatch.place(position, queueOffset, storeTimestamp, tagsCode);
        ByteBuffer file = current.writable();
        encoder.encode(
                file,
                (int) (position - current.startOffset()),
                record,
                dispatch.queue().topicQueues().topicBytes());
        record.message = null;
        position += dispatch.sizeBytes();
    }

    /**
     * Writes bytes of another broker's log at the end, as many as there is room for in the current file.
     *
     * @return how many; 0 when there is no room yet
     */
    int writeRaw(ByteBuffer bytes) throws IOException {
        if (pool.isEnabled()) {
            throw new IOException("transientStorePoolEnable is on: a replica cannot use it");
        }
        if (position == current.endOffset() && !rollRaw()) {
            return 0;
        }
        int length = (int) Math.min(bytes.remaining(), current.allocatedTo() - position);
        if (length == 0) {
            allocator.advance(position);
            return 0;
        }
        current.writable().put((int) (position - current.startOffset()), bytes, bytes.position(), length);
        bytes.position(bytes.position() + length);
        position += length;
        raw.dispatchUpTo(position);
        positions.appendedTo(position, raw.lastStoreTimestamp());
        if (position >= advanceAt) {
            advance();
        }
        return length;
    }

    private boolean rollRaw() {
        MappedFile next = allocator.take(position);
        if (next == null) {
            allocator.advance(position);
            return false;
        }
        goOnIn(next);
        return true;
    }

    private void goOnIn(MappedFile next) {
        next.attachWriteBuffer(pool.take());
        files.add(next);
        current = next;
        position = next.startOffset();
        advance();
    }

    /** The log ends here: what follows becomes zeros, later files go. */
    void truncateTo(long newEnd, long storeTimestamp) throws IOException {
        while (files.last().startOffset() > newEnd) {
            files.detachLast().destroy();
        }
        MappedFile last = files.last();
        int from = (int) (newEnd - last.startOffset());
        int to = (int) (Math.min(position, last.endOffset()) - last.startOffset());
        last.clear(from, to);
        if (last != current) {
            // It was full once: its blocks are there.
            last.allocatedTo(last.endOffset());
            current = last;
        }
        position = newEnd;
        positions.resetTo(newEnd, storeTimestamp);
        raw.resetTo(newEnd, storeTimestamp);
        allocator.use(current);
        advance();
    }

    /** Goes on in the next file when the append does not fit into this one; false when there are no blocks yet. */
    private boolean makeRoom(int needed) {
        // In this order: blocks that come in between clear the flag again.
        waitingForRoom = true;
        boolean fits = needed <= current.endOffset() - position;
        boolean room = fits ? needed <= current.allocatedTo() - position : roll(needed);
        if (room) {
            waitingForRoom = false;
        } else {
            allocator.advance(position);
        }
        return room;
    }

    private boolean roll(int needed) {
        long nextStart = current.endOffset();
        int remaining = (int) (nextStart - position);
        MappedFile next = current.allocatedTo() < position + RecordLayout.BLANK_SIZE ? null : allocator.take(nextStart);
        if (next == null) {
            return false;
        }
        RecordEncoder.encodeBlank(current.writable(), files.fileSize() - remaining, remaining);
        goOnIn(next);
        raw.resetTo(position, positions.appendedTimestamp());
        positions.appendedTo(position, positions.appendedTimestamp());
        return needed <= current.allocatedTo() - position;
    }
}
