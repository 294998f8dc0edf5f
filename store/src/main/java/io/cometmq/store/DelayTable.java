package io.cometmq.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The delays of the levels 1, 2, ... (docs/protocol/semantics.md 10). Immutable. */
public final class DelayTable implements DelayLevels {
    /** RocketMQ's. */
    public static final String DEFAULT = "1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h";

    private final String text;
    private final long[] delaysMillis;

    private DelayTable(String text, long[] delaysMillis) {
        this.text = text;
        this.delaysMillis = delaysMillis;
    }

    /**
     * Reads delays separated by blanks: a number and a unit of s m h d.
     *
     * @throws IllegalArgumentException when one is malformed; the message names it
     */
    public static DelayTable parse(String text) {
        String trimmed = text.trim();
        long[] delays =
                Arrays.stream(trimmed.split(" +")).mapToLong(DelayTable::millis).toArray();
        return new DelayTable(trimmed, delays);
    }

    private static long millis(String delay) {
        if (!delay.matches("[0-9]{1,9}[smhdSMHD]")) {
            throw new IllegalArgumentException(
                    "messageDelayLevel holds the delay '" + delay + "', which is not a number and one of s m h d");
        }
        long count = Long.parseLong(delay.substring(0, delay.length() - 1));
        return switch (delay.toLowerCase(Locale.ROOT).charAt(delay.length() - 1)) {
            case 's' -> TimeUnit.SECONDS.toMillis(count);
            case 'm' -> TimeUnit.MINUTES.toMillis(count);
            case 'h' -> TimeUnit.HOURS.toMillis(count);
            default -> TimeUnit.DAYS.toMillis(count);
        };
    }

    public int maxLevel() {
        return delaysMillis.length;
    }

    /** The level itself, or the highest when it is above. */
    public int capped(int level) {
        return Math.min(level, delaysMillis.length);
    }

    /** @param level 1 to {@link #maxLevel} */
    public long delayMillis(int level) {
        return delaysMillis[level - 1];
    }

    @Override
    public long deliverTimestamp(int level, long storeTimestamp) {
        return storeTimestamp + delayMillis(capped(level));
    }

    @Override
    public String toString() {
        return text;
    }
}
