package io.cometmq.common;

import java.util.Locale;

/** Which of two neighbouring offsets a search by time answers (docs/protocol/semantics.md 6). */
public enum BoundaryType {
    LOWER,
    UPPER;

    public String getName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of that name in any case; {@link #LOWER} for any other text. */
    public static BoundaryType getType(String name) {
        return UPPER.name().equalsIgnoreCase(name) ? UPPER : LOWER;
    }
}
