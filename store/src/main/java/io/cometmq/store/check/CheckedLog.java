package io.cometmq.store.check;

import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.RecordChecker;
import io.cometmq.store.log.RecordCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** The log opened for reading only, every record checked. One thread. */
final class CheckedLog {
    private final TreeMap<Long, MappedByteBuffer> files = new TreeMap<>();
    private final TreeMap<Long, Path> paths = new TreeMap<>();
    private final RecordChecker checker = new RecordChecker(true);
    private final RecordChecker structure = new RecordChecker(false);
    private final RecordCursor cursor = new RecordCursor();
    private long records;
    private long end;

    CheckedLog(Path directory) throws IOException {
        List<Long> starts = MappedFileQueue.startOffsets(directory);
        for (long start : starts) {
            Path path = directory.resolve(MappedFile.fileName(start));
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                files.put(start, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
                paths.put(start, path);
            }
        }
        end = starts.isEmpty() ? 0 : starts.get(0);
    }

    long records() {
        return records;
    }

    long start() {
        return files.isEmpty() ? 0 : files.firstKey();
    }

    long end() {
        return end;
    }

    /** Checks all records; tells how many bytes are done. */
    void check(Findings findings, LongConsumer progress) {
        long expectedStart = start();
        for (var entry : files.entrySet()) {
            long start = entry.getKey();
            if (start != expectedStart) {
                findings.add(
                        paths.get(start), 0, Finding.Severity.LOSS, "the log has no file for offset " + expectedStart);
            }
            ByteBuffer bytes = entry.getValue();
            expectedStart = start + bytes.limit();
            int stop = checkFile(bytes, start);
            if (stop < bytes.limit()) {
                reportEnd(findings, start, stop, bytes);
            } else {
                end = expectedStart;
            }
            progress.accept(expectedStart - start());
        }
    }

    /** Index after the last good record, or the size when a blank record closes the file. */
    private int checkFile(ByteBuffer bytes, long start) {
        int at = 0;
        while (true) {
            RecordChecker.Verdict verdict = checker.check(bytes, at, start + at);
            if (verdict == RecordChecker.Verdict.END_OF_FILE) {
                return bytes.limit();
            }
            if (verdict == RecordChecker.Verdict.INVALID) {
                return at;
            }
            records++;
            at += bytes.getInt(at);
            end = start + at;
        }
    }

    private void reportEnd(Findings findings, long start, int stop, ByteBuffer bytes) {
        boolean empty = bytes.limit() - stop < 8 || bytes.getLong(stop) == 0;
        boolean more = hasRecords(start + bytes.limit());
        if (!empty || more) {
            findings.add(
                    paths.get(start),
                    stop,
                    more ? Finding.Severity.LOSS : Finding.Severity.REPAIRABLE,
                    (more
                                    ? "records follow in later files, but here is none: "
                                    : "the log ends here in something that is no record: ")
                            + checker.reason());
        }
    }

    private boolean hasRecords(long from) {
        for (ByteBuffer later : files.tailMap(from).values()) {
            if (later.limit() >= 8 && later.getLong(0) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Points at the record that starts here; null when none does. */
    RecordCursor recordAt(long physicalOffset) {
        var entry = files.floorEntry(physicalOffset);
        if (entry == null || physicalOffset >= end) {
            return null;
        }
        long at = physicalOffset - entry.getKey();
        if (at >= entry.getValue().limit()
                || structure.check(entry.getValue(), (int) at, physicalOffset) != RecordChecker.Verdict.RECORD) {
            return null;
        }
        return cursor.wrap(entry.getValue(), (int) at);
    }
}
