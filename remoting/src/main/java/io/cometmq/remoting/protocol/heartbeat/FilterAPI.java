package io.cometmq.remoting.protocol.heartbeat;

import io.cometmq.common.filter.ExpressionType;

/** Builds subscriptions from expressions (docs/protocol/semantics.md 5). */
public final class FilterAPI {
    private static final String OR = "||";

    private FilterAPI() {}

    /**
     * A subscription to tags: {@code tag || tag}, or {@code *}, nothing and null for everything.
     *
     * @throws IllegalArgumentException when the expression names no tag
     */
    public static SubscriptionData buildSubscriptionData(String topic, String expression) {
        if (expression == null || expression.isBlank() || expression.equals(SubscriptionData.SUB_ALL)) {
            return new SubscriptionData(topic, SubscriptionData.SUB_ALL);
        }
        SubscriptionData subscription = new SubscriptionData(topic, expression);
        int start = 0;
        while (start <= expression.length()) {
            int end = expression.indexOf(OR, start);
            end = end < 0 ? expression.length() : end;
            String tag = expression.substring(start, end).strip();
            if (!tag.isEmpty()) {
                subscription.getTagsSet().add(tag);
                subscription.getCodeSet().add(tag.hashCode());
            }
            start = end + OR.length();
        }
        if (subscription.getTagsSet().isEmpty()) {
            throw new IllegalArgumentException("The subscription to topic " + topic + " names no tag: " + expression);
        }
        return subscription;
    }

    /**
     * A subscription of any expression type.
     *
     * @throws IllegalArgumentException when a tag expression names no tag, or another expression is blank
     */
    public static SubscriptionData build(String topic, String expression, String expressionType) {
        if (ExpressionType.isTagType(expressionType)) {
            return buildSubscriptionData(topic, expression);
        }
        if (expression == null || expression.isBlank()) {
            throw new IllegalArgumentException("The subscription to topic " + topic + " has no expression, its type "
                    + expressionType + " needs one");
        }
        SubscriptionData subscription = new SubscriptionData(topic, expression);
        subscription.setExpressionType(expressionType);
        return subscription;
    }
}
