package io.cometmq.remoting.protocol.subscription;

/** Which retry policy a group has, and its figures; null figures mean the defaults. */
public record GroupRetryPolicy(
        GroupRetryPolicyType type,
        ExponentialRetryPolicy exponentialRetryPolicy,
        CustomizedRetryPolicy customizedRetryPolicy) {
    public GroupRetryPolicy {
        type = type == null ? GroupRetryPolicyType.CUSTOMIZED : type;
    }
}
