package io.cometmq.remoting.protocol.heartbeat;

import java.util.Set;

/**
 * Body of HEART_BEAT (34): who a client is and what it produces and consumes.
 *
 * @param heartbeatFingerprint hash of the subscriptions, 0 when the client sends them always
 * @param withoutSub whether the subscriptions are left out because the broker knows the fingerprint
 */
public record HeartbeatData(
        String clientID,
        Set<ProducerData> producerDataSet,
        Set<ConsumerData> consumerDataSet,
        int heartbeatFingerprint,
        boolean withoutSub) {
    public HeartbeatData {
        producerDataSet = producerDataSet == null ? Set.of() : producerDataSet;
        consumerDataSet = consumerDataSet == null ? Set.of() : consumerDataSet;
    }
}
