package io.cometmq.broker.stats;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** How long something takes. Counting takes no lock and allocates nothing. Thread-safe. */
final class LatencyHistogram {
    /** Buckets of a power of two, so that a percentile is off by an eighth at most. */
    private static final int SUB_BUCKETS = 8;

    private static final int SUB_BUCKET_BITS = 3;
    private static final int BUCKETS = 40 * SUB_BUCKETS;

    /** Samples that a percentile looks back: a minute. */
    private static final int SAMPLES = 7;

    /** Upper ends, in milliseconds, of the ranges that tools show; the last range has none. */
    private static final long[] RANGE_MILLIS = {1, 10, 50, 100, 200, 500, 1000, 2000, 3000, 4000, 5000, 10_000};

    private static final String[] RANGE_NAMES = {
        "[<=0ms]",
        "[0~10ms]",
        "[10~50ms]",
        "[50~100ms]",
        "[100~200ms]",
        "[200~500ms]",
        "[500ms~1s]",
        "[1~2s]",
        "[2~3s]",
        "[3~4s]",
        "[4~5s]",
        "[5~10s]",
        "[10s~]"
    };

    private final LongAdder[] buckets = adders(BUCKETS);
    private final LongAdder[] ranges = adders(RANGE_NAMES.length);
    private final LongAccumulator maxNanos = new LongAccumulator(Math::max, 0);

    /** Counts of the buckets, newest first; guarded by this. */
    private final Deque<long[]> samples = new ArrayDeque<>();

    LatencyHistogram() {
        samples.addFirst(new long[BUCKETS]);
    }

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        Arrays.setAll(adders, i -> new LongAdder());
        return adders;
    }

    void add(long nanos) {
        long known = Math.max(0, nanos);
        buckets[bucket(TimeUnit.NANOSECONDS.toMicros(known))].increment();
        ranges[range(TimeUnit.NANOSECONDS.toMillis(known))].increment();
        maxNanos.accumulate(known);
    }

    private static int bucket(long micros) {
        if (micros < SUB_BUCKETS) {
            return (int) micros;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - SUB_BUCKET_BITS;
        return Math.min(BUCKETS - 1, (shift << SUB_BUCKET_BITS) + (int) (micros >>> shift));
    }

    /** The smallest number of microseconds beyond the bucket. */
    private static long upperMicros(int bucket) {
        if (bucket < 2 * SUB_BUCKETS) {
            return bucket + 1L;
        }
        int shift = (bucket >>> SUB_BUCKET_BITS) - 1;
        return (bucket - ((long) shift << SUB_BUCKET_BITS) + 1) << shift;
    }

    private static int range(long millis) {
        int range = 0;
        while (range < RANGE_MILLIS.length && millis >= RANGE_MILLIS[range]) {
            range++;
        }
        return range;
    }

    /** To be called every 10 seconds. */
    synchronized void sample() {
        samples.addFirst(counts());
        if (samples.size() > SAMPLES) {
            samples.removeLast();
        }
    }

    private long[] counts() {
        return Arrays.stream(buckets).mapToLong(LongAdder::sum).toArray();
    }

    /** Milliseconds within which this share of the last minute's calls was done; 0 when there was none. */
    synchronized double percentileMillis(double share) {
        long[] now = counts();
        long[] then = samples.getLast();
        long total = 0;
        for (int i = 0; i < BUCKETS; i++) {
            total += now[i] - then[i];
        }
        long rest = (long) Math.ceil(total * share);
        for (int i = 0; i < BUCKETS && rest > 0; i++) {
            rest -= now[i] - then[i];
            if (rest <= 0) {
                return upperMicros(i) / 1000.0;
            }
        }
        return 0;
    }

    /** The longest call since the start. */
    long maxMillis() {
        return TimeUnit.NANOSECONDS.toMillis(maxNanos.get());
    }

    /** How many calls took how long since the start, as admin tools show it. */
    String distribution() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ranges.length; i++) {
            text.append(String.format(Locale.ROOT, "%s:%d ", RANGE_NAMES[i], ranges[i].sum()));
        }
        return text.toString().stripTrailing();
    }
}
