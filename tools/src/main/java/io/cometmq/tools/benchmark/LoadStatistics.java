package io.cometmq.tools.benchmark;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What one thread saw. Owned by that thread until it has ended. */
final class LoadStatistics {
    /** Longer latencies are counted as this one: a minute, in nanoseconds. */
    private static final long MAX_LATENCY_NANOS = 60_000_000_000L;

    private final Histogram latencyNanos = new Histogram(MAX_LATENCY_NANOS, 3);
    private final Map<String, Long> errors = new TreeMap<>();
    private long refused;
    private long messages;
    private long bodyBytes;

    void record(long nanos, int messageCount, long bytes) {
        latencyNanos.recordValue(Math.min(Math.max(nanos, 0), MAX_LATENCY_NANOS));
        count(messageCount, bytes);
    }

    /** Counts a request whose latency means nothing (one-way). */
    void count(int messageCount, long bytes) {
        messages += messageCount;
        bodyBytes += bytes;
    }

    /** Messages of one pull, each with a latency of its own. */
    void recordMessage(long nanos, long bytes) {
        latencyNanos.recordValue(Math.min(Math.max(nanos, 0), MAX_LATENCY_NANOS));
        messages++;
        bodyBytes += bytes;
    }

    /** Counts a request that the broker refused because it was busy. */
    void refuse() {
        refused++;
    }

    /** Counts an error under a text of few different values. */
    void error(String what) {
        errors.merge(what, 1L, Long::sum);
    }

    void add(LoadStatistics other) {
        latencyNanos.add(other.latencyNanos);
        addErrors(other);
        messages += other.messages;
        bodyBytes += other.bodyBytes;
    }

    void addErrors(LoadStatistics other) {
        other.errors.forEach((what, count) -> errors.merge(what, count, Long::sum));
        refused += other.refused;
    }

    Histogram latencyNanos() {
        return latencyNanos;
    }

    Map<String, Long> errors() {
        return errors;
    }

    long refused() {
        return refused;
    }

    long messages() {
        return messages;
    }

    long bodyBytes() {
        return bodyBytes;
    }
}
