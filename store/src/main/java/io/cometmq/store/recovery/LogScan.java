package io.cometmq.store.recovery;

import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.RecordChecker;
import io.cometmq.store.log.RecordCursor;
import java.nio.ByteBuffer;

/** Walks the log record by record until the first that is none. One use. */
final class LogScan {
    /** Sees every good record; false ends the scan. */
    interface Visitor {
        boolean visit(ByteBuffer file, int at);
    }

    private final MappedFileQueue files;
    private final RecordChecker checker;
    private final RecordCursor cursor = new RecordCursor();
    private long end;
    private long lastStoreTimestamp;
    private long records;
    private boolean stopped;

    LogScan(MappedFileQueue files, boolean checkCrc) {
        this.files = files;
        this.checker = new RecordChecker(checkCrc);
    }

    /** Scans from the start of this file. */
    void run(MappedFile first, Visitor visitor) {
        end = first.startOffset();
        MappedFile file = first;
        while (file != null && scanFile(file, visitor)) {
            file = files.find(end);
        }
    }

    /** Returns whether the file ended with a blank record and the next may follow. */
    private boolean scanFile(MappedFile file, Visitor visitor) {
        ByteBuffer bytes = file.readable();
        while (true) {
            int at = (int) (end - file.startOffset());
            RecordChecker.Verdict verdict = checker.check(bytes, at, end);
            if (verdict == RecordChecker.Verdict.END_OF_FILE) {
                end = file.endOffset();
                return true;
            }
            if (verdict == RecordChecker.Verdict.INVALID) {
                return false;
            }
            if (!visitor.visit(bytes, at)) {
                stopped = true;
                return false;
            }
            cursor.wrap(bytes, at);
            lastStoreTimestamp = cursor.storeTimestamp();
            end += cursor.totalSize();
            records++;
        }
    }

    /** Commit log offset after the last good record. */
    long end() {
        return end;
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
