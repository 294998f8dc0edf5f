package io.cometmq.store.flush;

import io.cometmq.common.concurrent.ThreadEnd;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.dispatch.Dispatcher;
import io.cometmq.store.log.AppendGate;
import io.cometmq.store.log.LogPositions;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.WriteBufferPool;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The thread that brings what was appended to write buffers into the files, where it becomes readable. */
public final class CommitService implements AutoCloseable {
    private static final int PAGE_SIZE = 4096;

    private final MappedFileQueue files;
    private final LogPositions positions;
    private final WriteBufferPool pool;
    private final AppendGate gate;
    private final Dispatcher dispatcher;
    private final long intervalNanos;
    private final long leastBytes;
    private final long thoroughNanos;
    private final Thread thread = new Thread(this::loop, "store-commit");
    private volatile boolean running = true;
    /** Owned by the thread. */
    private long lastCommitNanos = System.nanoTime();

    public CommitService(
            MessageStoreConfig config,
            MappedFileQueue files,
            LogPositions positions,
            WriteBufferPool pool,
            AppendGate gate,
            Dispatcher dispatcher) {
        this.files = files;
        this.positions = positions;
        this.pool = pool;
        this.gate = gate;
        this.dispatcher = dispatcher;
        this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(config.commitIntervalCommitLog());
        this.leastBytes = (long) config.commitCommitLogLeastPages() * PAGE_SIZE;
        this.thoroughNanos = TimeUnit.MILLISECONDS.toNanos(config.commitCommitLogThoroughInterval());
        thread.setDaemon(true);
    }

    /** Starts the thread, if there is a pool. */
    public void start() {
        if (pool.isEnabled()) {
            thread.start();
        }
    }

    private void loop() {
        while (running) {
            LockSupport.parkNanos(this, intervalNanos);
            boolean due = positions.appended() - positions.committed() >= leastBytes
                    || System.nanoTime() - lastCommitNanos >= thoroughNanos;
            if (due && !gate.isFailed()) {
                tryCommit();
            }
        }
    }

    private void tryCommit() {
        try {
            commit();
        } catch (IOException | RuntimeException | Error e) {
            gate.fail("the log could not be written from its buffer", e);
        }
    }

    private synchronized void commit() throws IOException {
        lastCommitNanos = System.nanoTime();
        long target = positions.appended();
        files.forEachPart(positions.committed(), target, (file, from, to) -> {
            file.commit(from, to);
            if (to == file.size()) {
                file.detachWriteBuffer(pool);
            }
        });
        if (target > positions.committed()) {
            positions.committedTo(target);
            dispatcher.run();
        }
    }

    /** Commits everything appended so far; when nothing is appended at the same time. */
    public void commitAll() {
        if (pool.isEnabled() && !gate.isFailed()) {
            tryCommit();
        }
    }

    /** Commits everything and ends the thread. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        ThreadEnd.await(thread);
        commitAll();
    }
}
