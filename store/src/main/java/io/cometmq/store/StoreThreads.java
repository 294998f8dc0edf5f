package io.cometmq.store;

import io.cometmq.common.concurrent.ThreadEnd;
import io.cometmq.store.index.IndexService;
import io.cometmq.store.log.AppendGate;
import io.cometmq.store.log.CommitLog;
import io.cometmq.store.log.UnforcedQueue;
import io.cometmq.store.queue.ConsumeQueueFlusher;
import io.cometmq.store.recovery.Checkpointer;
import io.cometmq.store.recovery.StoreCheckpoint;
import io.cometmq.store.retention.DiskWatch;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two background threads of the store besides the flush of the log: one writes what is derived and the checkpoint and
 * may block on the disk; the other only watches the clock (time limits of waiting appends, disk space).
 */
final class StoreThreads {
    private static final Logger log = LoggerFactory.getLogger(StoreThreads.class);
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long DISK_CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CommitLog commitLog;
    private final UnforcedQueue unforced;
    private final ConsumeQueueFlusher flusher;
    private final IndexService index;
    private final StoreCheckpoint checkpoint;
    private final Checkpointer checkpointer;
    private final DiskWatch diskWatch;
    private final AppendGate gate;
    private final StoreClock clock;
    private final long flushNanos;
    private final long thoroughNanos;
    private final long syncFlushTimeoutMillis;
    private final Thread writer = new Thread(this::writeLoop, "store-derive");
    private final Thread watcher = new Thread(this::watchLoop, "store-watch");
    private volatile boolean running = true;
    private volatile boolean early;

    StoreThreads(
            MessageStoreConfig config,
            StoreClock clock,
            CommitLog commitLog,
            UnforcedQueue unforced,
            ConsumeQueueFlusher flusher,
            IndexService index,
            StoreCheckpoint checkpoint,
            Checkpointer checkpointer,
            DiskWatch diskWatch,
            AppendGate gate) {
        this.commitLog = commitLog;
        this.unforced = unforced;
        this.flusher = flusher;
        this.index = index;
        this.checkpoint = checkpoint;
        this.checkpointer = checkpointer;
        this.diskWatch = diskWatch;
        this.gate = gate;
        this.clock = clock;
        this.flushNanos = TimeUnit.MILLISECONDS.toNanos(Math.max(1, config.flushIntervalConsumeQueue()));
        this.thoroughNanos = TimeUnit.MILLISECONDS.toNanos(config.flushConsumeQueueThoroughInterval());
        this.syncFlushTimeoutMillis = config.syncFlushTimeout();
        writer.setDaemon(true);
        watcher.setDaemon(true);
    }

    void start() {
        writer.start();
        watcher.start();
    }

    /** Much has collected; any thread, cheap. */
    void wakeWriter() {
        if (!early) {
            early = true;
            LockSupport.unpark(writer);
        }
    }

    private void writeLoop() {
        long lastThorough = System.nanoTime();
        while (running) {
            if (!early) {
                LockSupport.parkNanos(this, flushNanos);
            }
            early = false;
            try {
                index.writeWaiting();
                if (System.nanoTime() - lastThorough >= thoroughNanos) {
                    lastThorough = System.nanoTime();
                    checkpointer.force();
                } else {
                    flusher.flushDue();
                    checkpointer.snapshotIfMuchIsNew();
                }
                checkpoint.flush();
                gate.derivedFailure(null);
            } catch (IOException e) {
                // Nothing is lost: the entries stay in memory, and the log has them anyway.
                gate.derivedFailure(e);
            } catch (RuntimeException | Error e) {
                // An access to a mapped page that the disk could not provide ends here, too.
                gate.fail("consume queues or index broke", e);
                return;
            }
        }
    }

    private void watchLoop() {
        long lastDiskCheck = System.nanoTime() - DISK_CHECK_NANOS;
        while (running) {
            long now = System.nanoTime();
            if (now - lastDiskCheck >= DISK_CHECK_NANOS) {
                lastDiskCheck = now;
                diskWatch.check();
                commitLog.retryAllocation();
            }
            commitLog.expireWaiting();
            if (unforced != null) {
                unforced.expire(clock.millis() - syncFlushTimeoutMillis);
            }
            LockSupport.parkNanos(this, WATCH_NANOS);
        }
    }

    /**
     * Ends the threads and writes everything; when nothing is appended or dispatched any more.
     *
     * @return whether queues and index are all in their files
     */
    boolean close() throws IOException {
        running = false;
        flusher.hurry();
        LockSupport.unpark(writer);
        LockSupport.unpark(watcher);
        ThreadEnd.await(writer);
        ThreadEnd.await(watcher);
        if (gate.isFailed()) {
            log.warn("the store had failed: queues, index and checkpoint are left as they are for recovery");
            return false;
        }
        boolean written = checkpointer.close();
        if (!written) {
            log.info("there was no time to write all queues: the next start has the rest from a snapshot, or the log");
        }
        return written;
    }
}
