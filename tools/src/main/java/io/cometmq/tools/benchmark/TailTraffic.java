package io.cometmq.tools.benchmark;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Follows its queues as a push consumer does: each slot keeps a pull waiting at the end of one queue. A message's latency
 * runs from the moment at which it should have been sent to its arrival here.
 */
final class TailTraffic implements Traffic {
    private static final int FOUND = 0;
    private static final int NOT_FOUND = 19;

    private final FrameTemplate[] templates;
    private final long[] offsets;
    private final AtomicLong received;

    /**
     * @param templates one for each slot
     * @param offsets for each slot where its queue ends now
     * @param received counts every message that came, for the thread that waits for all of them
     */
    TailTraffic(List<FrameTemplate> templates, long[] offsets, AtomicLong received) {
        this.templates = templates.toArray(FrameTemplate[]::new);
        this.offsets = offsets.clone();
        this.received = received;
    }

    @Override
    public FrameTemplate next(int slot, RequestValues values) {
        values.queueOffset = offsets[slot];
        return templates[slot];
    }

    @Override
    public int maxFrameBytes() {
        return templates[0].maxBytes();
    }

    @Override
    public boolean awaitsAnswers() {
        return false;
    }

    @Override
    public boolean answered(
            int slot, int code, byte[] data, int bodyStart, int bodyEnd, long latencyNanos, LoadStatistics statistics) {
        if (code == NOT_FOUND) {
            return true;
        }
        if (code != FOUND) {
            return false;
        }
        long now = System.nanoTime();
        int count = 0;
        for (int at = bodyStart; at < bodyEnd; count++) {
            int length = StoredRecord.length(data, at, bodyEnd);
            if (StoredRecord.queueOffset(data, at) != offsets[slot]) {
                throw new ProtocolException("a pull of offset " + offsets[slot] + " brought the message of offset "
                        + StoredRecord.queueOffset(data, at));
            }
            if (statistics != null) {
                statistics.recordMessage(now - StoredRecord.stamp(data, at), StoredRecord.bodyLength(data, at));
            }
            offsets[slot]++;
            at += length;
        }
        received.lazySet(received.get() + count);
        return count > 0;
    }
}
