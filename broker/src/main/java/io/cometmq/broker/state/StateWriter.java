package io.cometmq.broker.state;

import io.cometmq.common.file.StateFile;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a table to its file. Saves that are asked for while one is being written share the next one, so that a thousand
 * changes in a row cost a few writes. Thread-safe.
 */
public final class StateWriter {
    private static final Logger LOG = LoggerFactory.getLogger(StateWriter.class);

    private final StateFile file;
    private final Supplier<String> state;
    private final Executor disk;

    /** Whether the table has changed since its file was written. */
    private volatile boolean changed;

    /** The save that has not begun yet, null when there is none; guarded by this. */
    private CompletableFuture<Void> next;

    /**
     * @param state the table as text, at the moment of the call; called on whichever thread writes
     * @param disk where files are written
     */
    public StateWriter(StateFile file, Supplier<String> state, Executor disk) {
        this.file = file;
        this.state = state;
        this.disk = disk;
    }

    /** The table has changed: the next {@link #flush} writes it. For changes that may wait; costs nothing. */
    public void changed() {
        if (!changed) {
            changed = true;
        }
    }

    /**
     * The table has changed and is to be written soon. The future is complete when the file holds this change; it fails when
     * it cannot be written, and {@link #flush} tries again.
     */
    public CompletableFuture<Void> save() {
        changed = true;
        CompletableFuture<Void> saved;
        synchronized (this) {
            if (next != null) {
                return next;
            }
            next = new CompletableFuture<>();
            saved = next;
        }
        try {
            disk.execute(this::saveNext);
        } catch (RuntimeException e) {
            saveFailed(takeNext(), e);
        }
        return saved;
    }

    private void saveNext() {
        CompletableFuture<Void> saved = takeNext();
        try {
            flush();
            saved.complete(null);
        } catch (IOException | RuntimeException e) {
            saveFailed(saved, e);
        }
    }

    private synchronized CompletableFuture<Void> takeNext() {
        CompletableFuture<Void> taken = next;
        next = null;
        return taken;
    }

    private void saveFailed(CompletableFuture<Void> saved, Exception cause) {
        LOG.error("Cannot write {}; what changed is in memory only until the next attempt", file.path(), cause);
        saved.completeExceptionally(cause);
    }

    /**
     * Writes the file now, on this thread, when the table has changed since it was written. For periodic saves and the last
     * one.
     */
    public void flush() throws IOException {
        synchronized (file) {
            if (!changed) {
                return;
            }
            changed = false;
            try {
                file.store(state.get());
            } catch (IOException | RuntimeException e) {
                changed = true;
                throw e;
            }
        }
    }
}
