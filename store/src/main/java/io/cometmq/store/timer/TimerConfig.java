package io.cometmq.store.timer;

import io.cometmq.common.config.Key;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Settings of timer messages, with RocketMQ's names and defaults (docs/protocol/config.md). Immutable. */
public record TimerConfig(
        @Key(
                value = "true",
                meaning = "Whether messages may ask for a time of delivery; their delivery goes on when there are any.")
        boolean timerWheelEnable,

        @Key(
                value = "259200",
                meaning = "How long a message may ask to be delayed; at most 400 days.",
                min = 1,
                max = 400 * 86_400,
                unit = "s",
                important = true)
        int timerMaxDelaySec,

        @Key(
                value = "172800",
                meaning =
                        "After this time a message that waits is stored again, so that it outlives its file of the log."
                                + " Two thirds of fileReservedTime if that is less.",
                min = 1,
                unit = "s")
        int timerRollWindowSlot,

        @Key(
                value = "1000",
                meaning =
                        "Pause between two notes of the timer's progress: a restart reads the log from the last one on.",
                min = 10,
                max = 3_600_000,
                unit = "ms")
        int timerFlushIntervalMs) {

    /**
     * What the schedule needs of it.
     *
     * @param storeRoot directory of the store
     * @param fileReservedHours how long the log is kept
     */
    public TimerOptions options(Path storeRoot, int fileReservedHours) {
        long keptMillis = TimeUnit.HOURS.toMillis(Math.max(1, fileReservedHours));
        long windowMillis = Math.min(TimeUnit.SECONDS.toMillis(timerRollWindowSlot), keptMillis * 2 / 3);
        return TimerOptions.of(storeRoot.resolve("timer"), timerFlushIntervalMs, windowMillis);
    }
}
