package io.cometmq.store.queue;

import io.cometmq.store.dispatch.CommitLogDispatcher;
import io.cometmq.store.dispatch.DispatchRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** Adds each record to its consume queue, and says when enough has collected to be written early. */
public final class ConsumeQueueDispatcher implements CommitLogDispatcher {
    /** Entries after which the flusher is woken before its time. */
    private static final int WAKE_EVERY = 1 << 16;

    private final ConsumeQueueFlusher flusher;
    private final IntPredicate isQueued;
    private final Runnable wakeFlusher;
    private final Function<DispatchRequest, byte[]> bitMaps;
    /** Owned by the dispatching thread. */
    private int sinceWake;

    /**
     * @param isQueued whether records of a sysFlag get an entry
     * @param bitMaps what goes into the extension; null when entries get none
     */
    @SuppressWarnings("MissingSummary")
    public ConsumeQueueDispatcher(
            ConsumeQueueFlusher flusher,
            IntPredicate isQueued,
            Runnable wakeFlusher,
            Function<DispatchRequest, byte[]> bitMaps) {
        this.flusher = flusher;
        this.isQueued = isQueued;
        this.wakeFlusher = wakeFlusher;
        this.bitMaps = bitMaps;
    }

    @Override
    public void dispatch(DispatchRequest request) {
        if (!isQueued.test(request.sysFlag())) {
            return;
        }
        ConsumeQueue queue = request.queue();
        try {
            boolean tellFlusher = queue.append(
                    request.queueOffset(),
                    request.physicalOffset(),
                    request.sizeBytes(),
                    request.tagsCode(),
                    request.storeTimestamp(),
                    bitMaps != null,
                    bitMaps == null ? null : bitMaps.apply(request));
            if (tellFlusher) {
                flusher.add(queue);
            }
        } catch (IOException e) {
            // Only a replay that corrects a queue touches files here.
            throw new UncheckedIOException("cannot correct " + queue, e);
        }
        if (++sinceWake >= WAKE_EVERY) {
            sinceWake = 0;
            wakeFlusher.run();
        }
    }
}
