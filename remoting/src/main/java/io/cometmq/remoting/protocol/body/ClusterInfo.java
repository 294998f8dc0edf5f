package io.cometmq.remoting.protocol.body;

import io.cometmq.remoting.protocol.route.BrokerData;
import java.util.Map;
import java.util.Set;

/** Body of the answer to GET_BROKER_CLUSTER_INFO (106): broker groups by name, and their names by cluster. */
public record ClusterInfo(Map<String, BrokerData> brokerAddrTable, Map<String, Set<String>> clusterAddrTable) {
    public ClusterInfo {
        brokerAddrTable = brokerAddrTable == null ? Map.of() : brokerAddrTable;
        clusterAddrTable = clusterAddrTable == null ? Map.of() : clusterAddrTable;
    }
}
