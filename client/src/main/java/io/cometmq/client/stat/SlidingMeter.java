package io.cometmq.client.stat;

import java.util.function.LongSupplier;

/** Sum, count and rate of what was added during the last minute, in slots of ten seconds. Thread-safe. */
final class SlidingMeter {
    private static final int SLOTS = 6;
    private static final int SLOT_SECONDS = 10;

    private final LongSupplier seconds;
    private final long[] slotNumbers = new long[SLOTS];
    private final long[] sums = new long[SLOTS];
    private final long[] counts = new long[SLOTS];

    SlidingMeter(LongSupplier seconds) {
        this.seconds = seconds;
        java.util.Arrays.fill(slotNumbers, Long.MIN_VALUE);
    }

    synchronized void add(long value) {
        long number = Math.floorDiv(seconds.getAsLong(), SLOT_SECONDS);
        int slot = Math.floorMod(number, SLOTS);
        if (slotNumbers[slot] != number) {
            slotNumbers[slot] = number;
            sums[slot] = 0;
            counts[slot] = 0;
        }
        sums[slot] += value;
        counts[slot]++;
    }

    synchronized long sum() {
        return total(sums);
    }

    synchronized double perSecond() {
        return (double) total(sums) / (SLOTS * SLOT_SECONDS);
    }

    synchronized double average() {
        long count = total(counts);
        return count == 0 ? 0 : (double) total(sums) / count;
    }

    private long total(long[] values) {
        long oldest = Math.floorDiv(seconds.getAsLong(), SLOT_SECONDS) - SLOTS + 1;
        long total = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            total += slotNumbers[slot] >= oldest ? values[slot] : 0;
        }
        return total;
    }
}
