package io.cometmq.common.filter;

/** The languages of subscription expressions. */
public final class ExpressionType {
    /** Conditions over properties. */
    public static final String SQL92 = "SQL92";

    /** Tags joined by {@code ||}; the default. */
    public static final String TAG = "TAG";

    private ExpressionType() {}

    /** Whether the type is the tag type, which is meant as well when nothing is said. */
    public static boolean isTagType(String type) {
        return type == null || type.isEmpty() || TAG.equals(type);
    }
}
