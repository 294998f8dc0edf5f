package io.cometmq.store.check;

/**
 * One thing that is wrong.
 *
 * @param file the file, relative to the store directory
 * @param position byte in the file
 * @param severity what it means
 * @param text for people
 */
public record Finding(String file, long position, Severity severity, String text) {
    /** What a finding means. */
    public enum Severity {
        /** Normal after a kill, or without consequence. */
        NOTE,
        /** Derived data is wrong; it can be made again from the log. */
        REPAIRABLE,
        /** Messages are lost or altered. */
        LOSS
    }
}
