package io.cometmq.remoting.protocol.body;

import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;

/** Body of CHECK_CLIENT_CONFIG (46). */
public record CheckClientRequestBody(
        String clientId, String group, SubscriptionData subscriptionData, String namespace) {}
