package io.cometmq.store.check;

import io.cometmq.store.QueueExtUnit;
import io.cometmq.store.log.RecordCursor;
import io.cometmq.store.log.RecordLayout;
import io.cometmq.store.queue.ConsumeQueue;
import io.cometmq.store.queue.ExtUnits;
import io.cometmq.store.queue.TopicQueues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether each entry of the consume queues, and of their extensions, stands for a record of that queue, and each record of the log has
 * one (docs/protocol/message-formats.md 7). One thread.
 */
final class QueueCheck {
    private static final Pattern FILE_NAME = Pattern.compile("\\d{20}");
    private static final Pattern QUEUE_ID = Pattern.compile("\\d{1,5}");

    /** Queues that hold references to records of other topics. */
    private static final String LITE_TOPIC_PREFIX = "%LMQ%";

    private record Queue(String topic, int queueId) {}

    private final Path root;
    private final CheckedLog log;
    private final Findings findings;
    private final boolean open;

    /** Records of the log that no entry has been found for yet, by queue. */
    private final Map<Queue, Long> missing = new HashMap<>();

    private long entries;

    /** @param open whether the store was not closed: then the latest entries may not have been written */
    QueueCheck(Path root, CheckedLog log, Findings findings, boolean open) {
        this.root = root;
        this.log = log;
        this.findings = findings;
        this.open = open;
    }

    long entries() {
        return entries;
    }

    /** Each record of the log is shown first. */
    void expect(RecordCursor record) {
        String topic = record.topic();
        if (RecordLayout.isQueued(record.sysFlag()) && TopicQueues.isStorable(topic)) {
            missing.merge(new Queue(topic, record.queueId()), 1L, Long::sum);
        }
    }

    void check() throws IOException {
        for (Path topic : CheckedFiles.children(root.resolve("consumequeue"))) {
            for (Path queue : CheckedFiles.children(topic)) {
                for (Path file : CheckedFiles.children(queue)) {
                    checkFile(topic.getFileName().toString(), queue, file);
                }
            }
        }
        missing.forEach(this::reportMissing);
    }

    private void reportMissing(Queue queue, long count) {
        if (count == 0 || queue.topic.startsWith(LITE_TOPIC_PREFIX)) {
            return;
        }
        findings.add(
                root.resolve("consumequeue").resolve(queue.topic).resolve(Integer.toString(queue.queueId)),
                0,
                open ? Finding.Severity.NOTE : Finding.Severity.REPAIRABLE,
                count > 0
                        ? count + " records of the log have no entry" + (open ? "; the next start adds them" : "")
                        : -count + " records have several entries");
    }

    private void checkFile(String topic, Path directory, Path file) throws IOException {
        String name = file.getFileName().toString();
        String id = directory.getFileName().toString();
        if (!FILE_NAME.matcher(name).matches() || !QUEUE_ID.matcher(id).matches()) {
            findings.add(file, 0, Finding.Severity.NOTE, "is no consume queue file");
            return;
        }
        Queue queue = new Queue(topic, Integer.parseInt(id));
        ByteBuffer units = CheckedFiles.read(file);
        long firstOffset = Long.parseLong(name) / ConsumeQueue.UNIT_SIZE;
        for (int at = 0; at + ConsumeQueue.UNIT_SIZE <= units.limit(); at += ConsumeQueue.UNIT_SIZE) {
            int size = units.getInt(at + 8);
            long physicalOffset = units.getLong(at);
            if (size == 0 && physicalOffset == 0) {
                checkEmpty(file, units, at);
                return;
            }
            entries++;
            boolean filler = size == Integer.MAX_VALUE;
            if (!filler && physicalOffset >= log.start()) {
                long queueOffset = firstOffset + at / ConsumeQueue.UNIT_SIZE;
                String wrong = wrongEntry(queue, queueOffset, physicalOffset, size, units.getLong(at + 12));
                if (wrong == null) {
                    missing.merge(queue, -1L, Long::sum);
                } else {
                    findings.add(file, at, Finding.Severity.REPAIRABLE, "entry " + queueOffset + " " + wrong);
                }
            } else if (!filler && (size < 0 || physicalOffset < 0)) {
                findings.add(file, at, Finding.Severity.REPAIRABLE, "an entry with size " + size);
            }
        }
    }

    /** Behind the last entry there is nothing. */
    private void checkEmpty(Path file, ByteBuffer units, int from) {
        for (int at = from; at < units.limit(); at++) {
            if (units.get(at) != 0) {
                findings.add(
                        file,
                        at,
                        open ? Finding.Severity.NOTE : Finding.Severity.REPAIRABLE,
                        "there is something behind the last entry");
                return;
            }
        }
    }

    /** What is wrong with an entry, or null. */
    private String wrongEntry(Queue queue, long queueOffset, long physicalOffset, int size, long tagsCode)
            throws IOException {
        RecordCursor record = log.recordAt(physicalOffset);
        if (record == null) {
            return "points at " + physicalOffset + ", where no record is";
        }
        boolean lite = queue.topic.startsWith(LITE_TOPIC_PREFIX);
        if (record.totalSize() != size || (!lite && record.queueOffset() != queueOffset)) {
            return "with size " + size + " points at a record with queue offset " + record.queueOffset() + " and size "
                    + record.totalSize();
        }
        boolean same = lite
                || (record.queueId() == queue.queueId
                        && record.topic().equals(queue.topic)
                        && RecordLayout.isQueued(record.sysFlag())
                        && TopicQueues.isStorable(queue.topic));
        if (!same) {
            return "points at a record of queue " + record.queueId() + " of topic " + record.topic();
        }
        return ExtUnits.isAddress(tagsCode)
                ? wrongExtension(queue, record, tagsCode)
                : wrongTags(queue, record, tagsCode);
    }

    /** A delayed message's entry has the instant at which it is due, which only the broker's settings tell. */
    private static String wrongTags(Queue queue, RecordCursor record, long tagsCode) {
        boolean right = queue.topic.equals(TopicQueues.SCHEDULE_TOPIC)
                ? tagsCode >= record.storeTimestamp() || tagsCode == RecordKeys.tagsCode(record)
                : tagsCode == RecordKeys.tagsCode(record);
        return right ? null : "has the tags code " + tagsCode + ", which is not that of its record";
    }

    private String wrongExtension(Queue queue, RecordCursor record, long address) throws IOException {
        QueueExtUnit unit = extension(queue, ExtUnits.position(address));
        if (unit == null) {
            return "has the address " + ExtUnits.position(address) + " in the extension, where nothing is";
        }
        return unit.storeTimestamp() == record.storeTimestamp() && unit.tagsCode() == RecordKeys.tagsCode(record)
                ? null
                : "has an extension that is not that of its record";
    }

    private QueueExtUnit extension(Queue queue, long position) throws IOException {
        Path directory = root.resolve("consumequeue_ext").resolve(queue.topic).resolve(Integer.toString(queue.queueId));
        List<Path> files = CheckedFiles.children(directory);
        for (int i = files.size() - 1; i >= 0; i--) {
            Path file = files.get(i);
            String name = file.getFileName().toString();
            if (FILE_NAME.matcher(name).matches() && Long.parseLong(name) <= position) {
                long at = position - Long.parseLong(name);
                return at >= Files.size(file)
                        ? null
                        : ExtUnits.decode(CheckedFiles.read(file, at, ExtUnits.HEADER_SIZE + 1024));
            }
        }
        return null;
    }
}
