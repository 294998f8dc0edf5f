package io.cometmq.common.constant;

/** Permission bits of a topic or broker: read 4, write 2, inherit 1, priority 8 (docs/protocol/semantics.md 1). */
public final class PermName {
    public static final int INDEX_PERM_PRIORITY = 3;
    public static final int INDEX_PERM_READ = 2;
    public static final int INDEX_PERM_WRITE = 1;
    public static final int INDEX_PERM_INHERIT = 0;

    public static final int PERM_PRIORITY = 1 << INDEX_PERM_PRIORITY;
    public static final int PERM_READ = 1 << INDEX_PERM_READ;
    public static final int PERM_WRITE = 1 << INDEX_PERM_WRITE;
    public static final int PERM_INHERIT = 1 << INDEX_PERM_INHERIT;

    private PermName() {}

    /** The permission as text, such as {@code RW-}. */
    public static String perm2String(int perm) {
        return (isReadable(perm) ? "R" : "-") + (isWriteable(perm) ? "W" : "-") + (isInherited(perm) ? "X" : "-");
    }

    public static boolean isReadable(int perm) {
        return (perm & PERM_READ) != 0;
    }

    public static boolean isWriteable(int perm) {
        return (perm & PERM_WRITE) != 0;
    }

    /** Whether topics that are created from this one are allowed. */
    public static boolean isInherited(int perm) {
        return (perm & PERM_INHERIT) != 0;
    }

    public static boolean isPriority(int perm) {
        return (perm & PERM_PRIORITY) != 0;
    }

    /** Whether the topic can be read or written at all. */
    public static boolean isAccessible(int perm) {
        return isReadable(perm) || isWriteable(perm);
    }

    /**
     * As {@link #isValid(int)}.
     *
     * @throws NumberFormatException when the text is not a number
     */
    public static boolean isValid(String perm) {
        return isValid(Integer.parseInt(perm));
    }

    /** Whether it is one that an administrator may give: 0 to 7. */
    public static boolean isValid(int perm) {
        return perm >= 0 && perm < PERM_PRIORITY;
    }
}
