package io.cometmq.store.recovery;

import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.dispatch.DispatchRequest;
import io.cometmq.store.index.IndexService;
import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.RecordChecker;
import io.cometmq.store.log.RecordReader;
import io.cometmq.store.queue.ConsumeQueue;
import io.cometmq.store.queue.ConsumeQueueFlusher;
import io.cometmq.store.queue.ConsumeQueueTable;
import io.cometmq.store.queue.QueueState;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on from a snapshot: restores the queues as they were, derives again what is missing or damaged, and then everything that
 * the log has after the snapshot. Costs what was appended since, not what the store holds. Used once, by the loading thread.
 */
final class SnapshotRecovery {
    private static final Logger log = LoggerFactory.getLogger(SnapshotRecovery.class);
    /** Queues with missing files that are named in the log. */
    private static final int MAX_NAMED = 10;

    private final MessageStoreConfig config;
    private final MappedFileQueue files;
    private final ConsumeQueueTable queues;
    private final ConsumeQueueFlusher flusher;
    private final IndexService index;
    private final DeletedTopics deletedTopics;
    private final RecordReader reader;
    private final Replay replay;
    private final Set<ConsumeQueue> broken = new HashSet<>();

    SnapshotRecovery(
            MessageStoreConfig config,
            MappedFileQueue files,
            ConsumeQueueTable queues,
            ConsumeQueueFlusher flusher,
            IndexService index,
            DeletedTopics deletedTopics,
            RecordReader reader,
            Replay replay) {
        this.config = config;
        this.files = files;
        this.queues = queues;
        this.flusher = flusher;
        this.index = index;
        this.deletedTopics = deletedTopics;
        this.reader = reader;
        this.replay = replay;
    }

    /** Whether the snapshot was taken of this log, and of files like those configured. */
    static boolean fits(StoreSnapshot snapshot, MappedFileQueue files, int unitsPerFile) {
        if (snapshot.unitsPerFile() != unitsPerFile || files.first() == null) {
            return false;
        }
        if (snapshot.lastRecord() < 0) {
            return snapshot.position() == files.first().startOffset();
        }
        MappedFile file = files.find(snapshot.lastRecord());
        if (file == null) {
            return false;
        }
        int at = (int) (snapshot.lastRecord() - file.startOffset());
        boolean record = new RecordChecker(true).check(file.readable(), at, snapshot.lastRecord())
                == RecordChecker.Verdict.RECORD;
        return record && snapshot.lastRecord() + file.readable().getInt(at) == snapshot.position();
    }

    /** Does it; the scan says where the log ends. */
    LogScan recover(StoreSnapshot snapshot) throws IOException {
        for (QueueState state : snapshot.queues()) {
            restore(state, snapshot.position());
        }
        boolean indexes = config.messageIndexEnable() && index.isIncomplete();
        if (!broken.isEmpty() || indexes) {
            if (!broken.isEmpty()) {
                log.warn("files of {} queues are missing or cut short: derived from the log again", broken.size());
            }
            deriveAgain(snapshot.position(), indexes);
        }
        LogScan scan = new LogScan(files, config.checkCRCOnRecover());
        scan.continueAfter(snapshot.lastRecord(), snapshot.lastTimestamp());
        scan.run(snapshot.position(), Long.MAX_VALUE, (file, at) -> {
            replay.all(reader.read(file, at));
            return true;
        });
        return scan;
    }

    private void restore(QueueState state, long position) throws IOException {
        ConsumeQueue queue = queues.findOrCreate(state.topic()).findOrCreate(state.queueId());
        // At the very position of the deletion, too: a queue that began anew there has no entries below it.
        if (deletedTopics.isDeleted(state.topic(), position - 1)) {
            queue.reset();
            return;
        }
        boolean buffered = queue.restore(state);
        if (!queue.hasItsFiles() || missesItsBeginning(queue)) {
            if (broken.size() < MAX_NAMED) {
                log.warn("files of {} are missing or cut short", queue);
            }
            queue.reset();
            broken.add(queue);
        } else if (buffered) {
            flusher.add(queue);
        }
    }

    /** A log that still has its first byte has never let a queue's first entry expire. */
    private boolean missesItsBeginning(ConsumeQueue queue) {
        return files.first().startOffset() == 0 && queue.firstFileOffset() > 0;
    }

    /** Fills the broken queues, and the index from its end on, with what the log has before the snapshot. */
    private void deriveAgain(long until, boolean indexes) throws IOException {
        long indexFrom =
                indexes ? Math.max(index.endPhysicalOffset(), files.first().startOffset()) : until;
        long from = broken.isEmpty() ? indexFrom : files.first().startOffset();
        while (from < until) {
            LogScan scan = new LogScan(files, false);
            scan.run(from, until, (file, at) -> {
                DispatchRequest request = reader.read(file, at);
                if (request != null) {
                    deriveAgain(request, indexFrom);
                }
                return true;
            });
            from = scan.end();
            if (from < until) {
                log.error(
                        "the log is damaged at {}: {}; the rest of its file is not derived again", from, scan.reason());
                from = files.find(from).endOffset();
            }
        }
    }

    private void deriveAgain(DispatchRequest request, long indexFrom) throws IOException {
        if (broken.contains(request.queue())) {
            replay.queueOnly(request);
        }
        if (request.physicalOffset() >= indexFrom) {
            replay.indexOnly(request);
        }
    }

    /** Takes away what the files of all queues hold behind their ends; after a log that ends in damage. */
    void removeBeyondEnds() throws IOException {
        int cut = 0;
        for (ConsumeQueue queue : queues.all()) {
            cut += queue.removeBeyondEnd() ? 1 : 0;
        }
        if (cut > 0) {
            log.warn("{} queues had entries beyond the end of the log; they were removed", cut);
        }
    }
}
