package io.cometmq.store.queue;

import java.io.IOException;

/** The smallest readable queue offset, searched again only when the start of the log has moved. Thread-safe. */
final class MinOffset {
    private final ConsumeQueue queue;
    /** Result of the last search, and the log start it holds for; guarded by this monitor. */
    private long minOffset;

    private long logStart = -1;

    MinOffset(ConsumeQueue queue) {
        this.queue = queue;
    }

    /** Nothing is below. */
    synchronized void restartAt(long queueOffset) {
        minOffset = queueOffset;
        logStart = -1;
    }

    /** The queue ends there now. */
    synchronized void truncateTo(long queueOffset) {
        restartAt(Math.min(minOffset, queueOffset));
    }

    /** Smallest queue offset whose record is at or above the start of the log. */
    long find(long minPhysicalOffset) throws IOException {
        long low;
        synchronized (this) {
            if (logStart == minPhysicalOffset) {
                return minOffset;
            }
            low = minOffset;
        }
        long from = Math.max(queue.firstFileOffset(), low);
        long found = UnitSearch.firstAtOrAbove(queue, from, queue.maxOffset(), minPhysicalOffset);
        synchronized (this) {
            if (queue.maxOffset() > found) {
                minOffset = found;
                logStart = minPhysicalOffset;
            }
        }
        return found;
    }
}
