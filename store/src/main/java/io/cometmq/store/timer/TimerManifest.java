package io.cometmq.store.timer;

import java.util.List;

/**
 * What the schedule's files are, and what need not be looked at again. It speaks of the forced log only.
 *
 * @param watermarkMillis of the messages below {@code logOffset}, those due until then are delivered or taken back
 * @param logOffset commit log offset; deliveries of all other messages are at it or behind it
 * @param journalOffset queue offset in the timer topic up to which the runs hold what still waits
 * @param runs oldest first
 */
public record TimerManifest(long watermarkMillis, long logOffset, long journalOffset, List<TimerRun> runs) {
    static final TimerManifest NONE = new TimerManifest(Long.MIN_VALUE, 0, 0, List.of());

    public TimerManifest {
        runs = List.copyOf(runs);
    }

    /** Whether an entry needs no delivery any more. */
    boolean isSettled(TimerEntries entries, int i) {
        return entries.dueMillis(i) <= watermarkMillis && entries.physicalOffset(i) < logOffset;
    }

    /** Those that do. */
    TimerEntries unsettled(TimerEntries entries) {
        TimerEntries left = new TimerEntries(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            if (!isSettled(entries, i)) {
                left.add(entries, i);
            }
        }
        return left;
    }
}
