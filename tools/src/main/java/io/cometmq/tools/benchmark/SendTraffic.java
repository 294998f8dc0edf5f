package io.cometmq.tools.benchmark;

import java.util.List;

/** Sends to each of its queues in turn. */
final class SendTraffic implements Traffic {
    private final FrameTemplate[] templates;
    private final boolean oneway;
    private final int bodyBytes;
    private final long limit;
    private final int maxFrameBytes;
    private int cursor;
    private long sent;
    private long acknowledged;

    /**
     * @param templates one for each queue, all with as many messages
     * @param first index of the queue to begin with, so that connections do not walk in step
     * @param bodyBytes bytes of each message's body
     * @param limit requests after which nothing more is sent
     */
    SendTraffic(List<FrameTemplate> templates, int first, boolean oneway, int bodyBytes, long limit) {
        this.templates = templates.toArray(FrameTemplate[]::new);
        this.oneway = oneway;
        this.bodyBytes = bodyBytes;
        this.limit = limit;
        cursor = first % this.templates.length;
        maxFrameBytes =
                templates.stream().mapToInt(FrameTemplate::maxBytes).max().orElseThrow();
    }

    @Override
    public FrameTemplate next(int slot, RequestValues values) {
        if (sent == limit) {
            return null;
        }
        sent++;
        FrameTemplate template = templates[cursor];
        cursor = cursor + 1 == templates.length ? 0 : cursor + 1;
        return template;
    }

    @Override
    public int maxFrameBytes() {
        return maxFrameBytes;
    }

    @Override
    public boolean oneway() {
        return oneway;
    }

    @Override
    public boolean answered(
            int slot, int code, byte[] data, int bodyStart, int bodyEnd, long latencyNanos, LoadStatistics statistics) {
        if (code != 0) {
            return false;
        }
        int messages = templates[0].messages();
        acknowledged += messages;
        if (statistics != null) {
            statistics.record(latencyNanos, messages, (long) bodyBytes * messages);
        }
        return true;
    }

    /** Messages whose send was answered with success so far. Read it after the loop has ended. */
    long acknowledgedMessages() {
        return acknowledged;
    }

    boolean finished() {
        return sent == limit;
    }
}
