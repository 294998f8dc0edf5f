package io.cometmq.tools.admin;

import io.cometmq.common.MixAll;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds addresses in what a name server tells. Stateless. */
public final class Brokers {
    private Brokers() {}

    /** The master's address or, without a master, that of the lowest id; null when there is none. */
    public static String address(BrokerData broker) {
        Map<Long, String> byId = new TreeMap<>(broker.brokerAddrs());
        return byId.isEmpty() ? null : byId.values().iterator().next();
    }

    /** One address for each broker group of a route. */
    public static List<String> addresses(TopicRouteData route) {
        return route.brokerDatas().stream()
                .map(Brokers::address)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The brokers of a cluster by name, or null when there is no such cluster. */
    public static List<BrokerData> ofCluster(ClusterInfo info, String cluster) {
        Set<String> names = info.clusterAddrTable().get(cluster);
        if (names == null) {
            return null;
        }
        List<BrokerData> brokers = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            BrokerData broker = info.brokerAddrTable().get(name);
            if (broker != null) {
                brokers.add(broker);
            }
        }
        return brokers;
    }

    /** The masters of these brokers. */
    public static List<String> masters(List<BrokerData> brokers) {
        return brokers.stream()
                .map(broker -> broker.brokerAddrs().get(MixAll.MASTER_ID))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Masters and slaves of these brokers. */
    public static List<String> all(List<BrokerData> brokers) {
        return brokers.stream()
                .flatMap(broker -> new TreeMap<>(broker.brokerAddrs()).values().stream())
                .toList();
    }
}
