package io.cometmq.remoting.protocol;

/**
 * Version of a table that brokers share: tables with equal versions are equal (docs/protocol/message-formats.md 10).
 *
 * @param stateVersion epoch of a controller; 0 without one
 * @param timestamp moment of the last change, milliseconds since the epoch
 * @param counter number of changes
 */
public record DataVersion(long stateVersion, long timestamp, long counter) {
    /** The version of a table that was made at that moment. */
    public static DataVersion initial(long nowMillis) {
        return new DataVersion(0, nowMillis, 0);
    }

    /** The version after one more change at that moment. */
    public DataVersion next(long nowMillis) {
        return new DataVersion(stateVersion, nowMillis, counter + 1);
    }
}
