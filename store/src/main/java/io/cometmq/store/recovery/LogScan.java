package io.cometmq.store.recovery;

import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.RecordChecker;
import io.cometmq.store.log.RecordCursor;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Walks the log record by record until the first that is none. One use. */
final class LogScan {
    /** Sees every good record; false ends the scan. */
    interface Visitor {
        boolean visit(ByteBuffer file, int at) throws IOException;
    }

    private final MappedFileQueue files;
    private final RecordChecker checker;
    private final RecordCursor cursor = new RecordCursor();
    private long end;
    private long lastRecord = -1;
    private long lastStoreTimestamp;
    private long records;
    private boolean stopped;

    LogScan(MappedFileQueue files, boolean checkCrc) {
        this.files = files;
        this.checker = new RecordChecker(checkCrc);
    }

    /** Tells what lies before the scanned part, for a scan that finds nothing. */
    void continueAfter(long newLastRecord, long newLastStoreTimestamp) {
        lastRecord = newLastRecord;
        lastStoreTimestamp = newLastStoreTimestamp;
    }

    /** Scans from a record, or where one may follow, up to {@code until} at most. */
    void run(long from, long until, Visitor visitor) throws IOException {
        end = from;
        MappedFile file = files.find(from);
        while (file != null && end < until && scanFile(file, until, visitor)) {
            file = files.find(end);
        }
    }

    /** Returns whether the file ended with a blank record and the next may follow. */
    private boolean scanFile(MappedFile file, long until, Visitor visitor) throws IOException {
        ByteBuffer bytes = file.readable();
        while (end < until) {
            int at = (int) (end - file.startOffset());
            RecordChecker.Verdict verdict = checker.check(bytes, at, end);
            if (verdict == RecordChecker.Verdict.END_OF_FILE) {
                end = file.endOffset();
                return true;
            }
            if (verdict == RecordChecker.Verdict.INVALID || isTorn(bytes, at)) {
                return false;
            }
            if (!visitor.visit(bytes, at)) {
                stopped = true;
                return false;
            }
            cursor.wrap(bytes, at);
            lastRecord = end;
            lastStoreTimestamp = cursor.storeTimestamp();
            end += cursor.totalSize();
            records++;
        }
        return false;
    }

    /**
     * Whether this is the last record, of which a power loss has taken the end: the body's CRC does not cover the properties, and
     * no text of properties ends with a zero.
     */
    private boolean isTorn(ByteBuffer bytes, int at) {
        cursor.wrap(bytes, at);
        int next = at + cursor.totalSize();
        return cursor.propertiesLength() > 0
                && bytes.get(next - 1) == 0
                && checker.check(bytes, next, end + cursor.totalSize()) == RecordChecker.Verdict.INVALID;
    }

    /** Commit log offset after the last good record. */
    long end() {
        return end;
    }

    /** Commit log offset of the last good record, -1 without one. */
    long lastRecord() {
        return lastRecord;
    }

    long lastStoreTimestamp() {
        return lastStoreTimestamp;
    }

    long records() {
        return records;
    }

    /** Whether the visitor ended the scan. */
    boolean isStopped() {
        return stopped;
    }

    /** Why the scan ended, for people. */
    String reason() {
        return checker.reason();
    }
}
