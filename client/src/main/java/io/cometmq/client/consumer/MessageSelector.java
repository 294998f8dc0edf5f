package io.cometmq.client.consumer;

import io.cometmq.common.filter.ExpressionType;

/** Which messages of a topic are wanted. Immutable. */
public class MessageSelector {
    private final String type;
    private final String expression;

    private MessageSelector(String type, String expression) {
        this.type = type;
        this.expression = expression;
    }

    /**
     * Selects by a condition over the properties.
     *
     * @param sql empty or null: all messages
     */
    public static MessageSelector bySql(String sql) {
        return new MessageSelector(ExpressionType.SQL92, sql);
    }

    /**
     * Selects by tags joined by {@code ||}.
     *
     * @param tag empty, null or "*": all messages
     */
    public static MessageSelector byTag(String tag) {
        return new MessageSelector(ExpressionType.TAG, tag);
    }

    public String getExpressionType() {
        return type;
    }

    public String getExpression() {
        return expression;
    }
}
