package io.cometmq.store.read;

import io.cometmq.store.log.LogPositions;
import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.RecordChecker;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Shows the readable records of the log one after the other, whatever their topic. Thread-safe. */
public final class LogWalk {
    private final MappedFileQueue files;
    private final LogPositions positions;

    public LogWalk(MappedFileQueue files, LogPositions positions) {
        this.files = files;
        this.positions = positions;
    }

    /** See {@link io.cometmq.store.DefaultMessageStore#walk}. */
    public void walk(long fromPhysicalOffset, Consumer<ByteBuffer> visitor) {
        long end = positions.readable();
        long at = fromPhysicalOffset;
        while (at < end) {
            MappedFile file = files.find(at);
            if (file == null || !file.hold()) {
                return;
            }
            try {
                long stoppedAt = walk(file, at, end, visitor);
                if (stoppedAt != file.endOffset()) {
                    return;
                }
                at = stoppedAt;
            } finally {
                file.release();
            }
        }
    }

    /** Where the walk through the file ended. Recovery has checked the bodies. */
    private static long walk(MappedFile file, long from, long end, Consumer<ByteBuffer> visitor) {
        RecordChecker checker = new RecordChecker(false);
        ByteBuffer bytes = file.readable();
        long at = from;
        while (at < end) {
            int index = (int) (at - file.startOffset());
            switch (checker.check(bytes, index, at)) {
                case END_OF_FILE -> {
                    return file.endOffset();
                }
                case INVALID -> {
                    return at;
                }
                case RECORD -> {
                    int size = bytes.getInt(index);
                    visitor.accept(bytes.slice(index, size));
                    at += size;
                }
            }
        }
        return at;
    }
}
