package io.cometmq.namesrv.route;

import io.cometmq.remoting.protocol.DataVersion;

/**
 * What keeps a broker in the table. Immutable.
 *
 * @param lastSeenMillis when it last registered or sent a heartbeat, by the name server's clock
 * @param timeoutMillis silence for longer than this means that it is gone
 * @param dataVersion of the topics it registered
 * @param haServerAddr where its slaves replicate from
 * @param connection the connection it registered on, compared by identity; its end is the broker's end
 */
record BrokerLiveInfo(
        String brokerName,
        long lastSeenMillis,
        long timeoutMillis,
        DataVersion dataVersion,
        String haServerAddr,
        Object connection) {
    static BrokerLiveInfo of(BrokerRegistration broker, long nowMillis) {
        return new BrokerLiveInfo(
                broker.brokerName(),
                nowMillis,
                broker.timeoutMillis(),
                broker.dataVersion(),
                broker.haServerAddr(),
                broker.connection());
    }

    BrokerLiveInfo seen(long nowMillis) {
        return new BrokerLiveInfo(brokerName, nowMillis, timeoutMillis, dataVersion, haServerAddr, connection);
    }

    boolean isSilent(long nowMillis) {
        return nowMillis - lastSeenMillis > timeoutMillis;
    }
}
