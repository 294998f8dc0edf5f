package io.cometmq.remoting.protocol.subscription;

/** How the delays between deliveries of a message grow. */
public enum GroupRetryPolicyType {
    EXPONENTIAL,
    CUSTOMIZED
}
