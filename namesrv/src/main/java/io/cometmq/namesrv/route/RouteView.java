package io.cometmq.namesrv.route;

import io.cometmq.common.sysflag.TopicSysFlag;
import io.cometmq.remoting.protocol.body.BrokerMemberGroup;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.QueueData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** What a table tells those who ask: pure functions of one snapshot. */
final class RouteView {
    private RouteView() {}

    /**
     * The route as clients get it.
     *
     * @param actingMasters whether slaves are shown in the place of missing masters
     * @param wanted which broker groups may be part of it
     */
    static TopicRouteData route(
            TopicRoute route,
            Map<String, BrokerGroup> groups,
            String orderTopicConf,
            boolean actingMasters,
            Predicate<BrokerGroup> wanted) {
        List<QueueData> queues = new ArrayList<>(route.queues().size());
        List<BrokerData> brokers = new ArrayList<>(route.queues().size());
        Map<String, List<String>> filterServers = new TreeMap<>();
        for (QueueData each : route.queues()) {
            BrokerGroup group = groups.get(each.brokerName());
            if (group == null || !wanted.test(group)) {
                continue;
            }
            boolean acting = actingMasters && group.needsActingMaster();
            queues.add(acting ? TopicRoute.withoutWrite(each) : each);
            brokers.add(acting ? group.dataWithActingMaster() : group.data());
            filterServers.putAll(group.filterServers());
        }
        return new TopicRouteData(orderTopicConf, queues, brokers, filterServers);
    }

    /** For clients that ask for the brokers of their zone: others are left out, unless they have no master (docs/protocol/remoting.md 10). */
    static Predicate<BrokerGroup> inZone(String zone) {
        return group -> group.masterAddress() == null || zone.equalsIgnoreCase(group.zoneName());
    }

    static ClusterInfo clusterInfo(RouteTable table) {
        Map<String, BrokerData> brokers = new TreeMap<>();
        Map<String, Set<String>> clusters = new TreeMap<>();
        for (BrokerGroup group : table.groups().values()) {
            brokers.put(group.brokerName(), group.data());
            clusters.computeIfAbsent(group.cluster(), name -> new TreeSet<>()).add(group.brokerName());
        }
        return new ClusterInfo(brokers, clusters);
    }

    /** Without members when the group is unknown. */
    static BrokerMemberGroup memberGroup(RouteTable table, String cluster, String brokerName) {
        BrokerGroup group = table.groups().get(brokerName);
        return new BrokerMemberGroup(cluster, brokerName, group == null ? Map.of() : group.addresses());
    }

    static Set<String> topicsOfCluster(RouteTable table, String cluster) {
        Set<String> topics = new TreeSet<>();
        table.topics().forEach((topic, route) -> {
            for (QueueData each : route.queues()) {
                BrokerGroup group = table.groups().get(each.brokerName());
                if (group != null && group.cluster().equals(cluster)) {
                    topics.add(topic);
                    break;
                }
            }
        });
        return topics;
    }

    /** Topics that exist with every cluster and broker, because they have their names. */
    static Set<String> systemTopics(RouteTable table) {
        Set<String> names = new TreeSet<>();
        for (BrokerGroup group : table.groups().values()) {
            names.add(group.cluster());
            names.add(group.brokerName());
        }
        return names;
    }

    /** Some broker's address, null when there is none. */
    static String anyAddress(RouteTable table) {
        for (BrokerGroup group : table.groups().values()) {
            return group.addresses().get(group.addresses().firstKey());
        }
        return null;
    }

    static Set<String> unitTopics(RouteTable table) {
        return topicsWithFlag(table, TopicSysFlag::hasUnitFlag);
    }

    static Set<String> unitSubTopics(RouteTable table) {
        return topicsWithFlag(table, TopicSysFlag::hasUnitSubFlag);
    }

    static Set<String> unitSubUnUnitTopics(RouteTable table) {
        return topicsWithFlag(table, flag -> TopicSysFlag.hasUnitSubFlag(flag) && !TopicSysFlag.hasUnitFlag(flag));
    }

    private static Set<String> topicsWithFlag(RouteTable table, IntPredicate condition) {
        Set<String> topics = new TreeSet<>();
        table.topics().forEach((topic, route) -> {
            if (!route.isNowhere() && condition.test(route.queues().get(0).topicSysFlag())) {
                topics.add(topic);
            }
        });
        return topics;
    }
}
