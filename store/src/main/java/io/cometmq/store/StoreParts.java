package io.cometmq.store;

import io.cometmq.store.dispatch.ArrivalDispatcher;
import io.cometmq.store.dispatch.CommitLogDispatcher;
import io.cometmq.store.dispatch.Dispatcher;
import io.cometmq.store.flush.CommitService;
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
import io.cometmq.store.log.WriteBufferPool;
import io.cometmq.store.queue.ConsumeQueue;
import io.cometmq.store.queue.ConsumeQueueDispatcher;
import io.cometmq.store.queue.ConsumeQueueFlusher;
import io.cometmq.store.queue.ConsumeQueueTable;
import io.cometmq.store.queue.QueueFiles;
import io.cometmq.store.read.LogScanner;
import io.cometmq.store.read.MessageReader;
import io.cometmq.store.read.QueueQuestions;
import io.cometmq.store.read.RecordFinder;
import io.cometmq.store.recovery.Checkpointer;
import io.cometmq.store.recovery.DeletedTopics;
import io.cometmq.store.recovery.LogFiles;
import io.cometmq.store.recovery.StoreCheckpoint;
import io.cometmq.store.recovery.StoreRecovery;
import io.cometmq.store.retention.DiskWatch;
import io.cometmq.store.retention.RetentionService;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The parts of a store, wired. Opening the files is part of it; nothing runs yet. */
final class StoreParts {
    /** Consume queue files open at the same time, of all queues together. */
    private static final int MAX_OPEN_QUEUE_FILES = 512;

    private static final int MAX_OPEN_EXTENSION_FILES = 128;

    final LogDirectories directories;
    final AppendGate gate = new AppendGate();
    final WriteBufferPool pool;
    final LogPositions positions;
    final MappedFileQueue files;
    final QueueFiles queueFiles;
    /** Null when queues have no extension. */
    final QueueFiles extFiles;

    final ConsumeQueueTable queues;
    final ConsumeQueueFlusher flusher;
    final ConsumeQueueDispatcher queueDispatcher;
    final IndexService index;
    final Dispatcher dispatcher;
    final DiskWatch diskWatch;
    /** Null under ASYNC_FLUSH. */
    final UnforcedQueue unforced;

    final StoreCheckpoint checkpoint;
    final DeletedTopics deletedTopics;
    final FlushService flushService;
    final CommitLog commitLog;
    final CommitService commitService;
    final StoreTruncation truncation;
    final StoreThreads threads;
    final RetentionService retention;
    final MessageReader reader;
    final RecordFinder finder;
    final QueueQuestions queueQuestions;
    final TopicDeletion topicDeletion;
    final LogScanner scanner;
    private final StoreRecovery recovery;

    StoreParts(
            MessageStoreConfig config,
            StoreClock clock,
            MessageArrivingListener listener,
            DelayLevels delayLevels,
            FilterBitMaps bitMaps,
            LogForcer forcer,
            BlockAllocator blocks)
            throws IOException {
        Path root = config.rootDirectory();
        this.directories = new LogDirectories(config.commitLogDirectories(), config.readOnlyCommitLogDirectories());
        boolean sync = config.flushDiskType() == FlushDiskType.SYNC_FLUSH;
        this.pool = new WriteBufferPool(config);
        this.positions = new LogPositions(pool.isEnabled(), sync);
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
        directories.create();
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
                pool,
                files,
                positions,
                gate,
                queues,
                dispatcher,
                unforced,
                flushService::wantForce);
        reader = new MessageReader(config, commitLog, files, positions, queues, delayLevels, inMemoryDistance(config));
        finder = new RecordFinder(config, commitLog, files, positions, index);
        queueQuestions = new QueueQuestions(commitLog, queues, reader, finder);
        topicDeletion = new TopicDeletion(commitLog, positions, queues, flusher, deletedTopics);
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
        commitService = new CommitService(config, files, positions, pool, gate, dispatcher);
        truncation = new StoreTruncation(
                commitLog, positions, dispatcher, queues, flusher, index, commitService, flushService, checkpointer);
        threads = new StoreThreads(
                config, clock, commitLog, unforced, flusher, index, checkpoint, checkpointer, diskWatch, gate);
        retention = new RetentionService(
                config, clock, commitLog, files, positions, dispatcher, queues, flusher, index, diskWatch);
        recovery = new StoreRecovery(
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
                new RecordReader(queues, delayLevels, config.messageIndexEnable(), deletedTopics::isDeleted));
    }

    /** Brings log, queues and index to the last good record. */
    void recover(boolean clean) throws IOException {
        recovery.recover(clean);
        reader.started();
        diskWatch.check();
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

    private static long inMemoryDistance(MessageStoreConfig config) {
        java.lang.management.OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        long physicalMemory = system instanceof com.sun.management.OperatingSystemMXBean hotspot
                ? hotspot.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
        return physicalMemory / 100 * config.accessMessageInMemoryMaxRatio();
    }
}
