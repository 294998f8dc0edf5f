package io.cometmq.remoting.protocol.body;

import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;

/** Body of the answer to QUERY_SUBSCRIPTION_BY_CONSUMER (345). */
public record QuerySubscriptionResponseBody(SubscriptionData subscriptionData, String group, String topic) {}
