package io.cometmq.store.check;

import java.util.List;

/**
 * What a check has seen.
 *
 * @param records good records of the log
 * @param logEnd commit log offset after the last good record
 * @param queueEntries consume queue entries looked at
 * @param indexEntries index entries looked at
 * @param timerEntries entries of the timer's schedule looked at
 * @param findings what is wrong, in the order found; limited, see {@link #suppressed}
 * @param suppressed findings beyond the limit
 */
public record CheckReport(
        long records,
        long logEnd,
        long queueEntries,
        long indexEntries,
        long timerEntries,
        List<Finding> findings,
        long suppressed) {

    /** Whether nothing is wrong but notes. */
    public boolean isGood() {
        return suppressed == 0 && findings.stream().allMatch(f -> f.severity() == Finding.Severity.NOTE);
    }

    /** Whether messages, or what was configured, are lost or altered. */
    public boolean hasLoss() {
        return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.LOSS);
    }
}
