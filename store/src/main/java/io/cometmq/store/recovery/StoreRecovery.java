package io.cometmq.store.recovery;

import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.dispatch.CommitLogDispatcher;
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
import io.cometmq.store.queue.ConsumeQueueFlusher;
import io.cometmq.store.queue.ConsumeQueueTable;
import io.cometmq.store.queue.QueueFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the end of the log and makes queues and index agree with it (docs/protocol/semantics.md 17). With a snapshot only
 * what was appended after it is read. Without one, as in a directory of another broker, the last three files are read after a
 * clean stop, otherwise everything from the file before the checkpoint on, and what is derived from it is derived again. Used once, by the loading thread.
 */
public final class StoreRecovery {
    private static final Logger log = LoggerFactory.getLogger(StoreRecovery.class);
    /** Taken from the checkpoint's times, because clocks and writes are not exactly in step. */
    private static final long CHECKPOINT_MARGIN_MILLIS = 3_000;

    /** Files read after an orderly stop. */
    private static final int CLEAN_STOP_FILES = 3;

    private final MessageStoreConfig config;
    private final MappedFileQueue files;
    private final LogPositions positions;
    private final ConsumeQueueTable queues;
    private final Dispatcher dispatcher;
    private final IndexService index;
    private final StoreCheckpoint checkpoint;
    private final DeletedTopics deletedTopics;
    private final RecordReader reader;
    private final QueueFiles queueFiles;
    private final Replay replay;
    private final SnapshotRecovery snapshotRecovery;

    public StoreRecovery(
            MessageStoreConfig config,
            MappedFileQueue files,
            LogPositions positions,
            QueueFiles queueFiles,
            ConsumeQueueTable queues,
            ConsumeQueueFlusher flusher,
            Dispatcher dispatcher,
            CommitLogDispatcher queueDispatcher,
            IndexService index,
            StoreCheckpoint checkpoint,
            DeletedTopics deletedTopics,
            RecordReader reader) {
        this.config = config;
        this.files = files;
        this.positions = positions;
        this.queueFiles = queueFiles;
        this.queues = queues;
        this.dispatcher = dispatcher;
        this.index = index;
        this.checkpoint = checkpoint;
        this.deletedTopics = deletedTopics;
        this.reader = reader;
        this.replay = new Replay(files, dispatcher, queueDispatcher, index, flusher);
        this.snapshotRecovery =
                new SnapshotRecovery(config, files, queues, flusher, index, deletedTopics, reader, replay);
    }

    /** @param clean whether the last stop was orderly */
    @SuppressWarnings("MissingSummary")
    public void recover(boolean clean) throws IOException {
        long begin = System.nanoTime();
        StoreSnapshot recent = SnapshotFile.read(Checkpointer.recentFile(config));
        StoreSnapshot snapshot = newer(usable(recent), usable(SnapshotFile.read(Checkpointer.forcedFile(config))));
        // A close that left files to the system to be written is worth nothing once the machine has failed.
        boolean orderly = clean && (recent == null || recent.isTrustworthy());
        if (config.messageIndexEnable()) {
            boolean mayHaveExpired = files.first() != null && files.first().startOffset() > 0;
            boolean machineFailed = snapshot == null || !snapshot.bootId().equals(BootId.current());
            index.load(snapshot == null ? null : snapshot.indexFiles(), mayHaveExpired, !orderly && machineFailed);
        }
        index.beginReplay();
        LogScan scan = snapshot != null ? snapshotRecovery.recover(snapshot) : recoverFromFiles(orderly);
        index.endReplay();
        long end = scan == null ? 0 : scan.end();
        replay.forceLog(end);
        if (scan != null) {
            boolean damaged = new LogTruncation(config, files).cutAt(end, !clean, scan.reason());
            if (damaged && snapshot != null) {
                snapshotRecovery.removeBeyondEnds();
            }
        }
        if (config.messageIndexEnable()) {
            index.truncateTo(end);
        }
        deletedTopics.limitTo(end);
        long lastTimestamp = scan == null ? 0 : scan.lastStoreTimestamp();
        positions.resetTo(end, lastTimestamp);
        dispatcher.resetTo(end, scan == null ? -1 : scan.lastRecord(), lastTimestamp);
        List<ConsumeQueue> all = queues.all();
        all.forEach(ConsumeQueue::resumeAtMax);
        log.info(
                "log ends at {} after a{} stop; {} records read, {} queues, {} ms{}",
                end,
                clean ? " clean" : "n unclean",
                scan == null ? 0 : scan.records(),
                all.size(),
                (System.nanoTime() - begin) / 1_000_000,
                snapshot == null ? "" : ", from the snapshot at " + snapshot.position());
    }

    private StoreSnapshot usable(StoreSnapshot snapshot) {
        return snapshot != null
                        && snapshot.isTrustworthy()
                        && SnapshotRecovery.fits(snapshot, files, queueFiles.unitsPerFile())
                ? snapshot
                : null;
    }

    private static StoreSnapshot newer(StoreSnapshot one, StoreSnapshot other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.position() >= other.position() ? one : other;
    }

    /** Without a snapshot. */
    private LogScan recoverFromFiles(boolean clean) throws IOException {
        queueFiles.discover(queues);
        if (files.first() == null) {
            recoverQueues(0);
            return null;
        }
        boolean indexed = !config.messageIndexEnable() || !index.isIncomplete();
        LogScan scan = clean && indexed ? recoverClean() : null;
        if (scan == null) {
            scan = recoverFrom(clean || !indexed ? files.first() : checkpointFile());
        }
        return scan == null ? recoverFrom(files.first()) : scan;
    }

    /** Null when the queues do not agree with the log, although they should. */
    private LogScan recoverClean() throws IOException {
        Map<ConsumeQueue, Long> nextOffsets = new HashMap<>();
        LogScan scan = new LogScan(files, config.checkCRCOnRecover());
        RecordCursor cursor = new RecordCursor();
        scan.run(cleanStopFile().startOffset(), Long.MAX_VALUE, (file, at) -> {
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
        scan.run(start.startOffset(), Long.MAX_VALUE, (file, at) -> {
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
            replay.all(request);
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

    /** The file from which the log is read after an orderly stop (docs/protocol/semantics.md 17). */
    private MappedFile cleanStopFile() {
        List<MappedFile> all = files.all();
        int last = all.size() - 1;
        // The one after the last that is used may have been created ahead.
        while (last > 0 && firstTimestamp(all.get(last)) < 0) {
            last--;
        }
        return all.get(Math.max(0, last - (CLEAN_STOP_FILES - 1)));
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
