package io.cometmq.store.recovery;

import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.dispatch.Dispatcher;
import io.cometmq.store.index.IndexService;
import io.cometmq.store.queue.ConsumeQueueFlusher;
import io.cometmq.store.queue.ConsumeQueueTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Writes down how far derived data has come, so that recovery reads only what came after. Used by one thread at a time.
 *
 * <p>There are two snapshots: one whose files have been forced, which outlasts a power loss, and a later one that holds as long
 * as the machine runs. The second is cheap: what is not in the queues' files yet is in the snapshot itself.
 */
public final class Checkpointer {
    /** Appended bytes after which a snapshot is written before its time: what a killed process reads again. */
    private static final long SNAPSHOT_EVERY_BYTES = 1L << 30;

    /** More files than this are not forced at the close: it takes minutes, and a snapshot makes up for it. */
    private static final int MAX_FORCED_AT_CLOSE = 1024;

    /** Files are written for no longer at the close: to create 100,000 of them takes a disk minutes, and a snapshot makes up for it. */
    private static final long MAX_WRITING_AT_CLOSE_MILLIS = 5_000;

    private final Path forcedFile;
    private final Path recentFile;
    private final int unitsPerFile;
    private final Dispatcher dispatcher;
    private final ConsumeQueueTable queues;
    private final ConsumeQueueFlusher flusher;
    private final IndexService index;
    private final StoreCheckpoint checkpoint;
    private final DeletedTopics deletedTopics;
    private final LongSupplier minPhysicalOffset;
    private volatile long lastPosition;

    public Checkpointer(
            MessageStoreConfig config,
            int unitsPerFile,
            Dispatcher dispatcher,
            ConsumeQueueTable queues,
            ConsumeQueueFlusher flusher,
            IndexService index,
            StoreCheckpoint checkpoint,
            DeletedTopics deletedTopics,
            LongSupplier minPhysicalOffset) {
        this.forcedFile = forcedFile(config);
        this.recentFile = recentFile(config);
        this.unitsPerFile = unitsPerFile;
        this.dispatcher = dispatcher;
        this.queues = queues;
        this.flusher = flusher;
        this.index = index;
        this.checkpoint = checkpoint;
        this.deletedTopics = deletedTopics;
        this.minPhysicalOffset = minPhysicalOffset;
    }

    static Path forcedFile(MessageStoreConfig config) {
        return config.rootDirectory().resolve("snapshot.forced");
    }

    static Path recentFile(MessageStoreConfig config) {
        return config.rootDirectory().resolve("snapshot.recent");
    }

    /** Writes a snapshot when much has been appended since the last. */
    public void snapshotIfMuchIsNew() throws IOException {
        if (dispatcher.dispatchedPosition() - lastPosition >= SNAPSHOT_EVERY_BYTES) {
            write(recentFile, false, take());
        }
    }

    /** The log is about to end here: removes the snapshots, which tell of more; the next one is written soon. */
    public void forgetBehind(long endOffset) throws IOException {
        deletedTopics.limitTo(endOffset);
        Files.deleteIfExists(recentFile);
        Files.deleteIfExists(forcedFile);
        lastPosition = -SNAPSHOT_EVERY_BYTES;
    }

    /** Everything derived so far is on the disk afterwards, and checkpoint and snapshot know it; unless the store is about to be closed. */
    public void force() throws IOException {
        if (!flusher.flushAll()) {
            return;
        }
        forceWritten();
    }

    private void forceWritten() throws IOException {
        Taken taken = take();
        flusher.force();
        checkpoint.logicTimestamp(taken.progress.lastTimestamp());
        checkpoint.indexTimestamp(index.force());
        checkpoint.flush();
        write(forcedFile, true, taken);
        deletedTopics.trim(minPhysicalOffset.getAsLong());
    }

    /**
     * Everything derived is in its files afterwards, or in a snapshot; when nothing is appended any more.
     *
     * @return whether it is in its files; if not, who knows no snapshots has to recover as after a crash
     */
    public boolean close() throws IOException {
        boolean written = flusher.flushWithin(MAX_WRITING_AT_CLOSE_MILLIS);
        if (written && flusher.unforcedFiles() <= MAX_FORCED_AT_CLOSE) {
            forceWritten();
        } else {
            index.force();
            checkpoint.flush();
            write(recentFile, false, take());
        }
        return written;
    }

    private record Taken(Dispatcher.Progress progress, StoreSnapshot snapshot) {}

    private Taken take() throws IOException {
        Dispatcher.Progress progress = dispatcher.progress();
        index.writeWaiting();
        StoreSnapshot snapshot = new StoreSnapshot(
                BootId.current(),
                false,
                progress.position(),
                progress.lastRecord(),
                progress.lastTimestamp(),
                unitsPerFile,
                index.entryCounts(),
                flusher.states(queues, progress.position()));
        return new Taken(progress, snapshot);
    }

    private void write(Path file, boolean forced, Taken taken) throws IOException {
        StoreSnapshot snapshot = taken.snapshot;
        SnapshotFile.write(
                file,
                new StoreSnapshot(
                        snapshot.bootId(),
                        forced,
                        snapshot.position(),
                        snapshot.lastRecord(),
                        snapshot.lastTimestamp(),
                        snapshot.unitsPerFile(),
                        snapshot.indexFiles(),
                        snapshot.queues()));
        lastPosition = snapshot.position();
    }
}
