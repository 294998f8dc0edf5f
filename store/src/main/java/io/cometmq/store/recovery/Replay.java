package io.cometmq.store.recovery;

import io.cometmq.store.dispatch.CommitLogDispatcher;
import io.cometmq.store.dispatch.DispatchRequest;
import io.cometmq.store.dispatch.Dispatcher;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.queue.ConsumeQueueFlusher;
import java.io.IOException;

/**
 * Derives from records that were read back, and writes what was derived from time to time, so that memory holds only a part of
 * it. Used by the loading thread.
 */
final class Replay {
    private static final int WRITE_EVERY = 1 << 20;

    private final MappedFileQueue files;
    private final Dispatcher all;
    private final CommitLogDispatcher queueOnly;
    private final CommitLogDispatcher indexOnly;
    private final ConsumeQueueFlusher flusher;
    private long forcedTo = -1;
    private int sinceWrite;

    Replay(
            MappedFileQueue files,
            Dispatcher all,
            CommitLogDispatcher queueOnly,
            CommitLogDispatcher indexOnly,
            ConsumeQueueFlusher flusher) {
        this.files = files;
        this.all = all;
        this.queueOnly = queueOnly;
        this.indexOnly = indexOnly;
        this.flusher = flusher;
    }

    /** Derives everything from a record; null, which cannot have a queue, is left out. */
    void all(DispatchRequest request) throws IOException {
        if (request != null) {
            all.replay(request);
            replayed(request);
        }
    }

    void queueOnly(DispatchRequest request) throws IOException {
        queueOnly.dispatch(request);
        replayed(request);
    }

    void indexOnly(DispatchRequest request) {
        indexOnly.dispatch(request);
    }

    private void replayed(DispatchRequest request) throws IOException {
        if (forcedTo < 0) {
            forcedTo = request.physicalOffset();
        }
        if (++sinceWrite >= WRITE_EVERY) {
            sinceWrite = 0;
            forceLog(request.endOffset());
            flusher.flushAllBelow(request.endOffset());
        }
    }

    /**
     * Forces what was read of the log: a process that was killed may have left it in memory only, and from now on it counts as
     * forced.
     */
    void forceLog(long end) throws IOException {
        if (forcedTo >= 0 && forcedTo < end) {
            files.forEachPart(forcedTo, end, (file, from, to) -> {
                if (!file.isReadOnly()) {
                    file.force(from, to);
                }
            });
            forcedTo = end;
        }
    }
}
