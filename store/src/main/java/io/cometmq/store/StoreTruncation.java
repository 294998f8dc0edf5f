package io.cometmq.store;

import io.cometmq.store.dispatch.Dispatcher;
import io.cometmq.store.flush.CommitService;
import io.cometmq.store.flush.FlushService;
import io.cometmq.store.index.IndexService;
import io.cometmq.store.log.CommitLog;
import io.cometmq.store.log.LogPositions;
import io.cometmq.store.queue.ConsumeQueueFlusher;
import io.cometmq.store.queue.ConsumeQueueTable;
import io.cometmq.store.recovery.Checkpointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back the end of the log while the store is open, and what was derived of it. Everything that could be under way is
 * stopped meanwhile, in this order: writes of queues, forces, appends, dispatch.
 */
final class StoreTruncation {
    private static final Logger log = LoggerFactory.getLogger(StoreTruncation.class);

    private final CommitLog commitLog;
    private final LogPositions positions;
    private final Dispatcher dispatcher;
    private final ConsumeQueueTable queues;
    private final ConsumeQueueFlusher flusher;
    private final IndexService index;
    private final CommitService commitService;
    private final FlushService flushService;
    private final Checkpointer checkpointer;

    StoreTruncation(
            CommitLog commitLog,
            LogPositions positions,
            Dispatcher dispatcher,
            ConsumeQueueTable queues,
            ConsumeQueueFlusher flusher,
            IndexService index,
            CommitService commitService,
            FlushService flushService,
            Checkpointer checkpointer) {
        this.commitLog = commitLog;
        this.positions = positions;
        this.dispatcher = dispatcher;
        this.queues = queues;
        this.flusher = flusher;
        this.index = index;
        this.commitService = commitService;
        this.flushService = flushService;
        this.checkpointer = checkpointer;
    }

    /** Cuts at a record's beginning, or after the last record. */
    void cutAt(long physicalOffset) throws IOException {
        if (physicalOffset < commitLog.minPhysicalOffset() || physicalOffset > positions.appended()) {
            throw new IllegalArgumentException("the log goes from " + commitLog.minPhysicalOffset() + " to "
                    + positions.appended() + ", it cannot be cut at " + physicalOffset);
        }
        long before = positions.appended();
        try {
            flusher.exclusively(() -> flushService.exclusively(
                    () -> commitLog.exclusively(() -> dispatcher.exclusively(() -> cut(physicalOffset)))));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        log.warn("the log was cut from {} to {}", before, physicalOffset);
    }

    private void cut(long physicalOffset) {
        try {
            commitService.commitAll();
            checkpointer.forgetBehind(physicalOffset);
            flushService.failWaiting(
                    "the log was cut at " + physicalOffset + "; whether the message is stored is unknown");
            dispatcher.dropFrom(physicalOffset);
            index.truncateTo(physicalOffset);
            for (var queue : queues.all()) {
                queue.truncateFrom(physicalOffset);
            }
            commitLog.truncateTo(physicalOffset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
