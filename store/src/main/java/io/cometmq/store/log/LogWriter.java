package io.cometmq.store.log;

import io.cometmq.store.AppendResult;
import io.cometmq.store.AppendStatus;
import io.cometmq.store.DelayLevels;
import io.cometmq.store.StoreClock;
import io.cometmq.store.dispatch.DispatchRequest;
import io.cometmq.store.dispatch.Dispatcher;
import io.cometmq.store.queue.ConsumeQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Puts appends at the end of the log, file after file. Everything but the counters is used under the append lock. */
final class LogWriter {
    private final MappedFileQueue files;
    private final Path directory;
    private final StoreClock clock;
    private final DelayLevels delayLevels;
    private final LogPositions positions;
    private final Dispatcher dispatcher;
    private final SegmentAllocator allocator;
    private final Runnable onFileReady;
    private MappedFile current;
    private long position;
    /** Set before the allocator is asked, cleared by it. */
    private volatile boolean waitingForFile;

    private final AtomicLong appendedMessages = new AtomicLong();
    private final AtomicLong appendedBytes = new AtomicLong();

    LogWriter(
            MappedFileQueue files,
            Path directory,
            StoreClock clock,
            DelayLevels delayLevels,
            LogPositions positions,
            Dispatcher dispatcher,
            Runnable onFileReady) {
        this.files = files;
        this.directory = directory;
        this.clock = clock;
        this.delayLevels = delayLevels;
        this.positions = positions;
        this.dispatcher = dispatcher;
        this.onFileReady = onFileReady;
        this.allocator = new SegmentAllocator(directory, files.fileSize(), MappedFile::open, this::fileReady);
    }

    /** Bytes that one append can take at most: it lies in one file. */
    int maxAppendSize() {
        return files.fileSize() - RecordLayout.BLANK_SIZE;
    }

    boolean isWaitingForFile() {
        return waitingForFile;
    }

    long appendedMessages() {
        return appendedMessages.get();
    }

    long appendedBytes() {
        return appendedBytes.get();
    }

    private void fileReady() {
        waitingForFile = false;
        onFileReady.run();
    }

    /** Begins at the end that recovery has found. */
    void start() throws IOException {
        position = positions.appended();
        current = files.find(position);
        if (current == null) {
            current = MappedFile.open(directory, position, files.fileSize());
            files.add(current);
        }
        allocator.request(current.endOffset());
    }

    boolean isCurrent(MappedFile file) {
        return file == current;
    }

    void close() {
        allocator.close();
        waitingForFile = false;
    }

    /**
     * Writes all records of the append and sets its result.
     *
     * @return false when the next file is needed and not there yet
     * @throws IOException when the next file cannot be made
     */
    boolean write(PendingAppend append) throws IOException {
        if (append.first.dispatch.queue().isDeleted()) {
            append.result = AppendResult.refused(
                    AppendStatus.SERVICE_NOT_AVAILABLE,
                    "topic " + append.first.dispatch.queue().topic() + " was deleted while the message came in");
            return true;
        }
        if (append.totalSize + RecordLayout.BLANK_SIZE > current.endOffset() - position && !roll()) {
            return false;
        }
        long storeTimestamp = clock.millis();
        long begin = position;
        append.result =
                append.recordCount == 1 ? writeOne(append.first, storeTimestamp) : writeBatch(append, storeTimestamp);
        append.endOffset = position;
        positions.appendedTo(position, storeTimestamp);
        for (PreparedRecord record = append.first; record != null; record = record.next) {
            dispatcher.offer(record.dispatch);
        }
        appendedMessages.setOpaque(appendedMessages.getPlain() + append.recordCount);
        appendedBytes.setOpaque(appendedBytes.getPlain() + position - begin);
        return true;
    }

    private AppendResult writeOne(PreparedRecord record, long storeTimestamp) {
        DispatchRequest dispatch = record.dispatch;
        long queueOffset =
                RecordLayout.isQueued(dispatch.sysFlag()) ? dispatch.queue().assignOffsets(1) : 0;
        writeRecord(record, queueOffset, storeTimestamp);
        return AppendResult.stored(dispatch.physicalOffset(), queueOffset, storeTimestamp, dispatch.sizeBytes());
    }

    private AppendResult writeBatch(PendingAppend append, long storeTimestamp) {
        ConsumeQueue queue = append.first.dispatch.queue();
        long[] physicalOffsets = new long[append.recordCount];
        long firstQueueOffset = queue.assignOffsets(append.recordCount);
        int i = 0;
        for (PreparedRecord record = append.first; record != null; record = record.next) {
            physicalOffsets[i] = position;
            writeRecord(record, firstQueueOffset + i, storeTimestamp);
            i++;
        }
        return AppendResult.storedBatch(physicalOffsets, firstQueueOffset, storeTimestamp, append.totalSize);
    }

    private void writeRecord(PreparedRecord record, long queueOffset, long storeTimestamp) {
        DispatchRequest dispatch = record.dispatch;
        long tagsCode = record.delayLevel > 0
                ? delayLevels.deliverTimestamp(record.delayLevel, storeTimestamp)
                : record.tagsHash;
        dispatch.place(position, queueOffset, storeTimestamp, tagsCode);
        ByteBuffer file = current.writable();
        RecordEncoder.encode(
                file,
                (int) (position - current.startOffset()),
                record,
                dispatch.queue().topicQueues().topicBytes());
        record.message = null;
        position += dispatch.sizeBytes();
    }

    /** Closes the current file and goes on in the next; false when that is not ready. */
    private boolean roll() throws IOException {
        long nextStart = current.endOffset();
        // In this order: a file that becomes ready in between clears the flag again.
        waitingForFile = true;
        MappedFile next = allocator.take(nextStart);
        if (next == null) {
            IOException failure = allocator.takeFailure();
            if (failure != null) {
                waitingForFile = false;
                throw failure;
            }
            allocator.request(nextStart);
            return false;
        }
        waitingForFile = false;
        int remaining = (int) (nextStart - position);
        RecordEncoder.encodeBlank(current.writable(), files.fileSize() - remaining, remaining);
        files.add(next);
        current = next;
        position = nextStart;
        positions.appendedTo(position, positions.appendedTimestamp());
        allocator.request(current.endOffset());
        return true;
    }
}
