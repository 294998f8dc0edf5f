package io.cometmq.store.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Prepares the log ahead of its end, on its own thread, so that no append waits for it: gives the current file its disk
 * blocks and makes the next file. When the disk has no room the gate is closed, and opened again once {@link #retry} succeeds.
 */
final class SegmentAllocator implements AutoCloseable {
    /** How far ahead of the end blocks are allocated: more than is appended while a step is made. */
    static final long AHEAD_BYTES = 32 << 20;

    private static final int STEP_BYTES = 1 << 20;

    private final LogDirectories directories;
    private final int fileSize;
    private final BlockAllocator blocks;
    private final SegmentWarmer warmer;
    private final AppendGate gate;
    private final Runnable onChange;
    /** One short-lived thread; it exists only while there is something to do. */
    private final ThreadPoolExecutor worker;
    /** The file that is being appended to; guarded by this monitor. */
    private MappedFile current;
    /** The file after it, null while there is none; guarded by this monitor. */
    private MappedFile next;
    /** Commit log offset up to which blocks are wanted; guarded by this monitor. */
    private long goal;
    /** Whether the worker has something to do; guarded by this monitor. */
    private boolean working;
    /** Guarded by this monitor. */
    private boolean failed;

    /** @param onChange called on the allocator's thread when there is more room, or none to be had */
    @SuppressWarnings("MissingSummary")
    SegmentAllocator(
            LogDirectories directories,
            int fileSize,
            BlockAllocator blocks,
            SegmentWarmer warmer,
            AppendGate gate,
            Runnable onChange) {
        this.directories = directories;
        this.fileSize = fileSize;
        this.blocks = blocks;
        this.warmer = warmer;
        this.gate = gate;
        this.onChange = onChange;
        this.worker = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "store-allocate");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Maps the file that starts there, without blocks of its own yet. */
    MappedFile create(long startOffset) throws IOException {
        Path directory = directories.directoryFor(startOffset, fileSize);
        return MappedFile.open(directory, startOffset, fileSize);
    }

    /** Appends begin in this file, or go on in it after the log was cut; a file made ahead of another is given up. */
    synchronized void use(MappedFile file) throws IOException {
        if (next != null) {
            next.destroy();
            next = null;
        }
        current = file;
    }

    /** Asks for blocks up to {@link #AHEAD_BYTES} behind this commit log offset. */
    synchronized void advance(long position) {
        goal = Math.max(goal, position + AHEAD_BYTES);
        if (!failed) {
            wake();
        }
    }

    /** Tries again when the disk had no room. */
    synchronized void retry() {
        if (failed) {
            failed = false;
            wake();
        }
    }

    private void wake() {
        if (!working && !worker.isShutdown()) {
            working = true;
            worker.execute(this::work);
        }
    }

    /**
     * The file that starts here, when there is one; null otherwise. It is the caller's then, and appends go to it from now on: a worker that
     * took the file before it for the current one would make this one again, and destroy it.
     */
    synchronized MappedFile take(long startOffset) {
        if (next == null || next.startOffset() != startOffset) {
            return null;
        }
        current = next;
        next = null;
        return current;
    }

    /** What is to be done next; null when nothing is. */
    private synchronized MappedFile unfinished() {
        if (current.allocatedTo() < Math.min(goal, current.endOffset())) {
            return current;
        }
        boolean done = worker.isShutdown() || (next != null && next.allocatedTo() >= Math.min(goal, next.endOffset()));
        working = !done;
        return done ? null : next == null ? current : next;
    }

    private void work() {
        try {
            for (MappedFile file = unfinished(); file != null; file = unfinished()) {
                if (file.allocatedTo() < file.endOffset() && file.allocatedTo() < goalOf(file)) {
                    allocateStep(file);
                } else {
                    createAfter(file);
                }
                onChange.run();
            }
            gate.noSpace(null);
        } catch (IOException e) {
            synchronized (this) {
                failed = true;
                working = false;
            }
            gate.noSpace("the disk of " + directories + " has no room for the log (" + e.getMessage()
                    + "); delete something or add space");
            onChange.run();
        }
    }

    private synchronized long goalOf(MappedFile file) {
        return Math.min(goal, file.endOffset());
    }

    private void allocateStep(MappedFile file) throws IOException {
        long from = file.allocatedTo() - file.startOffset();
        // Steps end at round numbers, so that no block is shared by two of them.
        long to = Math.min(file.size(), (from / STEP_BYTES + 1) * STEP_BYTES);
        blocks.allocate(file.path(), from, to);
        warmer.warm(file, (int) from, (int) to);
        file.allocatedTo(file.startOffset() + to);
    }

    private void createAfter(MappedFile file) throws IOException {
        MappedFile made = create(file.endOffset());
        synchronized (this) {
            if (current == file && next == null) {
                next = made;
                return;
            }
        }
        // The log was cut meanwhile.
        made.destroy();
    }

    @Override
    public void close() {
        worker.shutdown();
        boolean interrupted = false;
        while (!worker.isTerminated()) {
            try {
                worker.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
