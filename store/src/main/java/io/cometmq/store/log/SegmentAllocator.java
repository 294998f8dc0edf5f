package io.cometmq.store.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the next file of the log ahead of its use, on its own thread, so that no append waits for it. Asked under the
 * append lock; tells the log when a file is ready or could not be made.
 */
final class SegmentAllocator implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SegmentAllocator.class);

    /** Makes a file; may take its time. */
    interface Factory {
        MappedFile create(Path directory, long startOffset, int size) throws IOException;
    }

    private final Path directory;
    private final int fileSize;
    private final Factory factory;
    private final Runnable onChange;
    /** One short-lived thread; it exists only while a file is being made. */
    private final ThreadPoolExecutor worker;
    /** Start of the file being made or ready, -1 for none; guarded by this monitor. */
    private long requested = -1;
    /** Guarded by this monitor. */
    private MappedFile ready;
    /** Guarded by this monitor. */
    private IOException failure;

    /** @param onChange called on the allocator's thread when a file is ready or has failed */
    @SuppressWarnings("MissingSummary")
    SegmentAllocator(Path directory, int fileSize, Factory factory, Runnable onChange) {
        this.directory = directory;
        this.fileSize = fileSize;
        this.factory = factory;
        this.onChange = onChange;
        this.worker = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "store-allocate");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts making the file unless it is being made or ready. */
    synchronized void request(long startOffset) {
        if (requested == startOffset || worker.isShutdown()) {
            return;
        }
        requested = startOffset;
        failure = null;
        worker.execute(() -> make(startOffset));
    }

    private void make(long startOffset) {
        MappedFile made = null;
        IOException failed = null;
        try {
            made = factory.create(directory, startOffset, fileSize);
        } catch (IOException e) {
            failed = e;
            log.error("cannot create commit log file {} in {}: {}", startOffset, directory, e.toString());
        }
        synchronized (this) {
            ready = made;
            failure = failed;
        }
        onChange.run();
    }

    /** The file, when it is ready; null otherwise. */
    synchronized MappedFile take(long startOffset) {
        if (ready == null || ready.startOffset() != startOffset) {
            return null;
        }
        MappedFile taken = ready;
        ready = null;
        requested = -1;
        return taken;
    }

    /** Why the last file could not be made, once; the next request tries again. */
    synchronized IOException takeFailure() {
        IOException taken = failure;
        if (taken != null) {
            failure = null;
            requested = -1;
        }
        return taken;
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
