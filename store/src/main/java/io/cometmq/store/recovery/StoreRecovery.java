package io.cometmq.store.recovery;

import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.dispatch.DispatchRequest;
import io.cometmq.store.dispatch.Dispatcher;
import io.cometmq.store.index.IndexService;
import io.cometmq.store.log.LogPositions;
import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.RecordCursor;
import io.cometmq.store.log.RecordLayout;
import io.cometmq.store.log.RecordReader;
import io.cometmq.store.queue.ConsumeQueue;
import io.cometmq.store.queue.ConsumeQueueTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the end of the log and makes queues and index agree with it (docs/protocol/semantics.md 17). After a clean stop
 * only the last file is read; otherwise everything from the file before the checkpoint on, and what is derived from it is
 * derived again. Used once, by the loading thread.
 */
public final class StoreRecovery {
    private static final Logger log = LoggerFactory.getLogger(StoreRecovery.class);
    /** Taken from the checkpoint's times, because clocks and writes are not exactly in step. */
    private static final long CHECKPOINT_MARGIN_MILLIS = 3_000;

    private final MessageStoreConfig config;
    private final MappedFileQueue files;
    private final LogPositions positions;
    private final ConsumeQueueTable queues;
    private final Dispatcher dispatcher;
    private final IndexService index;
    private final StoreCheckpoint checkpoint;
    private final RecordReader reader;

    public StoreRecovery(
            MessageStoreConfig config,
            MappedFileQueue files,
            LogPositions positions,
            ConsumeQueueTable queues,
            Dispatcher dispatcher,
            IndexService index,
            StoreCheckpoint checkpoint,
            RecordReader reader) {
        this.config = config;
        this.files = files;
        this.positions = positions;
        this.queues = queues;
        this.dispatcher = dispatcher;
        this.index = index;
        this.checkpoint = checkpoint;
        this.reader = reader;
    }

    /** @param clean whether the last stop was orderly */
    @SuppressWarnings("MissingSummary")
    public void recover(boolean clean) throws IOException {
        long begin = System.nanoTime();
        index.beginReplay();
        LogScan scan = null;
        if (files.first() != null) {
            scan = clean ? recoverClean() : null;
            if (scan == null) {
                scan = recoverFrom(clean ? files.first() : checkpointFile());
            }
            if (scan == null) {
                scan = recoverFrom(files.first());
            }
        } else {
            recoverQueues(0);
        }
        index.endReplay();
        long end = scan == null ? 0 : scan.end();
        if (scan != null) {
            new LogTruncation(config, files).cutAt(end, !clean, scan.reason());
        }
        long lastTimestamp = scan == null ? 0 : scan.lastStoreTimestamp();
        positions.resetTo(end, lastTimestamp);
        dispatcher.resetTo(end, lastTimestamp);
        for (ConsumeQueue queue : queues.all()) {
            queue.resumeAtMax();
        }
        log.info(
                "log ends at {} after a{} stop; {} records read, {} queues, {} ms",
                end,
                clean ? " clean" : "n unclean",
                scan == null ? 0 : scan.records(),
                queues.all().size(),
                (System.nanoTime() - begin) / 1_000_000);
    }

    /** Null when the queues do not agree with the log, although they should. */
    private LogScan recoverClean() throws IOException {
        Map<ConsumeQueue, Long> nextOffsets = new HashMap<>();
        LogScan scan = new LogScan(files, config.checkCRCOnRecover());
        RecordCursor cursor = new RecordCursor();
        scan.run(lastUsedFile(), (file, at) -> {
            if (RecordLayout.isQueued(cursor.wrap(file, at).sysFlag())) {
                DispatchRequest request = reader.read(file, at);
                if (request != null) {
                    nextOffsets.put(request.queue(), request.queueOffset() + 1);
                }
            }
            return true;
        });
        if (!recoverQueues(scan.end())) {
            return null;
        }
        for (Map.Entry<ConsumeQueue, Long> seen : nextOffsets.entrySet()) {
            if (seen.getKey().maxOffset() != seen.getValue()) {
                log.warn(
                        "{} ends at {}, the log says {}: all queues are derived from the log again",
                        seen.getKey(),
                        seen.getKey().maxOffset(),
                        seen.getValue());
                return null;
            }
        }
        return scan;
    }

    /** Null when entries before this file are missing. */
    private LogScan recoverFrom(MappedFile start) throws IOException {
        boolean fromBeginning = start == files.first();
        if (!recoverQueues(start.startOffset()) && !fromBeginning) {
            return null;
        }
        LogScan scan = new LogScan(files, config.checkCRCOnRecover());
        scan.run(start, (file, at) -> {
            DispatchRequest request = reader.read(file, at);
            if (request == null) {
                return true;
            }
            boolean gap = RecordLayout.isQueued(request.sysFlag())
                    && request.queueOffset() > request.queue().maxOffset();
            if (gap && !fromBeginning) {
                log.warn(
                        "{} ends at {} but the log goes on with {}: all queues are derived from the log again",
                        request.queue(),
                        request.queue().maxOffset(),
                        request.queueOffset());
                return false;
            }
            dispatcher.replay(request);
            return true;
        });
        return scan.isStopped() ? null : scan;
    }

    /** Returns whether the files of all queues are there. */
    private boolean recoverQueues(long limitPhysicalOffset) throws IOException {
        // A log that still has its first byte has never let a queue's first entry expire.
        boolean nothingExpired = files.first() != null && files.first().startOffset() == 0;
        boolean intact = true;
        for (ConsumeQueue queue : queues.all()) {
            boolean whole = queue.recover(limitPhysicalOffset) && !(nothingExpired && queue.firstFileOffset() > 0);
            if (!whole) {
                log.warn("files of {} are missing or cut short", queue);
            }
            intact &= whole;
        }
        return intact;
    }

    /** The last file that begins with a record; the one after it may have been created ahead. */
    private MappedFile lastUsedFile() {
        List<MappedFile> all = files.all();
        for (int i = all.size() - 1; i > 0; i--) {
            if (firstTimestamp(all.get(i)) > 0) {
                return all.get(i);
            }
        }
        return all.get(0);
    }

    /** The last file whose first record is older than everything that may be missing on the disk. */
    private MappedFile checkpointFile() {
        long bound = Math.min(checkpoint.physicTimestamp(), checkpoint.logicTimestamp());
        if (config.messageIndexEnable() && config.messageIndexSafe()) {
            bound = Math.min(bound, checkpoint.indexTimestamp());
        }
        bound -= CHECKPOINT_MARGIN_MILLIS;
        List<MappedFile> all = files.all();
        for (int i = all.size() - 1; i > 0; i--) {
            long timestamp = firstTimestamp(all.get(i));
            if (timestamp > 0 && timestamp <= bound) {
                return all.get(i);
            }
        }
        return all.get(0);
    }

    private static long firstTimestamp(MappedFile file) {
        RecordCursor cursor = new RecordCursor().wrap(file.readable(), 0);
        int magic = cursor.magic();
        boolean record = magic == RecordLayout.MAGIC_V1 || magic == RecordLayout.MAGIC_V2;
        return record && cursor.physicalOffset() == file.startOffset() ? cursor.storeTimestamp() : -1;
    }
}
