package io.cometmq.store.read;

import io.cometmq.store.RecordVisitor;
import io.cometmq.store.log.LogPositions;
import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.RecordChecker;
import java.nio.ByteBuffer;

/** Reads a running log from front to back. Thread-safe. */
public final class LogScanner {
    private final MappedFileQueue files;
    private final LogPositions positions;

    public LogScanner(MappedFileQueue files, LogPositions positions) {
        this.files = files;
        this.positions = positions;
    }

    /** See {@link io.cometmq.store.DefaultMessageStore#scan}. Goes on with the next file where one is damaged. */
    public void scan(long fromPhysicalOffset, RecordVisitor visitor) {
        long readable = positions.readable();
        MappedFile first = files.first();
        long next = first == null ? readable : Math.max(fromPhysicalOffset, first.startOffset());
        while (next < readable) {
            MappedFile file = files.find(next);
            if (file == null) {
                // Deleted meanwhile: what it held is over.
                first = files.first();
                if (first == null || first.startOffset() <= next) {
                    return;
                }
                next = first.startOffset();
            } else if (file.hold()) {
                try {
                    scan(file, (int) (next - file.startOffset()), readable, visitor);
                } finally {
                    file.release();
                }
                next = file.endOffset();
            }
        }
    }

    private static void scan(MappedFile file, int from, long readable, RecordVisitor visitor) {
        // Recovery has checked the bodies.
        RecordChecker checker = new RecordChecker(false);
        ByteBuffer bytes = file.readable();
        int at = from;
        while (file.startOffset() + at < readable
                && checker.check(bytes, at, file.startOffset() + at) == RecordChecker.Verdict.RECORD) {
            visitor.visit(bytes, at);
            at += bytes.getInt(at);
        }
    }
}
