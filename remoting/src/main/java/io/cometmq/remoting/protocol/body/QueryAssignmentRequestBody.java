package io.cometmq.remoting.protocol.body;

import io.cometmq.remoting.protocol.heartbeat.MessageModel;

/** Body of QUERY_ASSIGNMENT (400). */
public record QueryAssignmentRequestBody(
        String topic, String consumerGroup, String clientId, String strategyName, MessageModel messageModel) {}
