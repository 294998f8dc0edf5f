package io.cometmq.store.timer;

import java.nio.file.Path;

/**
 * Settings of the timer.
 *
 * @param directory of the derived data
 * @param flushIntervalMillis pause between two manifests: what a restart reads of the log grows with it
 * @param rollWindowMillis a message that has waited so long is stored again, so that it outlives its file of the log
 * @param rollIntervalMillis pause between two looks for such messages
 * @param maxMemoryEntries entries in memory from which a run is written
 */
public record TimerOptions(
        Path directory,
        long flushIntervalMillis,
        long rollWindowMillis,
        long rollIntervalMillis,
        int maxMemoryEntries) {
    private static final long ROLL_INTERVAL_MILLIS = 600_000;
    private static final int MAX_MEMORY_ENTRIES = 32_768;

    public static TimerOptions of(Path directory, long flushIntervalMillis, long rollWindowMillis) {
        return new TimerOptions(
                directory,
                flushIntervalMillis,
                rollWindowMillis,
                Math.min(ROLL_INTERVAL_MILLIS, Math.max(1, rollWindowMillis / 8)),
                MAX_MEMORY_ENTRIES);
    }
}
