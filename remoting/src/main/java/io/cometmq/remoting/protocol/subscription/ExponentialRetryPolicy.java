package io.cometmq.remoting.protocol.subscription;

/** Delays that grow by a factor; times in milliseconds (docs/protocol/message-formats.md 10). */
public record ExponentialRetryPolicy(Long initial, Long max, Long multiplier) {
    public ExponentialRetryPolicy {
        initial = initial == null ? 5_000L : initial;
        max = max == null ? 7_200_000L : max;
        multiplier = multiplier == null ? 2L : multiplier;
    }
}
