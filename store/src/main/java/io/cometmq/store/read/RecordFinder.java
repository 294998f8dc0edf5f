package io.cometmq.store.read;

import io.cometmq.common.BoundaryType;
import io.cometmq.store.LogSlice;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.QueryResult;
import io.cometmq.store.index.IndexService;
import io.cometmq.store.log.CommitLog;
import io.cometmq.store.log.LogPositions;
import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.RecordChecker;
import io.cometmq.store.log.RecordCursor;
import io.cometmq.store.queue.ConsumeQueue;
import io.cometmq.store.queue.UnitBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds single records: by commit log offset, by key, by time. Thread-safe. */
public final class RecordFinder {
    private final CommitLog commitLog;
    private final MappedFileQueue files;
    private final LogPositions positions;
    private final IndexService index;
    private final int maxQueryResults;
    private final boolean requireRecordCrc;

    public RecordFinder(
            MessageStoreConfig config,
            CommitLog commitLog,
            MappedFileQueue files,
            LogPositions positions,
            IndexService index) {
        this.commitLog = commitLog;
        this.files = files;
        this.positions = positions;
        this.index = index;
        this.maxQueryResults = config.maxMsgsNumBatch();
        this.requireRecordCrc = config.forceVerifyPropCRC();
    }

    /** The valid, readable record that starts exactly here; null when there is none. */
    public LogSlice recordAt(long physicalOffset) {
        MappedFile file = files.find(physicalOffset);
        if (file == null || physicalOffset >= positions.readable() || !file.hold()) {
            return null;
        }
        try {
            int at = (int) (physicalOffset - file.startOffset());
            RecordChecker checker = new RecordChecker(true, requireRecordCrc);
            if (checker.check(file.readable(), at, physicalOffset) != RecordChecker.Verdict.RECORD) {
                return null;
            }
            return file.slice(at, file.readable().getInt(at));
        } finally {
            file.release();
        }
    }

    /** See {@link io.cometmq.store.DefaultMessageStore#queryByKey}. */
    public QueryResult queryByKey(String topic, String key, int maxCount, long beginMillis, long endMillis) {
        int limit = Math.min(maxCount, maxQueryResults);
        List<LogSlice> records = new ArrayList<>();
        long[] lastOffset = {-1};
        if (limit > 0) {
            index.visit(topic, key, beginMillis, endMillis, physicalOffset -> {
                // A record with the same word twice in its keys has two entries, one after the other.
                if (physicalOffset != lastOffset[0]) {
                    lastOffset[0] = physicalOffset;
                    addIfInTime(records, physicalOffset, beginMillis, endMillis);
                }
                return records.size() < limit;
            });
        }
        return new QueryResult(records, index.endTimestamp(), Math.max(0, index.endPhysicalOffset()));
    }

    private void addIfInTime(List<LogSlice> records, long physicalOffset, long beginMillis, long endMillis) {
        LogSlice record = recordAt(physicalOffset);
        if (record == null) {
            return;
        }
        long timestamp = new RecordCursor().wrap(record.buffer(), 0).storeTimestamp();
        if (timestamp >= beginMillis && timestamp <= endMillis) {
            records.add(record);
        } else {
            record.close();
        }
    }

    /** Store time of the record behind a queue entry in milliseconds, -1 when there is none. */
    public long storeTimestamp(ConsumeQueue queue, long queueOffset) throws IOException {
        UnitBuffer unit = new UnitBuffer(1);
        if (queue.read(queueOffset, unit) == 0 || !unit.isReal(0)) {
            return -1;
        }
        return storeTimestampAt(unit.physicalOffset(0));
    }

    /** Store time of the record that starts here, -1 when there is none. */
    public long storeTimestampAt(long physicalOffset) {
        LogSlice record = recordAt(physicalOffset);
        if (record == null) {
            return -1;
        }
        try (record) {
            return new RecordCursor().wrap(record.buffer(), 0).storeTimestamp();
        }
    }

    /** See {@link io.cometmq.store.DefaultMessageStore#offsetByTime}. */
    public long offsetByTime(ConsumeQueue queue, long timestampMillis, BoundaryType boundary) throws IOException {
        long min = queue.minOffset(commitLog.minPhysicalOffset());
        long max = queue.maxOffset();
        if (boundary == BoundaryType.LOWER) {
            return firstNotBefore(queue, min, max, timestampMillis);
        }
        long firstLater =
                timestampMillis == Long.MAX_VALUE ? max : firstNotBefore(queue, min, max, timestampMillis + 1);
        return Math.max(min, firstLater - 1);
    }

    private long firstNotBefore(ConsumeQueue queue, long from, long to, long timestampMillis) throws IOException {
        long low = from;
        long high = to;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (storeTimestamp(queue, middle) >= timestampMillis) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
