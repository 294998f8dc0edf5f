package io.cometmq.store.check;

import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.RecordChecker;
import io.cometmq.store.log.RecordCursor;
import io.cometmq.store.log.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The log opened for reading only, every record checked, those behind a damaged stretch too. One thread. */
final class CheckedLog {
    private final TreeMap<Long, MappedByteBuffer> files = new TreeMap<>();
    private final TreeMap<Long, Path> paths = new TreeMap<>();
    private final List<LogDamage> damages = new ArrayList<>();
    private final RecordChecker checker = new RecordChecker(true);
    private final RecordChecker structure = new RecordChecker(false);
    private final RecordCursor cursor = new RecordCursor();
    private final int fileSize;
    private long records;
    private long end;
    private long lastStoreTimestamp;

    CheckedLog(CheckOptions options) throws IOException {
        int largest = 0;
        for (Path directory : options.logDirectories()) {
            if (!Files.isDirectory(directory)) {
                continue;
            }
            for (long start : MappedFileQueue.startOffsets(directory)) {
                Path path = directory.resolve(MappedFile.fileName(start));
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                    files.put(start, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
                    paths.put(start, path);
                    largest = (int) Math.max(largest, channel.size());
                }
            }
        }
        fileSize = largest;
        end = start();
    }

    long records() {
        return records;
    }

    long start() {
        return files.isEmpty() ? 0 : files.firstKey();
    }

    /** Commit log offset after the last good record. */
    long end() {
        return end;
    }

    /** Store time of the latest record in milliseconds. */
    long lastStoreTimestamp() {
        return lastStoreTimestamp;
    }

    /** Bytes of a file of the log; 0 without any. */
    int fileSize() {
        return fileSize;
    }

    /** What was found to be no record, with records behind it. */
    List<LogDamage> damages() {
        return damages;
    }

    /** A good record that is to be passed over all the same. */
    LogDamage addDamage(long physicalOffset, int size) {
        long start = files.floorKey(physicalOffset);
        int from = (int) (physicalOffset - start);
        LogDamage damage = new LogDamage(paths.get(start), from, from + size, start, fileSize);
        damages.add(damage);
        return damage;
    }

    /** Checks all records and shows them. */
    void check(Findings findings, CheckOptions options, Consumer<RecordCursor> visitor) {
        long expectedStart = start();
        long checked = 0;
        for (var entry : files.entrySet()) {
            long start = entry.getKey();
            if (start != expectedStart) {
                findings.add(
                        paths.get(start), 0, Finding.Severity.LOSS, "the log has no file for offset " + expectedStart);
            }
            checkFile(findings, start, entry.getValue(), visitor);
            expectedStart = start + fileSize;
            checked += entry.getValue().limit();
            options.progress().accept(checked);
        }
    }

    private void checkFile(Findings findings, long start, ByteBuffer bytes, Consumer<RecordCursor> visitor) {
        int at = 0;
        while (at < bytes.limit()) {
            RecordChecker.Verdict verdict = checker.check(bytes, at, start + at);
            if (verdict == RecordChecker.Verdict.END_OF_FILE) {
                end = start + bytes.limit();
                return;
            }
            if (verdict == RecordChecker.Verdict.RECORD) {
                visitor.accept(cursor.wrap(bytes, at));
                records++;
                lastStoreTimestamp = Math.max(lastStoreTimestamp, cursor.storeTimestamp());
                at += cursor.totalSize();
                end = start + at;
            } else {
                at = skipDamage(findings, start, bytes, at, checker.reason());
            }
        }
    }

    /** Index of the next good record, or of the file's end. */
    private int skipDamage(Findings findings, long start, ByteBuffer bytes, int from, String reason) {
        int next = nextRecord(bytes, start, from + 1);
        boolean more = next < bytes.limit() || hasRecords(start + fileSize);
        boolean empty = bytes.limit() - from < 8 || bytes.getLong(from) == 0;
        if (more) {
            damages.add(new LogDamage(paths.get(start), from, next < bytes.limit() ? next : fileSize, start, fileSize));
            findings.add(
                    paths.get(start),
                    from,
                    Finding.Severity.LOSS,
                    "no record up to " + next + ", records follow behind: " + reason);
        } else if (!empty) {
            findings.add(
                    paths.get(start),
                    from,
                    Finding.Severity.REPAIRABLE,
                    "the log ends here in something that is no record: " + reason);
        }
        return next;
    }

    private int nextRecord(ByteBuffer bytes, long start, int from) {
        RecordChecker search = new RecordChecker(true);
        for (int at = from; at + RecordLayout.BLANK_SIZE <= bytes.limit(); at++) {
            int magic = bytes.getInt(at + RecordLayout.MAGIC);
            boolean possible = magic == RecordLayout.MAGIC_V1 || magic == RecordLayout.MAGIC_V2;
            if (possible && search.check(bytes, at, start + at) == RecordChecker.Verdict.RECORD) {
                return at;
            }
        }
        return bytes.limit();
    }

    private boolean hasRecords(long from) {
        for (var later : files.tailMap(from).entrySet()) {
            ByteBuffer bytes = later.getValue();
            if (nextRecord(bytes, later.getKey(), 0) < bytes.limit()) {
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
