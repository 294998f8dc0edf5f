package io.cometmq.broker.stats;

import io.cometmq.store.StoreStatistics;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Messages per second over the last 10 seconds, minute and ten minutes, and totals since midnight; made of samples of the store's
 * counters. Thread-safe.
 */
public final class Throughput {
    /** How often {@link #sample} is to run. */
    public static final long SAMPLE_PERIOD_MILLIS = 5_000;

    private static final long[] WINDOWS_MILLIS = {10_000, 60_000, 600_000};
    private static final int MAX_SAMPLES = (int) (600_000 / SAMPLE_PERIOD_MILLIS) + 1;

    /** Counters at a moment. */
    private record Sample(long timeMillis, StoreStatistics counters) {}

    /** Totals since the start, as they were at midnight and the midnight before. */
    private record Mornings(LocalDate today, long putToday, long putYesterday, long getToday, long getYesterday) {}

    /** Totals since the start: now, at the last midnight, and at the one before. */
    public record DailyTotals(
            long putNow, long putToday, long putYesterday, long getNow, long getToday, long getYesterday) {}

    private final Supplier<StoreStatistics> counters;
    private final LongSupplier clockMillis;

    /** Newest first; guarded by this. */
    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Guarded by this. */
    private Mornings mornings;

    public Throughput(Supplier<StoreStatistics> counters, LongSupplier clockMillis) {
        this.counters = counters;
        this.clockMillis = clockMillis;
        this.mornings = new Mornings(date(clockMillis.getAsLong()), 0, 0, 0, 0);
    }

    private static LocalDate date(long timeMillis) {
        return Instant.ofEpochMilli(timeMillis).atZone(ZoneId.systemDefault()).toLocalDate();
    }

    /** Takes the counters once; the first time when there are any. */
    public synchronized void sample() {
        Sample sample = new Sample(clockMillis.getAsLong(), counters.get());
        samples.addFirst(sample);
        if (samples.size() > MAX_SAMPLES) {
            samples.removeLast();
        }
        LocalDate today = date(sample.timeMillis);
        if (!today.equals(mornings.today)) {
            mornings = new Mornings(
                    today,
                    sample.counters.appendedMessages(),
                    mornings.putToday,
                    sample.counters.readMessages(),
                    mornings.getToday);
        }
    }

    /** Averages of a counter per second, as admin tools read them: blank-separated, one for each window that has passed. */
    public synchronized String perSecond(ToLongFunction<StoreStatistics> counter) {
        StringBuilder text = new StringBuilder();
        for (long windowMillis : WINDOWS_MILLIS) {
            text.append(String.format(Locale.ROOT, "%.2f ", perSecond(counter, windowMillis)));
        }
        return text.toString();
    }

    private double perSecond(ToLongFunction<StoreStatistics> counter, long windowMillis) {
        if (samples.isEmpty()) {
            return 0;
        }
        Sample newest = samples.getFirst();
        Sample oldest = newest;
        for (Iterator<Sample> each = samples.iterator();
                each.hasNext() && newest.timeMillis - oldest.timeMillis < windowMillis; ) {
            oldest = each.next();
        }
        long millis = newest.timeMillis - oldest.timeMillis;
        long count = counter.applyAsLong(newest.counters) - counter.applyAsLong(oldest.counters);
        return millis <= 0 ? 0 : count * 1000.0 / millis;
    }

    public synchronized DailyTotals dailyTotals() {
        StoreStatistics now = counters.get();
        return new DailyTotals(
                now.appendedMessages(),
                mornings.putToday,
                mornings.putYesterday,
                now.readMessages(),
                mornings.getToday,
                mornings.getYesterday);
    }
}
