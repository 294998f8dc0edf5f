package io.cometmq.store.read;

import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.store.DelayLevels;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.GetMessageStatus;
import io.cometmq.store.LogSlice;
import io.cometmq.store.MessageFilter;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.QueueExtUnit;
import io.cometmq.store.dispatch.DispatchRequest;
import io.cometmq.store.log.CommitLog;
import io.cometmq.store.log.LogPositions;
import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.RecordChecker;
import io.cometmq.store.log.RecordCursor;
import io.cometmq.store.log.RecordLayout;
import io.cometmq.store.log.RecordReader;
import io.cometmq.store.queue.ConsumeQueue;
import io.cometmq.store.queue.ConsumeQueueTable;
import io.cometmq.store.queue.UnitBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a queue: entries, filter, then views of the log (docs/protocol/semantics.md 5). Thread-safe. */
public final class MessageReader {
    private static final Logger log = LoggerFactory.getLogger(MessageReader.class);
    private static final RateLimitedLog DAMAGE = new RateLimitedLog(log, Duration.ofSeconds(10));
    private static final String LIGHT_QUEUE_PREFIX = "%LMQ%";
    /** Bytes of old messages that may be on their way to consumers. */
    private static final long COLD_READ_BUDGET_BYTES = 64 << 20;

    /** Entries copied out of a queue at once. */
    private static final int UNITS_AT_ONCE = 128;

    private final CommitLog commitLog;
    private final MappedFileQueue files;
    private final LogPositions positions;
    private final ConsumeQueueTable queues;
    private final int maxFilterBytes;
    private final int memoryBytes;
    private final int memoryCount;
    private final int diskBytes;
    private final int diskCount;
    private final long inMemoryDistance;
    private final ColdReads coldReads = new ColdReads(COLD_READ_BUDGET_BYTES);
    /** Commit log offset from which on this process has written the log; set at the start. */
    private volatile long ownFrom;

    private final ThreadLocal<UnitBuffer> unitBuffers = ThreadLocal.withInitial(() -> new UnitBuffer(UNITS_AT_ONCE));
    private final ThreadLocal<RecordReader> recordReaders;
    private final ThreadLocal<OlderRecords> olderRecords;
    private final LongAdder readMessages = new LongAdder();
    private final LongAdder foundReads = new LongAdder();
    private final LongAdder readMisses = new LongAdder();

    /** @param inMemoryDistance bytes behind the end of the log that count as in memory */
    @SuppressWarnings("MissingSummary")
    public MessageReader(
            MessageStoreConfig config,
            CommitLog commitLog,
            MappedFileQueue files,
            LogPositions positions,
            ConsumeQueueTable queues,
            DelayLevels delayLevels,
            long inMemoryDistance) {
        this.commitLog = commitLog;
        this.files = files;
        this.positions = positions;
        this.queues = queues;
        this.maxFilterBytes = config.maxFilterMessageSize();
        this.memoryBytes = config.maxTransferBytesOnMessageInMemory();
        this.memoryCount = config.maxTransferCountOnMessageInMemory();
        this.diskBytes = config.maxTransferBytesOnMessageInDisk();
        this.diskCount = config.maxTransferCountOnMessageInDisk();
        this.inMemoryDistance = inMemoryDistance;
        this.olderRecords = ThreadLocal.withInitial(() -> new OlderRecords(config.forceVerifyPropCRC()));
        this.recordReaders =
                ThreadLocal.withInitial(() -> new RecordReader(queues, delayLevels, false, RecordReader.Gone.NONE));
    }

    public long readMessages() {
        return readMessages.sum();
    }

    public long foundReads() {
        return foundReads.sum();
    }

    public long readMisses() {
        return readMisses.sum();
    }

    /**
     * Whether a record can be read without waiting for the disk: it is near enough to the end of the log, and what this process
     * has not written itself is seen to be in the page cache.
     */
    public boolean isInMemory(long physicalOffset) {
        if (positions.appended() - physicalOffset > inMemoryDistance) {
            return false;
        }
        if (physicalOffset >= ownFrom) {
            return true;
        }
        MappedFile file = files.find(physicalOffset);
        return file != null && file.isLoaded((int) (physicalOffset - file.startOffset()));
    }

    /** What is in the log now was written by an earlier process; at the start. */
    public void started() {
        ownFrom = positions.appended();
    }

    /** See {@link io.cometmq.store.DefaultMessageStore#getMessage}. */
    public GetMessageResult read(
            String topic, int queueId, long queueOffset, int maxMessages, int maxBytes, MessageFilter filter)
            throws IOException {
        ConsumeQueue queue = queues.find(topic, queueId);
        GetMessageResult result = queue == null
                ? GetMessageResult.empty(GetMessageStatus.NO_MATCHED_LOGIC_QUEUE, 0, 0, 0)
                : read(queue, queueOffset, maxMessages, maxBytes, filter);
        if (result.status() == GetMessageStatus.FOUND) {
            readMessages.add(result.messageCount());
            foundReads.increment();
        } else {
            readMisses.increment();
        }
        return result;
    }

    /** See {@link io.cometmq.store.DefaultMessageStore#matches}. */
    public boolean matches(String topic, int queueId, long queueOffset, MessageFilter filter) throws IOException {
        ConsumeQueue queue = queues.find(topic, queueId);
        if (queue == null || queueOffset < 0 || queueOffset >= queue.maxOffset()) {
            return false;
        }
        try (GetMessageResult result =
                new Scan(queue, queueOffset, 1, Integer.MAX_VALUE, filter).run(queueOffset, queueOffset + 1)) {
            return result.status() == GetMessageStatus.FOUND;
        }
    }

    private GetMessageResult read(
            ConsumeQueue queue, long queueOffset, int maxMessages, int maxBytes, MessageFilter filter)
            throws IOException {
        long max = queue.maxOffset();
        if (max == 0) {
            return GetMessageResult.empty(GetMessageStatus.NO_MESSAGE_IN_QUEUE, 0, 0, 0);
        }
        long min = queue.minOffset(commitLog.minPhysicalOffset());
        if (queueOffset < min) {
            return GetMessageResult.empty(GetMessageStatus.OFFSET_TOO_SMALL, min, min, max);
        }
        if (queueOffset == max) {
            return GetMessageResult.empty(GetMessageStatus.OFFSET_OVERFLOW_ONE, queueOffset, min, max);
        }
        if (queueOffset > max) {
            return GetMessageResult.empty(GetMessageStatus.OFFSET_OVERFLOW_BADLY, max, min, max);
        }
        return new Scan(queue, queueOffset, maxMessages, maxBytes, filter).run(min, max);
    }

    /** Checks records before they are handed out. Reusable; one per thread. */
    private static final class OlderRecords {
        private final RecordChecker checker;
        private final RecordCursor cursor = new RecordCursor();

        OlderRecords(boolean requireRecordCrc) {
            checker = new RecordChecker(true, requireRecordCrc);
        }

        boolean isSound(ByteBuffer file, int at, long physicalOffset, ConsumeQueue queue) {
            if (checker.check(file, at, physicalOffset) != RecordChecker.Verdict.RECORD) {
                DAMAGE.error(
                        "the message at {} of the log, in {}, is damaged and left out: {}",
                        physicalOffset,
                        queue,
                        checker.reason());
                return false;
            }
            boolean ofTopic = isLight(queue)
                    || cursor.wrap(file, at).isOfTopic(queue.topicQueues().topicBytes());
            if (!ofTopic) {
                DAMAGE.error(
                        "the message at {} of the log, in {}, is of another topic and left out", physicalOffset, queue);
            }
            return ofTopic;
        }
    }

    /** Light queues of RocketMQ share the records of others. */
    private static boolean isLight(ConsumeQueue queue) {
        return queue.topic().startsWith(LIGHT_QUEUE_PREFIX);
    }

    /** One read of a queue that has entries at the offset. */
    private final class Scan {
        private final ConsumeQueue queue;
        private final int maxMessages;
        private final int maxBytes;
        private final MessageFilter filter;
        private final int maxUnits;
        private final UnitBuffer units = unitBuffers.get();
        private final SliceCollector collector = new SliceCollector(files, MessageReader.this::isInMemory, coldReads);
        private final RecordReader records = recordReaders.get();
        private long next;
        private int scanned;
        private int count;
        private int bytes;
        private boolean full;
        private GetMessageStatus nothingFound = GetMessageStatus.NO_MATCHED_MESSAGE;

        Scan(ConsumeQueue queue, long queueOffset, int maxMessages, int maxBytes, MessageFilter filter) {
            this.queue = queue;
            this.next = queueOffset;
            this.maxMessages = Math.max(1, maxMessages);
            this.maxBytes = maxBytes;
            this.filter = filter;
            this.maxUnits = Math.max(maxFilterBytes / ConsumeQueue.UNIT_SIZE, this.maxMessages);
        }

        GetMessageResult run(long min, long max) throws IOException {
            List<LogSlice> slices = null;
            try {
                while (!full && scanned < maxUnits && next < max && readUnits()) {
                    scanUnits();
                }
                slices = collector.finish();
            } finally {
                if (slices == null) {
                    collector.abandon();
                }
            }
            return count == 0
                    ? GetMessageResult.empty(nothingFound, next, min, max)
                    : GetMessageResult.found(next, min, max, count, bytes, slices);
        }

        private boolean readUnits() throws IOException {
            if (queue.read(next, units) > 0) {
                return true;
            }
            DAMAGE.warn("{} has no readable entry {}", queue, next);
            nothingFound = GetMessageStatus.OFFSET_FOUND_NULL;
            next = next - next % queue.unitsPerFile() + queue.unitsPerFile();
            return false;
        }

        private void scanUnits() throws IOException {
            for (int i = 0; i < units.count() && scanned < maxUnits; i++) {
                if (units.isReal(i) && !take(units.physicalOffset(i), units.sizeBytes(i), units.tagsCode(i))) {
                    full = true;
                    return;
                }
                scanned++;
                next++;
            }
        }

        /** Returns false when the record would go beyond a limit; it then belongs to the next read. */
        private boolean take(long physicalOffset, int size, long tagsCode) throws IOException {
            if (isFull(physicalOffset, size)) {
                return false;
            }
            boolean matches = ConsumeQueue.isExtensionAddress(tagsCode)
                    ? matchesExtended(physicalOffset, size, tagsCode)
                    : filter.matchesEntry(tagsCode, null);
            if (!matches) {
                return true;
            }
            ByteBuffer file = collector.look(physicalOffset, size);
            if (file == null
                    || !belongsHere(file, collector.indexOf(physicalOffset), physicalOffset)
                    || !isSound(file, collector.indexOf(physicalOffset), physicalOffset)) {
                nothingFound = GetMessageStatus.MESSAGE_WAS_REMOVING;
                return true;
            }
            if (filter != MessageFilter.ALL
                    && !filter.matchesRecord(file.slice(collector.indexOf(physicalOffset), size))) {
                return true;
            }
            collector.take(physicalOffset, size);
            count++;
            bytes += size;
            return true;
        }

        /** A damaged entry may point at another message. */
        private boolean belongsHere(ByteBuffer file, int at, long physicalOffset) {
            boolean belongs = file.getLong(at + RecordLayout.PHYSICAL_OFFSET) == physicalOffset
                    && ((file.getLong(at + RecordLayout.QUEUE_OFFSET) == next
                                    && file.getInt(at + RecordLayout.QUEUE_ID) == queue.queueId())
                            || isLight(queue));
            if (!belongs) {
                DAMAGE.warn("entry {} of {} points at another message and is left out", next, queue);
            }
            return belongs;
        }

        /** What an earlier process has written may have come to harm since; recovery reads only the newest part of it. */
        private boolean isSound(ByteBuffer file, int at, long physicalOffset) {
            return physicalOffset >= ownFrom || olderRecords.get().isSound(file, at, physicalOffset, queue);
        }

        private boolean matchesExtended(long physicalOffset, int size, long address) throws IOException {
            QueueExtUnit unit = queue.extension(address);
            if (unit != null) {
                return filter.matchesEntry(unit.tagsCode(), unit);
            }
            // The extension is gone or damaged: the record itself says its tag.
            ByteBuffer file = collector.look(physicalOffset, size);
            DispatchRequest record = file == null ? null : records.read(file, collector.indexOf(physicalOffset));
            return record != null && filter.matchesEntry(record.tagsCode(), null);
        }

        private boolean isFull(long physicalOffset, int size) {
            if (count == 0) {
                return false;
            }
            if (count >= maxMessages || bytes + (long) size > maxBytes) {
                return true;
            }
            boolean inMemory = isInMemory(physicalOffset);
            return count >= (inMemory ? memoryCount : diskCount)
                    || bytes + (long) size > (inMemory ? memoryBytes : diskBytes);
        }
    }
}
