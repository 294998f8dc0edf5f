package io.cometmq.store;

import io.cometmq.common.BoundaryType;
import io.cometmq.store.flush.LogForcer;
import io.cometmq.store.log.BlockAllocator;
import io.cometmq.store.queue.TopicQueues;
import io.cometmq.store.recovery.DirectoryLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The storage engine of one broker: appends messages, reads them by queue, by offset, by key and by time, and survives
 * the death of the process. It wires the parts and passes calls on.
 *
 * <p>Life: construct, {@link #load()} (recovers), {@link #start()}, use, {@link #close()}. All other methods are
 * thread-safe. No method blocks on the disk but load, close, deleteTopic, and reads of data that is not in memory. A read
 * that the disk fails throws {@link UncheckedIOException}.
 */
public final class DefaultMessageStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DefaultMessageStore.class);

    private final MessageStoreConfig config;
    private final StoreClock clock;
    private final MessageArrivingListener listener;
    private final DelayLevels delayLevels;
    private final FilterBitMaps bitMaps;
    private final LogForcer forcer;
    private final BlockAllocator blocks;
    /** Set by load, before anything else is used. */
    private DirectoryLock lock;
    /** Set by load. */
    private StoreParts parts;
    /** Guarded by this monitor. */
    private boolean started;

    /** Guarded by this monitor. */
    private boolean closed;

    public DefaultMessageStore(
            MessageStoreConfig config, StoreClock clock, MessageArrivingListener listener, DelayLevels delayLevels) {
        this(config, clock, listener, delayLevels, FilterBitMaps.NONE, LogForcer.MAPPED, BlockAllocator.ZEROS);
    }

    /** @param bitMaps what the extension of consume queues keeps of each message, when enableConsumeQueueExt is on */
    @SuppressWarnings("MissingSummary")
    public DefaultMessageStore(
            MessageStoreConfig config,
            StoreClock clock,
            MessageArrivingListener listener,
            DelayLevels delayLevels,
            FilterBitMaps bitMaps) {
        this(config, clock, listener, delayLevels, bitMaps, LogForcer.MAPPED, BlockAllocator.ZEROS);
    }

    DefaultMessageStore(
            MessageStoreConfig config,
            StoreClock clock,
            MessageArrivingListener listener,
            DelayLevels delayLevels,
            FilterBitMaps bitMaps,
            LogForcer forcer,
            BlockAllocator blocks) {
        this.config = config;
        this.clock = clock;
        this.listener = listener;
        this.delayLevels = delayLevels;
        this.bitMaps = bitMaps;
        this.forcer = forcer;
        this.blocks = blocks;
    }

    /**
     * Takes the directory's lock and brings log, queues and index to the last good record.
     *
     * @throws IOException when the directory is in use, cannot be read or written, or holds what cannot be repaired; the
     *     text says what to do
     */
    public void load() throws IOException {
        lock = DirectoryLock.take(config.rootDirectory());
        boolean clean = !Files.exists(abortFile());
        parts = new StoreParts(config, clock, listener, delayLevels, bitMaps, forcer, blocks);
        parts.recover(clean);
    }

    private Path abortFile() {
        return config.rootDirectory().resolve("abort");
    }

    /**
     * Starts the background threads and accepts messages.
     *
     * @throws IOException when the first file of the log cannot be created
     */
    public synchronized void start() throws IOException {
        Files.writeString(abortFile(), Long.toString(ProcessHandle.current().pid()));
        parts.pool.allocate();
        parts.commitLog.start();
        parts.commitService.start();
        parts.flushService.start(parts.dispatcher);
        parts.threads.start();
        parts.retention.start();
        started = true;
        parts.gate.start();
    }

    /** Refuses new messages, forces everything and releases the directory. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed || lock == null) {
            return;
        }
        closed = true;
        try {
            closeParts();
        } catch (IOException e) {
            log.error("the store in {} was not closed cleanly; the next start recovers", config.rootDirectory(), e);
        } finally {
            releaseLock();
        }
    }

    private void closeParts() throws IOException {
        if (parts == null) {
            return;
        }
        parts.gate.stop();
        if (started) {
            parts.retention.close();
            parts.commitLog.close();
            parts.commitService.close();
            parts.flushService.close();
            parts.dispatcher.run();
            if (parts.threads.close()) {
                Files.deleteIfExists(abortFile());
            }
        }
        parts.queueFiles.close();
        if (parts.extFiles != null) {
            parts.extFiles.close();
        }
    }

    private void releaseLock() {
        try {
            lock.close();
        } catch (IOException e) {
            log.warn("cannot release the lock of {}", config.rootDirectory(), e);
        }
    }

    /**
     * Appends one message. Never blocks on a disk; the future completes with a result, never with an exception. Under
     * ASYNC_FLUSH it is normally complete on return. Dependents run on the thread that completes it: keep them short.
     */
    public CompletableFuture<AppendResult> append(AppendMessage message) {
        return parts.commitLog.append(message);
    }

    /** Appends messages of one topic and queue as consecutive records with consecutive queue offsets, all or none. */
    public CompletableFuture<AppendResult> appendBatch(List<AppendMessage> messages) {
        return parts.commitLog.append(messages);
    }

    /**
     * Appends bytes of another broker's log, such as a master sends them, exactly at the end of this one. They may be cut anywhere;
     * a record becomes visible when it is whole. Blocks while there is no room; for one thread at a time, and not beside
     * {@link #append}.
     *
     * @throws IllegalArgumentException when they do not follow on the end of the log
     * @throws IOException when the store takes nothing at present, or the bytes are no records
     */
    public void appendRaw(long physicalOffset, ByteBuffer bytes) throws IOException {
        parts.commitLog.appendRaw(physicalOffset, bytes);
    }

    /**
     * Takes back the end of the log and everything derived of it, so that the next byte comes there. Appends that wait for a force
     * are answered as not stored for sure.
     *
     * @param physicalOffset where a record begins, or the log ends
     * @throws IllegalArgumentException when the log does not reach there
     * @throws IOException when files cannot be changed
     */
    public void truncateTo(long physicalOffset) throws IOException {
        parts.truncation.cutAt(physicalOffset);
    }

    /** Enough replicas have everything below; what enough is, the caller decides. */
    public void replicatedTo(long physicalOffset) {
        parts.positions.replicatedTo(physicalOffset);
    }

    /** End of the log that enough replicas have. */
    public long replicatedPhysicalOffset() {
        return parts.positions.replicated();
    }

    /**
     * Reads a queue (docs/protocol/semantics.md 5). Close the result.
     *
     * @param maxBytes limit besides the configured ones; at least one message is returned when there is one
     */
    public GetMessageResult getMessage(
            String topic, int queueId, long queueOffset, int maxMessages, int maxBytes, MessageFilter filter) {
        return parts.queueQuestions.read(topic, queueId, queueOffset, maxMessages, maxBytes, filter);
    }

    /** Whether there is a message at this queue offset that passes the filter. */
    public boolean matches(String topic, int queueId, long queueOffset, MessageFilter filter) {
        return parts.queueQuestions.matches(topic, queueId, queueOffset, filter);
    }

    /** Smallest readable queue offset; -1 for an unknown queue. */
    public long minOffset(String topic, int queueId) {
        return parts.queueQuestions.minOffset(topic, queueId);
    }

    /** Queue offset of the next visible message; 0 for an unknown queue. */
    public long maxOffset(String topic, int queueId) {
        return parts.queueQuestions.maxOffset(topic, queueId);
    }

    /** Queue offset that the next message gets: every message stored is below, visible or not yet. 0 for an unknown queue. */
    public long nextOffset(String topic, int queueId) {
        return parts.queueQuestions.nextOffset(topic, queueId);
    }

    /** Queue offset for an instant (docs/protocol/semantics.md 6); 0 for an unknown queue. */
    public long offsetByTime(String topic, int queueId, long timestampMillis, BoundaryType boundary) {
        return parts.queueQuestions.offsetByTime(topic, queueId, timestampMillis, boundary);
    }

    /** Store time of a message in milliseconds, -1 when there is none. */
    public long storeTimestamp(String topic, int queueId, long queueOffset) {
        return parts.queueQuestions.storeTimestamp(topic, queueId, queueOffset);
    }

    /** Store time of the first message of a queue in milliseconds, -1 when there is none. */
    public long earliestStoreTimestamp(String topic, int queueId) {
        return storeTimestamp(topic, queueId, minOffset(topic, queueId));
    }

    /** Whether the message is recent enough to be in memory (accessMessageInMemoryMaxRatio); false when there is none. */
    public boolean isInMemory(String topic, int queueId, long queueOffset) {
        return parts.queueQuestions.isInMemory(topic, queueId, queueOffset);
    }

    /** The valid record that starts at this commit log offset, if any. Close it. */
    public Optional<LogSlice> recordAt(long physicalOffset) {
        return Optional.ofNullable(parts.finder.recordAt(physicalOffset));
    }

    /**
     * Hands the records of the log to the visitor, in order, from the one that begins at the offset to the readable end. For
     * what is derived from the log outside the store; reads the disk.
     */
    public void scan(long fromPhysicalOffset, RecordVisitor visitor) {
        parts.scanner.scan(fromPhysicalOffset, visitor);
    }

    /** Records by key or unique key (docs/protocol/message-formats.md 8), store time within begin..end. Close it. */
    public QueryResult queryByKey(String topic, String key, int maxCount, long beginMillis, long endMillis) {
        return parts.finder.queryByKey(topic, key, maxCount, beginMillis, endMillis);
    }

    /** Forgets the topic's queues and deletes their files; the log keeps the records. Returns whether there were any. */
    public boolean deleteTopic(String topic) {
        return parts.topicDeletion.delete(topic);
    }

    /** Deletes expired log files soon, whatever the hour (docs/protocol/semantics.md 16). */
    public void deleteExpiredFilesSoon() {
        parts.retention.deleteExpiredSoon();
    }

    /** Topics that have a consume queue. */
    public Set<String> topics() {
        return parts.queues.topics();
    }

    /** Queue ids of the topic that have a consume queue. */
    public Set<Integer> queues(String topic) {
        TopicQueues found = parts.queues.find(topic);
        return found == null ? Set.of() : found.queueIds();
    }

    /** First byte of the log. */
    public long minPhysicalOffset() {
        return parts.commitLog.minPhysicalOffset();
    }

    /** End of the appended log. */
    public long maxPhysicalOffset() {
        return parts.positions.appended();
    }

    /** End of the forced log. */
    public long flushedPhysicalOffset() {
        return parts.positions.forced();
    }

    /** Commit log offset up to which messages are in their consume queues. */
    public long dispatchedPhysicalOffset() {
        return parts.dispatcher.dispatchedPosition();
    }

    /** Appended bytes that are not yet in their consume queues. */
    public long dispatchBehindBytes() {
        return Math.max(0, parts.positions.appended() - parts.dispatcher.dispatchedPosition());
    }

    /** Whether appends are taken at present; when not, {@link #append} says why. */
    public boolean isWriteable() {
        return parts.gate.isOpen();
    }

    /** Queues that hold entries in memory. */
    int bufferedQueues() {
        return parts.flusher.bufferedQueues();
    }

    /** Consume queue files open at present. */
    int openQueueFiles() {
        return parts.queueFiles.openFiles();
    }

    /** Deleted files of the log that still take their space. */
    int hangingFiles() {
        return parts.retention.hangingFiles();
    }

    public StoreStatistics statistics() {
        return new StoreStatistics(
                parts.commitLog.appendedMessages(),
                parts.commitLog.appendedBytes(),
                parts.commitLog.refusedAppends(),
                parts.reader.readMessages(),
                parts.reader.foundReads(),
                parts.reader.readMisses(),
                parts.flushService.forces(),
                minPhysicalOffset(),
                maxPhysicalOffset(),
                flushedPhysicalOffset(),
                dispatchBehindBytes(),
                parts.commitLog.waitingAppends(),
                parts.commitLog.appendWaitMillis(),
                parts.commitLog.writingMillis(),
                parts.finder.storeTimestampAt(minPhysicalOffset()),
                parts.diskWatch.commitLogRatio(),
                parts.diskWatch.rootRatio(),
                parts.queues.count(),
                parts.diskWatch.directoryRatios(),
                parts.pool.freeCount());
    }
}
