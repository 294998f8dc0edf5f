package io.cometmq.broker.stats;

import io.cometmq.remoting.protocol.body.BrokerStatsData;
import io.cometmq.remoting.protocol.body.BrokerStatsItem;
import java.util.function.ToLongFunction;

/**
 * How counters stood in the past: every 10 seconds of the last minute, every 10 minutes of the last hour, every hour of the last day.
 * A span reaches from its oldest sample to now. Thread-safe.
 */
final class History {
    /** Calls of {@link #sample} per sample of the hour. */
    static final int SAMPLES_PER_HOUR_SAMPLE = 60;

    /** Calls of {@link #sample} per sample of the day. */
    static final int SAMPLES_PER_DAY_SAMPLE = 360;

    private static final int MINUTE_SAMPLES = 7;
    private static final int HOUR_SAMPLES = 7;
    private static final int DAY_SAMPLES = 25;

    /** A rate over less would be a guess. */
    private static final long MIN_SPAN_MILLIS = 1_000;

    /** Counters at a moment. */
    private record Sample(long timeMillis, Counts counts) {}

    /** The last samples of a span; guarded by the history. */
    private static final class Span {
        private final Sample[] samples;
        private int count;

        Span(int capacity) {
            samples = new Sample[capacity];
        }

        void add(Sample sample) {
            samples[count++ % samples.length] = sample;
        }

        boolean isFull() {
            return count >= samples.length;
        }

        Sample oldest() {
            return samples[isFull() ? count % samples.length : 0];
        }
    }

    private final Span minute = new Span(MINUTE_SAMPLES);
    private final Span hour = new Span(HOUR_SAMPLES);
    private final Span day = new Span(DAY_SAMPLES);

    /** Begins with counters at zero. */
    History(long nowMillis) {
        Sample birth = new Sample(nowMillis, Counts.NONE);
        minute.add(birth);
        hour.add(birth);
        day.add(birth);
    }

    /**
     * Takes a sample.
     *
     * @param number how many samples were taken of all histories before, which decides what spans the sample belongs to
     */
    synchronized void sample(long number, long nowMillis, Counts counts) {
        Sample sample = new Sample(nowMillis, counts);
        minute.add(sample);
        if (number % SAMPLES_PER_HOUR_SAMPLE == 0) {
            hour.add(sample);
        }
        if (number % SAMPLES_PER_DAY_SAMPLE == 0) {
            day.add(sample);
        }
    }

    /** Whether nothing was counted for a day. */
    synchronized boolean isIdle(Counts counts) {
        return day.isFull() && day.oldest().counts.calls() == counts.calls();
    }

    /** One column over the three spans, as VIEW_BROKER_STATS_DATA (315) tells it. */
    synchronized BrokerStatsData data(ToLongFunction<Counts> column, long nowMillis, Counts counts) {
        Sample now = new Sample(nowMillis, counts);
        return new BrokerStatsData(since(minute, column, now), since(hour, column, now), since(day, column, now));
    }

    private static BrokerStatsItem since(Span span, ToLongFunction<Counts> column, Sample now) {
        Sample then = span.oldest();
        long sum = difference(then, now, column);
        long calls = difference(then, now, Counts::calls);
        long millis = Math.max(MIN_SPAN_MILLIS, now.timeMillis - then.timeMillis);
        return new BrokerStatsItem(sum, sum * 1000.0 / millis, calls == 0 ? 0 : (double) sum / calls);
    }

    private static long difference(Sample then, Sample now, ToLongFunction<Counts> column) {
        return column.applyAsLong(now.counts) - column.applyAsLong(then.counts);
    }
}
