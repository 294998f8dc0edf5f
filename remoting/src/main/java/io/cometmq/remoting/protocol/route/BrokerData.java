package io.cometmq.remoting.protocol.route;

import java.util.Map;

/**
 * The members of a broker group.
 *
 * @param brokerAddrs address by broker id; the master has 0
 * @param zoneName null without zones
 */
public record BrokerData(
        String cluster, String brokerName, Map<Long, String> brokerAddrs, String zoneName, boolean enableActingMaster) {
    public BrokerData {
        brokerAddrs = brokerAddrs == null ? Map.of() : brokerAddrs;
    }
}
