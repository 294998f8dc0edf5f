package io.cometmq.broker.filter;

import io.cometmq.broker.filter.sql.SqlExpression;
import io.cometmq.broker.filter.sql.SqlSyntaxException;
import io.cometmq.common.MixAll;
import io.cometmq.common.filter.ExpressionType;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.store.MessageFilter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The filter that a reader gets for its subscription, whichever request it reads by (docs/protocol/semantics.md 5 and 14). Thread-safe;
 * a condition is compiled once, not for each request.
 */
public final class MessageFilters {
    /** Compiled conditions that requests carried; when there are more, all are compiled again. */
    private static final int MAX_CARRIED = 1_024;

    private record Carried(String group, String topic, String expression) {}

    private final Supplier<FilterConfig> settings;
    private final ConsumerFilterManager registered;
    private final Map<Carried, SqlFilter> carried = new ConcurrentHashMap<>();

    public MessageFilters(Supplier<FilterConfig> settings, ConsumerFilterManager registered) {
        this.settings = settings;
        this.registered = registered;
    }

    /**
     * The filter of a subscription that the group has made known by its heartbeats.
     *
     * @param readersVersion version of the subscription that the reader has
     * @throws FilterRefusedException when the condition is not known or not yet known in that version, or conditions are switched off
     */
    public MessageFilter registered(String group, SubscriptionData subscription, long readersVersion)
            throws FilterRefusedException {
        if (ExpressionType.isTagType(subscription.getExpressionType())) {
            return withRetries(group, subscription, TagFilter.of(subscription));
        }
        ConsumerFilterManager.Registered found = registered.find(group, subscription.getTopic());
        if (found == null) {
            throw new FilterRefusedException(
                    ResponseCode.FILTER_DATA_NOT_EXIST,
                    "The broker has no condition by which group " + group + " filters topic "
                            + subscription.getTopic());
        }
        if (found.data().clientVersion() < readersVersion) {
            throw new FilterRefusedException(
                    ResponseCode.FILTER_DATA_NOT_LATEST,
                    "the consumer's condition is not the latest: group " + group + ", topic "
                            + subscription.getTopic() + ", known: "
                            + found.data().clientVersion() + ", asked for: "
                            + readersVersion);
        }
        checkEnabled(subscription);
        return withRetries(group, subscription, found.filter());
    }

    /**
     * The filter of a subscription that the request itself carries.
     *
     * @throws FilterRefusedException when its condition does not compile, or conditions are switched off
     */
    public MessageFilter carried(String group, SubscriptionData subscription) throws FilterRefusedException {
        if (ExpressionType.isTagType(subscription.getExpressionType())) {
            return withRetries(group, subscription, TagFilter.of(subscription));
        }
        checkEnabled(subscription);
        try {
            return withRetries(group, subscription, compiled(group, subscription));
        } catch (SqlSyntaxException e) {
            throw new FilterRefusedException(
                    ResponseCode.SUBSCRIPTION_PARSE_FAILED,
                    "parse the consumer's subscription failed: " + e.getMessage());
        }
    }

    /**
     * As {@link #carried}, but a condition that does not compile lets everything through: so RocketMQ's brokers answer pulls.
     *
     * @throws FilterRefusedException when conditions are switched off
     */
    public MessageFilter carriedOrAll(String group, SubscriptionData subscription) throws FilterRefusedException {
        try {
            return carried(group, subscription);
        } catch (FilterRefusedException e) {
            if (e.code() == ResponseCode.SUBSCRIPTION_PARSE_FAILED) {
                return withRetries(group, subscription, MessageFilter.ALL);
            }
            throw e;
        }
    }

    /**
     * Whether a client can subscribe so.
     *
     * @throws FilterRefusedException when it cannot; the text says why, and where in the condition
     */
    public void check(SubscriptionData subscription) throws FilterRefusedException {
        if (ExpressionType.isTagType(subscription.getExpressionType())) {
            return;
        }
        checkEnabled(subscription);
        try {
            SqlExpression.compile(String.valueOf(subscription.getSubString()));
        } catch (SqlSyntaxException e) {
            throw new FilterRefusedException(
                    ResponseCode.SUBSCRIPTION_PARSE_FAILED,
                    "the condition for topic " + subscription.getTopic() + " is wrong: " + e.getMessage() + ": "
                            + subscription.getSubString());
        }
    }

    private void checkEnabled(SubscriptionData subscription) throws FilterRefusedException {
        if (!settings.get().enablePropertyFilter() || !ExpressionType.SQL92.equals(subscription.getExpressionType())) {
            throw new FilterRefusedException(
                    ResponseCode.SYSTEM_ERROR,
                    "The broker does not support consumer to filter message by " + subscription.getExpressionType());
        }
    }

    private SqlFilter compiled(String group, SubscriptionData subscription) throws SqlSyntaxException {
        Carried key = new Carried(group, subscription.getTopic(), subscription.getSubString());
        SqlFilter present = carried.get(key);
        if (present != null) {
            return present;
        }
        SqlFilter filter = new SqlFilter(group, key.topic, SqlExpression.compile(key.expression), BitMapBits.NONE);
        if (carried.size() >= MAX_CARRIED) {
            carried.clear();
        }
        carried.put(key, filter);
        return filter;
    }

    private MessageFilter withRetries(String group, SubscriptionData subscription, MessageFilter filter) {
        return settings.get().filterSupportRetry()
                        && subscription.getTopic().startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)
                ? new RetryFilter(group, filter, registered)
                : filter;
    }
}
