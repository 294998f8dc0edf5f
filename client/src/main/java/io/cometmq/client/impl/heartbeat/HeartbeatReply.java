package io.cometmq.client.impl.heartbeat;

/**
 * A broker's answer to a heartbeat (docs/protocol/semantics.md 7).
 *
 * @param brokerVersion the broker's release
 * @param takesFingerprints whether later heartbeats may leave the subscriptions out
 * @param wantsSubscriptions whether it does not know the subscriptions that were left out
 */
public record HeartbeatReply(int brokerVersion, boolean takesFingerprints, boolean wantsSubscriptions) {}
