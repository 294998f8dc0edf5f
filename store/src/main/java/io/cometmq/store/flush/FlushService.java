package io.cometmq.store.flush;

import io.cometmq.common.concurrent.ThreadEnd;
import io.cometmq.store.FlushDiskType;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.dispatch.Dispatcher;
import io.cometmq.store.log.AppendGate;
import io.cometmq.store.log.LogPositions;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.UnforcedQueue;
import io.cometmq.store.recovery.StoreCheckpoint;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** The thread that forces the log. */
public final class FlushService implements AutoCloseable {
    private static final int PAGE_SIZE = 4096;

    private final MappedFileQueue files;
    private final LogPositions positions;
    private final UnforcedQueue unforced;
    private final AppendGate gate;
    private final StoreCheckpoint checkpoint;
    private final LogForcer forcer;
    private final boolean sync;
    private final long intervalNanos;
    private final long leastBytes;
    private final long thoroughIntervalNanos;
    private final Thread thread = new Thread(this::loop, "store-flush");
    private final AtomicBoolean wanted = new AtomicBoolean();
    /** Held while something is forced. */
    private final ReentrantLock roundLock = new ReentrantLock();

    private volatile boolean running = true;
    private final LongAdder forces = new LongAdder();
    /** Set before the thread starts. */
    private Dispatcher dispatcher;
    /** Owned by the thread. */
    private long lastForceNanos;

    /** @param unforced appends waiting for a force; null under ASYNC_FLUSH */
    @SuppressWarnings("MissingSummary")
    public FlushService(
            MessageStoreConfig config,
            MappedFileQueue files,
            LogPositions positions,
            UnforcedQueue unforced,
            AppendGate gate,
            StoreCheckpoint checkpoint,
            LogForcer forcer) {
        this.files = files;
        this.positions = positions;
        this.unforced = unforced;
        this.gate = gate;
        this.checkpoint = checkpoint;
        this.forcer = forcer;
        this.sync = config.flushDiskType() == FlushDiskType.SYNC_FLUSH;
        this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(Math.max(1, config.flushIntervalCommitLog()));
        this.leastBytes = (long) config.flushCommitLogLeastPages() * PAGE_SIZE;
        this.thoroughIntervalNanos = TimeUnit.MILLISECONDS.toNanos(config.flushCommitLogThoroughInterval());
        thread.setDaemon(true);
    }

    /** Starts the thread. */
    public void start(Dispatcher forcedDispatcher) {
        this.dispatcher = forcedDispatcher;
        lastForceNanos = System.nanoTime();
        thread.start();
    }

    /** Something waits for a force; any thread, cheap. */
    public void wantForce() {
        if (!wanted.get() && !wanted.getAndSet(true)) {
            LockSupport.unpark(thread);
        }
    }

    /** Forces done since the start. */
    public long forces() {
        return forces.sum();
    }

    private void loop() {
        while (running) {
            if (!wanted.getAndSet(false)) {
                LockSupport.parkNanos(this, intervalNanos);
                // An interrupt must not turn the waiting into spinning; nobody has a reason to send one.
                boolean ignored = Thread.interrupted();
                if (!wanted.getAndSet(false) && !isDue()) {
                    continue;
                }
            }
            round();
        }
        round();
    }

    private boolean isDue() {
        long dirty = positions.committed() - positions.forced();
        return dirty > 0
                && (sync || dirty >= leastBytes || System.nanoTime() - lastForceNanos >= thoroughIntervalNanos);
    }

    /** Runs something while nothing is forced. */
    public void exclusively(Runnable action) {
        roundLock.lock();
        try {
            action.run();
        } finally {
            roundLock.unlock();
        }
    }

    private void round() {
        roundLock.lock();
        try {
            forceRound();
        } finally {
            roundLock.unlock();
        }
    }

    private void forceRound() {
        if (gate.isFailed()) {
            failWaiting();
            return;
        }
        try {
            force();
        } catch (IOException | RuntimeException | Error e) {
            // What the disk has of these pages is unknown from here on; trying again could report success for lost
            // data.
            gate.fail("the log could not be forced to the disk", e);
            failWaiting();
            return;
        }
        if (sync) {
            dispatcher.run();
            unforced.release(positions.forced());
        }
    }

    private void failWaiting() {
        failWaiting(gate.refusal());
    }

    /** Answers what waits for a force as not stored for sure; within {@link #exclusively}. */
    public void failWaiting(String reason) {
        if (sync) {
            unforced.fail(reason);
        }
    }

    private void force() throws IOException {
        long timestamp = positions.appendedTimestamp();
        long target = positions.committed();
        lastForceNanos = System.nanoTime();
        files.forEachPart(positions.forced(), target, (file, from, to) -> {
            forcer.force(file, from, to);
            forces.increment();
        });
        if (target > positions.forced()) {
            positions.forcedTo(target);
            checkpoint.physicTimestamp(timestamp);
        }
    }

    /** Forces everything appended so far and ends the thread. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        ThreadEnd.await(thread);
    }
}
