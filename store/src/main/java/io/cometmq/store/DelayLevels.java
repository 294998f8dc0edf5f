package io.cometmq.store;

/**
 * When a message in SCHEDULE_TOPIC_XXXX is due; its consume queue entry carries that instant instead of the tag hash
 * (docs/protocol/message-formats.md 7, rule 3). Thread-safe.
 */
@FunctionalInterface
public interface DelayLevels {
    /**
     * Returns when a message of the level is due.
     *
     * @param level value of the DELAY property, greater than 0
     * @param storeTimestamp milliseconds
     * @return due time in milliseconds; levels above the highest count as the highest
     */
    long deliverTimestamp(int level, long storeTimestamp);
}
