package io.cometmq.store;

/** Which side of an instant a search by time looks for (docs/protocol/semantics.md 6). */
public enum BoundaryType {
    /** First message stored at or after the instant. */
    LOWER,
    /** Last message stored at or before the instant. */
    UPPER
}
