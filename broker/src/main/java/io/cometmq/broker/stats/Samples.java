package io.cometmq.broker.stats;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Counters as they were at moments not long ago, for averages over the last while. Thread-safe.
 *
 * @param <T> counters that only grow, together
 */
public final class Samples<T> {
    /** How often {@link #take} is to run. */
    public static final long PERIOD_MILLIS = 5_000;

    /** The counters at a moment. */
    public record Sample<T>(long timeMillis, T counters) {}

    private final Supplier<T> counters;
    private final LongSupplier clockMillis;
    private final int max;

    /** Newest first; guarded by this. */
    private final Deque<Sample<T>> samples = new ArrayDeque<>();

    /** @param windowMillis the longest time over which averages are wanted */
    public Samples(Supplier<T> counters, LongSupplier clockMillis, long windowMillis) {
        this.counters = counters;
        this.clockMillis = clockMillis;
        this.max = (int) (windowMillis / PERIOD_MILLIS) + 1;
    }

    /** Takes the counters once; the first time when there are any. */
    public synchronized Sample<T> take() {
        Sample<T> sample = new Sample<>(clockMillis.getAsLong(), counters.get());
        samples.addFirst(sample);
        if (samples.size() > max) {
            samples.removeLast();
        }
        return sample;
    }

    /** The counters as they are now. */
    public T now() {
        return counters.get();
    }

    /** Average growth of a counter in a second of the last {@code windowMillis}, or of what of them there is. */
    public synchronized double perSecond(ToLongFunction<T> counter, long windowMillis) {
        if (samples.isEmpty()) {
            return 0;
        }
        Sample<T> newest = samples.getFirst();
        Sample<T> oldest = newest;
        for (Iterator<Sample<T>> each = samples.iterator();
                each.hasNext() && newest.timeMillis - oldest.timeMillis < windowMillis; ) {
            oldest = each.next();
        }
        long millis = newest.timeMillis - oldest.timeMillis;
        long count = counter.applyAsLong(newest.counters) - counter.applyAsLong(oldest.counters);
        return millis <= 0 ? 0 : count * 1000.0 / millis;
    }
}
