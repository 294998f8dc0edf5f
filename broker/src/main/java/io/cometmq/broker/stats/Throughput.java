package io.cometmq.broker.stats;

import io.cometmq.store.StoreStatistics;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Messages per second over the last 10 seconds, minute and ten minutes, and totals since midnight; made of samples of the store's
 * counters. Thread-safe.
 */
public final class Throughput {
    private static final long[] WINDOWS_MILLIS = {10_000, 60_000, 600_000};

    /** Totals since the start, as they were at midnight and the midnight before. */
    private record Mornings(LocalDate today, long putToday, long putYesterday, long getToday, long getYesterday) {}

    /** Totals since the start: now, at the last midnight, and at the one before. */
    public record DailyTotals(
            long putNow, long putToday, long putYesterday, long getNow, long getToday, long getYesterday) {}

    private final Samples<StoreStatistics> samples;

    /** Guarded by this. */
    private Mornings mornings;

    public Throughput(Supplier<StoreStatistics> counters, LongSupplier clockMillis) {
        this.samples = new Samples<>(counters, clockMillis, WINDOWS_MILLIS[WINDOWS_MILLIS.length - 1]);
        this.mornings = new Mornings(date(clockMillis.getAsLong()), 0, 0, 0, 0);
    }

    private static LocalDate date(long timeMillis) {
        return Instant.ofEpochMilli(timeMillis).atZone(ZoneId.systemDefault()).toLocalDate();
    }

    /** Takes the counters once, every {@link Samples#PERIOD_MILLIS}; the first time when there are any. */
    public synchronized void sample() {
        Samples.Sample<StoreStatistics> sample = samples.take();
        LocalDate today = date(sample.timeMillis());
        if (!today.equals(mornings.today)) {
            mornings = new Mornings(
                    today,
                    sample.counters().appendedMessages(),
                    mornings.putToday,
                    sample.counters().readMessages(),
                    mornings.getToday);
        }
    }

    /** Averages of a counter per second, as admin tools read them: blank-separated, one for each window that has passed. */
    public String perSecond(ToLongFunction<StoreStatistics> counter) {
        StringBuilder text = new StringBuilder();
        for (long windowMillis : WINDOWS_MILLIS) {
            text.append(String.format(Locale.ROOT, "%.2f ", samples.perSecond(counter, windowMillis)));
        }
        return text.toString();
    }

    public synchronized DailyTotals dailyTotals() {
        StoreStatistics now = samples.now();
        return new DailyTotals(
                now.appendedMessages(),
                mornings.putToday,
                mornings.putYesterday,
                now.readMessages(),
                mornings.getToday,
                mornings.getYesterday);
    }
}
