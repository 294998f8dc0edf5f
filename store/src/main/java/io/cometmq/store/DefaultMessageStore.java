package io.cometmq.store;

import io.cometmq.common.BoundaryType;
import io.cometmq.store.dispatch.ArrivalDispatcher;
import io.cometmq.store.dispatch.CommitLogDispatcher;
import io.cometmq.store.dispatch.Dispatcher;
import io.cometmq.store.flush.FlushService;
import io.cometmq.store.flush.LogForcer;
import io.cometmq.store.index.IndexService;
import io.cometmq.store.log.AppendGate;
import io.cometmq.store.log.BlockAllocator;
import io.cometmq.store.log.CommitLog;
import io.cometmq.store.log.LogDirectories;
import io.cometmq.store.log.LogPositions;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.RecordBitMaps;
import io.cometmq.store.log.RecordLayout;
import io.cometmq.store.log.RecordReader;
import io.cometmq.store.log.UnforcedQueue;
import io.cometmq.store.queue.ConsumeQueue;
import io.cometmq.store.queue.ConsumeQueueDispatcher;
import io.cometmq.store.queue.ConsumeQueueFlusher;
import io.cometmq.store.queue.ConsumeQueueTable;
import io.cometmq.store.queue.QueueFiles;
import io.cometmq.store.queue.TopicQueues;
import io.cometmq.store.queue.UnitBuffer;
import io.cometmq.store.read.LogScanner;
import io.cometmq.store.read.MessageReader;
import io.cometmq.store.read.RecordFinder;
import io.cometmq.store.recovery.Checkpointer;
import io.cometmq.store.recovery.DeletedTopics;
import io.cometmq.store.recovery.DirectoryLock;
import io.cometmq.store.recovery.LogFiles;
import io.cometmq.store.recovery.StoreCheckpoint;
import io.cometmq.store.recovery.StoreRecovery;
import io.cometmq.store.retention.DiskWatch;
import io.cometmq.store.retention.RetentionService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    /** Consume queue files open at the same time, of all queues together. */
    private static final int MAX_OPEN_QUEUE_FILES = 512;

    private static final int MAX_OPEN_EXTENSION_FILES = 128;

    private final MessageStoreConfig config;
    private final LogForcer forcer;
    private final BlockAllocator blocks;
    private final LogDirectories directories;
    private final StoreClock clock;
    private final DelayLevels delayLevels;
    private final AppendGate gate = new AppendGate();
    private final LogPositions positions;
    private final MappedFileQueue files;
    private final QueueFiles queueFiles;
    private final QueueFiles extFiles;
    private final ConsumeQueueTable queues;
    private final ConsumeQueueFlusher flusher;
    private final ConsumeQueueDispatcher queueDispatcher;
    private final IndexService index;
    private final Dispatcher dispatcher;
    private final DiskWatch diskWatch;
    private final UnforcedQueue unforced;
    /** Set by load, before anything else is used. */
    private DirectoryLock lock;

    private StoreCheckpoint checkpoint;
    private DeletedTopics deletedTopics;
    private FlushService flushService;
    private CommitLog commitLog;
    private StoreTruncation truncation;
    private StoreThreads threads;
    private RetentionService retention;
    private MessageReader reader;
    private RecordFinder finder;
    private LogScanner scanner;
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
        this.delayLevels = delayLevels;
        this.forcer = forcer;
        this.blocks = blocks;
        this.directories = new LogDirectories(config.commitLogDirectories(), config.readOnlyCommitLogDirectories());
        boolean sync = config.flushDiskType() == FlushDiskType.SYNC_FLUSH;
        this.positions = new LogPositions(sync);
        this.unforced = sync ? new UnforcedQueue() : null;
        this.files = new MappedFileQueue(config.mappedFileSizeCommitLog());
        this.queueFiles = new QueueFiles(
                config.rootDirectory().resolve("consumequeue"),
                config.mappedFileSizeConsumeQueue(),
                ConsumeQueue.UNIT_SIZE,
                MAX_OPEN_QUEUE_FILES);
        this.extFiles = extensionFiles(config);
        this.queues = new ConsumeQueueTable(queueFiles, extFiles);
        this.flusher = new ConsumeQueueFlusher(
                extFiles == null ? List.of(queueFiles) : List.of(queueFiles, extFiles),
                clock,
                config.flushConsumeQueueLeastPages(),
                this::derivableTo);
        this.index = new IndexService(config, clock, blocks);
        this.diskWatch = new DiskWatch(config, directories, gate);
        List<CommitLogDispatcher> dispatchers = new ArrayList<>();
        this.queueDispatcher = new ConsumeQueueDispatcher(
                flusher,
                RecordLayout::isQueued,
                this::wakeWriter,
                config.enableConsumeQueueExt() ? new RecordBitMaps(files, bitMaps) : null);
        dispatchers.add(queueDispatcher);
        if (config.messageIndexEnable()) {
            dispatchers.add(index);
        }
        dispatchers.add(new ArrivalDispatcher(listener, RecordLayout::isQueued));
        this.dispatcher = new Dispatcher(positions::readable, dispatchers);
    }

    /** Null when there are none to be written and none to be read. */
    private static QueueFiles extensionFiles(MessageStoreConfig config) {
        Path directory = config.rootDirectory().resolve("consumequeue_ext");
        return config.enableConsumeQueueExt() || Files.exists(directory)
                ? new QueueFiles(directory, config.mappedFileSizeConsumeQueueExt(), 1, MAX_OPEN_EXTENSION_FILES)
                : null;
    }

    /** Nothing derived is written of a record that a crash may still take away. */
    private long derivableTo() {
        return Math.min(positions.forced(), dispatcher.dispatchedPosition());
    }

    private void wakeWriter() {
        if (threads != null) {
            threads.wakeWriter();
        }
    }

    /**
     * Takes the directory's lock and brings log, queues and index to the last good record.
     *
     * @throws IOException when the directory is in use, cannot be read or written, or holds what cannot be repaired; the
     *     text says what to do
     */
    public void load() throws IOException {
        Path root = config.rootDirectory();
        lock = DirectoryLock.take(root);
        directories.create();
        boolean clean = !Files.exists(abortFile());
        checkpoint = StoreCheckpoint.open(root.resolve("checkpoint"));
        LogFiles.open(directories, files);
        deletedTopics = DeletedTopics.open(root.resolve("deletedTopics"));
        flushService = new FlushService(config, files, positions, unforced, gate, checkpoint, forcer);
        commitLog = new CommitLog(
                config,
                clock,
                delayLevels,
                directories,
                blocks,
                files,
                positions,
                gate,
                queues,
                dispatcher,
                unforced,
                flushService::wantForce);
        reader = new MessageReader(config, commitLog, files, positions, queues, delayLevels, inMemoryDistance(config));
        finder = new RecordFinder(commitLog, files, positions, index, config.maxMsgsNumBatch());
        scanner = new LogScanner(files, positions);
        Checkpointer checkpointer = new Checkpointer(
                config,
                queueFiles.unitsPerFile(),
                dispatcher,
                queues,
                flusher,
                index,
                checkpoint,
                deletedTopics,
                commitLog::minPhysicalOffset);
        truncation = new StoreTruncation(
                commitLog, positions, dispatcher, queues, flusher, index, flushService, checkpointer);
        threads = new StoreThreads(
                config, clock, commitLog, unforced, flusher, index, checkpoint, checkpointer, diskWatch, gate);
        retention = new RetentionService(
                config, clock, commitLog, files, positions, dispatcher, queues, flusher, index, diskWatch);
        new StoreRecovery(
                        config,
                        files,
                        positions,
                        queueFiles,
                        queues,
                        flusher,
                        dispatcher,
                        queueDispatcher,
                        index,
                        checkpoint,
                        deletedTopics,
                        new RecordReader(queues, delayLevels, config.messageIndexEnable(), deletedTopics::isDeleted))
                .recover(clean);
        reader.started();
        diskWatch.check();
    }

    private Path abortFile() {
        return config.rootDirectory().resolve("abort");
    }

    private static long inMemoryDistance(MessageStoreConfig config) {
        java.lang.management.OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        long physicalMemory = system instanceof com.sun.management.OperatingSystemMXBean hotspot
                ? hotspot.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
        return physicalMemory / 100 * config.accessMessageInMemoryMaxRatio();
    }

    /**
     * Starts the background threads and accepts messages.
     *
     * @throws IOException when the first file of the log cannot be created
     */
    public synchronized void start() throws IOException {
        Files.writeString(abortFile(), Long.toString(ProcessHandle.current().pid()));
        commitLog.start();
        flushService.start(dispatcher);
        threads.start();
        retention.start();
        started = true;
        gate.start();
    }

    /** Refuses new messages, forces everything and releases the directory. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed || lock == null) {
            return;
        }
        closed = true;
        gate.stop();
        try {
            if (started) {
                retention.close();
                commitLog.close();
                flushService.close();
                dispatcher.run();
                threads.close();
                if (!gate.isFailed()) {
                    Files.deleteIfExists(abortFile());
                }
            }
            queueFiles.close();
            if (extFiles != null) {
                extFiles.close();
            }
        } catch (IOException e) {
            log.error("the store in {} was not closed cleanly; the next start recovers", config.rootDirectory(), e);
        } finally {
            releaseLock();
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
        return commitLog.append(message);
    }

    /** Appends messages of one topic and queue as consecutive records with consecutive queue offsets, all or none. */
    public CompletableFuture<AppendResult> appendBatch(List<AppendMessage> messages) {
        return commitLog.append(messages);
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
        commitLog.appendRaw(physicalOffset, bytes);
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
        truncation.cutAt(physicalOffset);
    }

    /** Enough replicas have everything below; what enough is, the caller decides. */
    public void replicatedTo(long physicalOffset) {
        positions.replicatedTo(physicalOffset);
    }

    /** End of the log that enough replicas have. */
    public long replicatedPhysicalOffset() {
        return positions.replicated();
    }

    /**
     * Reads a queue (docs/protocol/semantics.md 5). Close the result.
     *
     * @param maxBytes limit besides the configured ones; at least one message is returned when there is one
     */
    public GetMessageResult getMessage(
            String topic, int queueId, long queueOffset, int maxMessages, int maxBytes, MessageFilter filter) {
        try {
            return reader.read(topic, queueId, queueOffset, maxMessages, maxBytes, filter);
        } catch (IOException e) {
            throw failedRead(topic, queueId, e);
        }
    }

    private static UncheckedIOException failedRead(String topic, int queueId, IOException e) {
        return new UncheckedIOException("cannot read queue " + queueId + " of topic " + topic, e);
    }

    /** Whether there is a message at this queue offset that passes the filter. */
    public boolean matches(String topic, int queueId, long queueOffset, MessageFilter filter) {
        try {
            return reader.matches(topic, queueId, queueOffset, filter);
        } catch (IOException e) {
            throw failedRead(topic, queueId, e);
        }
    }

    /** Smallest readable queue offset; -1 for an unknown queue. */
    public long minOffset(String topic, int queueId) {
        ConsumeQueue queue = queues.find(topic, queueId);
        try {
            return queue == null ? -1 : queue.minOffset(commitLog.minPhysicalOffset());
        } catch (IOException e) {
            throw failedRead(topic, queueId, e);
        }
    }

    /** Queue offset of the next visible message; 0 for an unknown queue. */
    public long maxOffset(String topic, int queueId) {
        ConsumeQueue queue = queues.find(topic, queueId);
        return queue == null ? 0 : queue.maxOffset();
    }

    /** Queue offset for an instant (docs/protocol/semantics.md 6); 0 for an unknown queue. */
    public long offsetByTime(String topic, int queueId, long timestampMillis, BoundaryType boundary) {
        ConsumeQueue queue = queues.find(topic, queueId);
        try {
            return queue == null ? 0 : finder.offsetByTime(queue, timestampMillis, boundary);
        } catch (IOException e) {
            throw failedRead(topic, queueId, e);
        }
    }

    /** Store time of a message in milliseconds, -1 when there is none. */
    public long storeTimestamp(String topic, int queueId, long queueOffset) {
        ConsumeQueue queue = queues.find(topic, queueId);
        try {
            return queue == null ? -1 : finder.storeTimestamp(queue, queueOffset);
        } catch (IOException e) {
            throw failedRead(topic, queueId, e);
        }
    }

    /** Store time of the first message of a queue in milliseconds, -1 when there is none. */
    public long earliestStoreTimestamp(String topic, int queueId) {
        return storeTimestamp(topic, queueId, minOffset(topic, queueId));
    }

    /** Whether the message is recent enough to be in memory (accessMessageInMemoryMaxRatio); false when there is none. */
    public boolean isInMemory(String topic, int queueId, long queueOffset) {
        ConsumeQueue queue = queues.find(topic, queueId);
        UnitBuffer unit = new UnitBuffer(1);
        try {
            return queue != null
                    && queue.read(queueOffset, unit) == 1
                    && unit.isReal(0)
                    && reader.isInMemory(unit.physicalOffset(0));
        } catch (IOException e) {
            throw failedRead(topic, queueId, e);
        }
    }

    /** The valid record that starts at this commit log offset, if any. Close it. */
    public Optional<LogSlice> recordAt(long physicalOffset) {
        return Optional.ofNullable(finder.recordAt(physicalOffset));
    }

    /**
     * Hands the records of the log to the visitor, in order, from the one that begins at the offset to the readable end. For
     * what is derived from the log outside the store; reads the disk.
     */
    public void scan(long fromPhysicalOffset, RecordVisitor visitor) {
        scanner.scan(fromPhysicalOffset, visitor);
    }

    /** Records by key or unique key (docs/protocol/message-formats.md 8), store time within begin..end. Close it. */
    public QueryResult queryByKey(String topic, String key, int maxCount, long beginMillis, long endMillis) {
        return finder.queryByKey(topic, key, maxCount, beginMillis, endMillis);
    }

    /** Forgets the topic's queues and deletes their files; the log keeps the records. Returns whether there were any. */
    public boolean deleteTopic(String topic) {
        try {
            return flusher.delete(() -> remove(topic));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the consume queues of topic " + topic, e);
        }
    }

    private TopicQueues remove(String topic) throws IOException {
        TopicQueues[] removed = new TopicQueues[1];
        long[] end = new long[1];
        commitLog.exclusively(() -> {
            end[0] = positions.appended();
            removed[0] = queues.remove(topic);
            if (removed[0] != null) {
                removed[0].markDeleted();
            }
        });
        if (removed[0] != null) {
            deletedTopics.add(topic, end[0]);
        }
        return removed[0];
    }

    /** Deletes expired log files soon, whatever the hour (docs/protocol/semantics.md 16). */
    public void deleteExpiredFilesSoon() {
        retention.deleteExpiredSoon();
    }

    /** Topics that have a consume queue. */
    public Set<String> topics() {
        return queues.topics();
    }

    /** Queue ids of the topic that have a consume queue. */
    public Set<Integer> queues(String topic) {
        TopicQueues found = queues.find(topic);
        return found == null ? Set.of() : found.queueIds();
    }

    /** First byte of the log. */
    public long minPhysicalOffset() {
        return commitLog.minPhysicalOffset();
    }

    /** End of the appended log. */
    public long maxPhysicalOffset() {
        return positions.appended();
    }

    /** End of the forced log. */
    public long flushedPhysicalOffset() {
        return positions.forced();
    }

    /** Commit log offset up to which messages are in their consume queues. */
    public long dispatchedPhysicalOffset() {
        return dispatcher.dispatchedPosition();
    }

    /** Appended bytes that are not yet in their consume queues. */
    public long dispatchBehindBytes() {
        return Math.max(0, positions.appended() - dispatcher.dispatchedPosition());
    }

    /** Whether appends are taken at present; when not, {@link #append} says why. */
    public boolean isWriteable() {
        return gate.isOpen();
    }

    /** Queues that hold entries in memory. */
    int bufferedQueues() {
        return flusher.bufferedQueues();
    }

    /** Consume queue files open at present. */
    int openQueueFiles() {
        return queueFiles.openFiles();
    }

    public StoreStatistics statistics() {
        return new StoreStatistics(
                commitLog.appendedMessages(),
                commitLog.appendedBytes(),
                commitLog.refusedAppends(),
                reader.readMessages(),
                reader.foundReads(),
                reader.readMisses(),
                flushService.forces(),
                minPhysicalOffset(),
                maxPhysicalOffset(),
                flushedPhysicalOffset(),
                dispatchBehindBytes(),
                commitLog.waitingAppends(),
                finder.storeTimestampAt(minPhysicalOffset()),
                diskWatch.commitLogRatio(),
                diskWatch.rootRatio(),
                queues.count());
    }
}
