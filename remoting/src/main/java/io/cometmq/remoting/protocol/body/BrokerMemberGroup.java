package io.cometmq.remoting.protocol.body;

import java.util.Map;

/** The members of a broker group by id. */
public record BrokerMemberGroup(String cluster, String brokerName, Map<Long, String> brokerAddrs) {
    public BrokerMemberGroup {
        brokerAddrs = brokerAddrs == null ? Map.of() : brokerAddrs;
    }
}
