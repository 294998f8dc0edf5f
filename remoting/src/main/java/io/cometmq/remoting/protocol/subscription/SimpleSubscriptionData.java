package io.cometmq.remoting.protocol.subscription;

/** A subscription as a group's configuration keeps it. */
public record SimpleSubscriptionData(String topic, String expressionType, String expression, long version) {}
