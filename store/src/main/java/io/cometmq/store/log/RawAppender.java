package io.cometmq.store.log;

import io.cometmq.store.dispatch.DispatchRequest;
import io.cometmq.store.dispatch.Dispatcher;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes bytes of another broker's log, cut anywhere, and dispatches each record once it is whole
 * (docs/protocol/message-formats.md 12.1). Used under the append lock.
 */
final class RawAppender {
    private final MappedFileQueue files;
    private final Dispatcher dispatcher;
    private final RecordReader reader;
    private final RecordChecker checker = new RecordChecker(true);
    /** Commit log offset where the first record begins that is not whole yet. */
    private long nextRecord;

    private long lastStoreTimestamp;

    RawAppender(MappedFileQueue files, Dispatcher dispatcher, RecordReader reader) {
        this.files = files;
        this.dispatcher = dispatcher;
        this.reader = reader;
    }

    /** The log ends here, with a whole record. */
    void resetTo(long position, long storeTimestamp) {
        nextRecord = position;
        lastStoreTimestamp = storeTimestamp;
    }

    /** Store time of the last whole record. */
    long lastStoreTimestamp() {
        return lastStoreTimestamp;
    }

    /** Whether the log ends within a record. */
    boolean isWithinRecord(long end) {
        return nextRecord < end;
    }

    /**
     * Dispatches what has become whole.
     *
     * @throws IOException when the bytes are no records
     */
    void dispatchUpTo(long end) throws IOException {
        while (nextRecord < end) {
            MappedFile file = files.find(nextRecord);
            ByteBuffer bytes = file.readable().duplicate();
            int at = (int) (nextRecord - file.startOffset());
            int available = (int) (Math.min(end, file.endOffset()) - nextRecord);
            if (available < RecordLayout.BLANK_SIZE) {
                return;
            }
            int size = bytes.getInt(at);
            boolean blank = bytes.getInt(at + RecordLayout.MAGIC) == RecordLayout.MAGIC_BLANK;
            if (!blank && size > available && size <= file.size() - at) {
                return;
            }
            RecordChecker.Verdict verdict = checker.check(file.readable(), at, nextRecord);
            if (verdict == RecordChecker.Verdict.INVALID) {
                throw new IOException("what was appended at " + nextRecord + " is no record: " + checker.reason());
            }
            if (verdict == RecordChecker.Verdict.END_OF_FILE) {
                nextRecord = file.endOffset();
            } else {
                dispatch(file.readable(), at, size);
            }
        }
    }

    private void dispatch(ByteBuffer file, int at, int size) {
        DispatchRequest request = reader.read(file, at);
        nextRecord += size;
        if (request == null) {
            return;
        }
        if (RecordLayout.isQueued(request.sysFlag())) {
            request.queue().continueAt(request.queueOffset() + 1);
        }
        lastStoreTimestamp = request.storeTimestamp();
        dispatcher.offer(request);
    }
}
