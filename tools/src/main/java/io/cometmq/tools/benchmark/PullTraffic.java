package io.cometmq.tools.benchmark;

import java.util.List;

/** Pulls what is stored in its queues over and over: each slot reads one queue from its begin to its end. */
final class PullTraffic implements Traffic {
    private final FrameTemplate[] templates;
    private final long[] ends;
    private final long[] offsets;

    /**
     * @param templates one for each slot
     * @param ends for each slot the offset behind the last message of its queue, more than 0
     */
    PullTraffic(List<FrameTemplate> templates, long[] ends) {
        this.templates = templates.toArray(FrameTemplate[]::new);
        this.ends = ends.clone();
        this.offsets = new long[ends.length];
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
    public boolean answered(
            int slot, int code, byte[] data, int bodyStart, int bodyEnd, long latencyNanos, LoadStatistics statistics) {
        if (code != 0) {
            return false;
        }
        int count = 0;
        long bytes = 0;
        for (int at = bodyStart; at < bodyEnd; count++) {
            int length = StoredRecord.length(data, at, bodyEnd);
            long queueOffset = StoredRecord.queueOffset(data, at);
            if (queueOffset != offsets[slot]) {
                throw new ProtocolException(
                        "a pull of offset " + offsets[slot] + " brought the message of offset " + queueOffset);
            }
            bytes += StoredRecord.bodyLength(data, at);
            offsets[slot]++;
            at += length;
        }
        if (offsets[slot] >= ends[slot]) {
            offsets[slot] = 0;
        }
        if (statistics != null) {
            statistics.record(latencyNanos, count, bytes);
        }
        return count > 0;
    }
}
