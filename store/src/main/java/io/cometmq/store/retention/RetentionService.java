package io.cometmq.store.retention;

import io.cometmq.common.concurrent.ThreadEnd;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.StoreClock;
import io.cometmq.store.dispatch.Dispatcher;
import io.cometmq.store.index.IndexService;
import io.cometmq.store.log.CommitLog;
import io.cometmq.store.log.LogPositions;
import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.queue.ConsumeQueue;
import io.cometmq.store.queue.ConsumeQueueFlusher;
import io.cometmq.store.queue.ConsumeQueueTable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old log files and what points only into them (docs/protocol/semantics.md 16): expired ones at certain hours, or
 * when the disk fills; the oldest, expired or not, when it is nearly full. A few files at a time, with pauses, so that the
 * disk is not stalled; never the last one, never one that is not forced and dispatched.
 */
public final class RetentionService {
    private static final Logger log = LoggerFactory.getLogger(RetentionService.class);
    /** Looks that a request by hand lasts (docs/protocol/semantics.md 16). */
    private static final int MANUAL_ROUNDS = 20;

    private final CommitLog commitLog;
    private final MappedFileQueue files;
    private final LogPositions positions;
    private final Dispatcher dispatcher;
    private final ConsumeQueueTable queues;
    private final ConsumeQueueFlusher flusher;
    private final IndexService index;
    private final DiskWatch diskWatch;
    private final StoreClock clock;
    private final long reservedMillis;
    private final Set<Integer> hours;
    private final int expireFromPercent;
    private final int forceFromPercent;
    private final int batchMax;
    private final long pauseNanos;
    private final long intervalNanos;
    private final long queuePauseNanos;
    private final HangingFiles hanging;
    private final AtomicInteger manualRounds = new AtomicInteger();
    private final Thread thread = new Thread(this::loop, "store-clean");
    private volatile boolean running = true;

    public RetentionService(
            MessageStoreConfig config,
            StoreClock clock,
            CommitLog commitLog,
            MappedFileQueue files,
            LogPositions positions,
            Dispatcher dispatcher,
            ConsumeQueueTable queues,
            ConsumeQueueFlusher flusher,
            IndexService index,
            DiskWatch diskWatch) {
        this.commitLog = commitLog;
        this.files = files;
        this.positions = positions;
        this.dispatcher = dispatcher;
        this.queues = queues;
        this.flusher = flusher;
        this.index = index;
        this.diskWatch = diskWatch;
        this.clock = clock;
        this.reservedMillis = TimeUnit.HOURS.toMillis(config.fileReservedTime());
        this.hours = hours(config.deleteWhen());
        this.expireFromPercent = config.diskMaxUsedSpaceRatio();
        this.forceFromPercent =
                config.cleanFileForciblyEnable() ? config.diskSpaceCleanForciblyRatio() : Integer.MAX_VALUE;
        this.batchMax = config.deleteFileBatchMax();
        this.pauseNanos = TimeUnit.MILLISECONDS.toNanos(config.deleteCommitLogFilesInterval());
        this.queuePauseNanos = TimeUnit.MILLISECONDS.toNanos(config.deleteConsumeQueueFilesInterval());
        this.hanging = new HangingFiles(config.redeleteHangedFileInterval(), config.destroyMapedFileIntervalForcibly());
        this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(Math.max(1, config.cleanResourceInterval()));
        thread.setDaemon(true);
    }

    private static Set<Integer> hours(String deleteWhen) {
        Set<Integer> hours = new HashSet<>();
        for (String hour : deleteWhen.split(";", -1)) {
            if (hour.isBlank()) {
                continue;
            }
            if (!hour.strip().matches("[01]?\\d|2[0-3]")) {
                throw new IllegalArgumentException(
                        "deleteWhen has '" + hour + "', it must be hours 00 to 23 separated by semicolons");
            }
            hours.add(Integer.parseInt(hour.strip()));
        }
        return hours;
    }

    public void start() {
        thread.start();
    }

    /** Deletes expired files now, whatever the hour; any thread. */
    public void deleteExpiredSoon() {
        manualRounds.set(MANUAL_ROUNDS);
        LockSupport.unpark(thread);
    }

    /** Deleted files of the log that still take their space; at some moment. */
    public int hangingFiles() {
        return hanging.count();
    }

    private void loop() {
        while (running) {
            LockSupport.parkNanos(this, intervalNanos);
            try {
                round();
            } catch (IOException | RuntimeException e) {
                log.warn("old files could not be deleted, trying again later: {}", e.toString());
            }
        }
    }

    /** Looks once; returns the number of log files deleted. */
    int round() throws IOException {
        hanging.look(clock.millis());
        double percent = diskWatch.commitLogRatio() * 100;
        boolean force = percent > forceFromPercent;
        boolean manual = manualRounds.get() > 0 && manualRounds.decrementAndGet() >= 0;
        int hour = Instant.ofEpochMilli(clock.millis())
                .atZone(ZoneId.systemDefault())
                .getHour();
        boolean wanted = manual || force || percent > expireFromPercent || hours.contains(hour);
        int deleted = 0;
        while (wanted && running && deleted < batchMax && deleteFirst(force)) {
            deleted++;
            LockSupport.parkNanos(this, pauseNanos);
        }
        if (deleted > 0) {
            trimDerived();
        }
        return deleted;
    }

    private boolean deleteFirst(boolean force) throws IOException {
        MappedFile first = files.first();
        if (first == null || first.endOffset() > Math.min(positions.forced(), dispatcher.dispatchedPosition())) {
            return false;
        }
        long age = clock.millis() - Files.getLastModifiedTime(first.path()).toMillis();
        if (!force && age < reservedMillis) {
            return false;
        }
        MappedFile detached = commitLog.detachFirst();
        if (detached == null) {
            return false;
        }
        detached.destroy();
        hanging.add(detached, clock.millis());
        log.info(
                "deleted {}, last changed {} h ago{}",
                detached,
                TimeUnit.MILLISECONDS.toHours(age),
                force ? ", because the disk is nearly full" : "");
        return true;
    }

    private void trimDerived() throws IOException {
        long minPhysicalOffset = commitLog.minPhysicalOffset();
        int queueFiles = 0;
        for (ConsumeQueue queue : queues.all()) {
            int ofQueue = flusher.deleteExpired(queue, minPhysicalOffset);
            queueFiles += ofQueue;
            if (ofQueue > 0 && running) {
                LockSupport.parkNanos(this, queuePauseNanos);
            }
        }
        int indexFiles = index.deleteExpired(minPhysicalOffset);
        log.info(
                "the log now begins at {}; {} consume queue files and {} index files deleted",
                minPhysicalOffset,
                queueFiles,
                indexFiles);
    }

    /** Ends the thread. */
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        ThreadEnd.await(thread);
    }
}
