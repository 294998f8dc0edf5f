package io.cometmq.store.check;

import io.cometmq.store.log.RecordCursor;
import io.cometmq.store.log.RecordLayout;
import io.cometmq.store.queue.ConsumeQueue;
import io.cometmq.store.queue.TopicQueues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Checks a store that no process has open: every record of the log, whether every entry of queues and index points at a
 * record of that queue or at least at a record, and whether the checkpoint can be read. Changes nothing.
 */
public final class StoreCheck {
    private static final int INDEX_HEADER_SIZE = 40;
    private static final int INDEX_ENTRY_SIZE = 20;

    private final Path root;
    private final Path commitLog;
    private final int indexSlots;
    private final LongConsumer progress;
    private final Findings findings;
    private long queueEntries;
    private long indexEntries;

    /**
     * @param indexSlots maxHashSlotNum that the store was written with
     * @param progress is told the bytes of the log checked so far
     */
    @SuppressWarnings("MissingSummary")
    public StoreCheck(Path root, Path commitLog, int indexSlots, LongConsumer progress) {
        this.root = root;
        this.commitLog = commitLog;
        this.indexSlots = indexSlots;
        this.progress = progress;
        this.findings = new Findings(root);
    }

    /**
     * Checks everything.
     *
     * @throws IOException when a file cannot be read
     */
    public CheckReport run() throws IOException {
        CheckedLog log = new CheckedLog(commitLog);
        log.check(findings, progress);
        for (Path topic : children(root.resolve("consumequeue"))) {
            for (Path queue : children(topic)) {
                for (Path file : children(queue)) {
                    checkQueueFile(log, topic.getFileName().toString(), queue, file);
                }
            }
        }
        for (Path file : children(root.resolve("index"))) {
            checkIndexFile(log, file);
        }
        checkCheckpoint();
        return new CheckReport(
                log.records(), log.end(), queueEntries, indexEntries, findings.list(), findings.suppressed());
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private void checkQueueFile(CheckedLog log, String topic, Path queue, Path file) throws IOException {
        String name = file.getFileName().toString();
        String id = queue.getFileName().toString();
        if (!name.matches("\\d{20}") || !id.matches("\\d{1,5}")) {
            findings.add(file, 0, Finding.Severity.NOTE, "is no consume queue file");
            return;
        }
        ByteBuffer units = read(file);
        long firstOffset = Long.parseLong(name) / ConsumeQueue.UNIT_SIZE;
        for (int at = 0; at + ConsumeQueue.UNIT_SIZE <= units.limit(); at += ConsumeQueue.UNIT_SIZE) {
            int size = units.getInt(at + 8);
            long physicalOffset = units.getLong(at);
            boolean filler = size == Integer.MAX_VALUE;
            if (size == 0 && physicalOffset == 0) {
                break;
            }
            queueEntries++;
            if (!filler && physicalOffset >= log.start()) {
                String wrong = wrongEntry(
                        log,
                        topic,
                        Integer.parseInt(id),
                        firstOffset + at / ConsumeQueue.UNIT_SIZE,
                        physicalOffset,
                        size);
                if (wrong != null) {
                    findings.add(file, at, Finding.Severity.REPAIRABLE, wrong);
                }
            }
        }
    }

    /** What is wrong with a queue entry, or null. */
    private static String wrongEntry(
            CheckedLog log, String topic, int queueId, long queueOffset, long physicalOffset, int size) {
        RecordCursor record = log.recordAt(physicalOffset);
        if (record == null) {
            return "entry " + queueOffset + " points at " + physicalOffset + ", where no record is";
        }
        if (record.totalSize() != size || record.queueOffset() != queueOffset) {
            return "entry " + queueOffset + " with size " + size + " points at a record with queue offset "
                    + record.queueOffset() + " and size " + record.totalSize();
        }
        boolean same = record.queueId() == queueId
                && record.topic().equals(topic)
                && RecordLayout.isQueued(record.sysFlag())
                && TopicQueues.isStorable(topic);
        return same
                ? null
                : "entry " + queueOffset + " points at a record of queue " + record.queueId() + " of topic "
                        + record.topic();
    }

    private void checkIndexFile(CheckedLog log, Path file) throws IOException {
        if (!file.getFileName().toString().matches("\\d{17}")) {
            findings.add(file, 0, Finding.Severity.NOTE, "is no index file");
            return;
        }
        ByteBuffer header = read(file, 0, INDEX_HEADER_SIZE);
        long entriesAt = INDEX_HEADER_SIZE + 4L * indexSlots;
        int count = header.limit() < INDEX_HEADER_SIZE ? 0 : header.getInt(36);
        if (count < 0 || entriesAt + (long) INDEX_ENTRY_SIZE * count > Files.size(file)) {
            findings.add(
                    file, 36, Finding.Severity.REPAIRABLE, "an index of " + count + " entries does not fit the file");
            return;
        }
        ByteBuffer entries = read(file, entriesAt, INDEX_ENTRY_SIZE * count);
        for (int number = 1; number < count; number++) {
            int at = number * INDEX_ENTRY_SIZE;
            indexEntries++;
            long physicalOffset = entries.getLong(at + 4);
            int previous = entries.getInt(at + 16);
            if (previous < 0 || previous >= number) {
                findings.add(
                        file, entriesAt + at, Finding.Severity.REPAIRABLE, "entry " + number + " links to " + previous);
            }
            if (physicalOffset >= log.start() && log.recordAt(physicalOffset) == null) {
                findings.add(
                        file,
                        entriesAt + at,
                        Finding.Severity.REPAIRABLE,
                        "entry " + number + " points at " + physicalOffset + ", where no record is");
            }
        }
    }

    private void checkCheckpoint() throws IOException {
        Path checkpoint = root.resolve("checkpoint");
        if (!Files.exists(checkpoint)) {
            findings.add(checkpoint, 0, Finding.Severity.NOTE, "is missing: the next start reads the whole log");
        } else if (Files.size(checkpoint) < 24) {
            findings.add(checkpoint, 0, Finding.Severity.REPAIRABLE, "is too short");
        }
        if (Files.exists(root.resolve("abort"))) {
            findings.add(root.resolve("abort"), 0, Finding.Severity.NOTE, "the store is open or was not closed");
        }
    }

    private static ByteBuffer read(Path file) throws IOException {
        return read(file, 0, (int) Math.min(Integer.MAX_VALUE - 8, Files.size(file)));
    }

    private static ByteBuffer read(Path file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int n = 0;
            while (bytes.hasRemaining() && n >= 0) {
                n = channel.read(bytes, position + bytes.position());
            }
        }
        return bytes.flip();
    }
}
