package io.cometmq.store.log;

import io.cometmq.store.AppendResult;
import java.util.concurrent.CompletableFuture;

/** One append, of a message or a batch, on its way into the log. */
public final class PendingAppend {
    final PreparedRecord first;
    final int recordCount;
    final int totalSize;
    final boolean waitStore;
    final long offeredAtMillis;
    private final CompletableFuture<AppendResult> future = new CompletableFuture<>();

    /** Set under the append lock. */
    AppendResult result;
    /** Commit log offset after the last record; set under the append lock. */
    long endOffset;

    /** Link of {@link AppendQueue}. */
    volatile PendingAppend next;
    /** Link of those written together, in log order; set under the append lock. */
    PendingAppend nextWritten;
    /** Link of those that wait for a force, in log order. */
    volatile PendingAppend nextUnforced;

    PendingAppend(PreparedRecord first, int recordCount, int totalSize, boolean waitStore, long offeredAtMillis) {
        this.first = first;
        this.recordCount = recordCount;
        this.totalSize = totalSize;
        this.waitStore = waitStore;
        this.offeredAtMillis = offeredAtMillis;
    }

    public CompletableFuture<AppendResult> future() {
        return future;
    }
}
