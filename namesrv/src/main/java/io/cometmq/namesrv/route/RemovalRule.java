package io.cometmq.namesrv.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** How brokers leave the table: by their own word, by the end of their connection, by silence (docs/protocol/semantics.md 3). */
final class RemovalRule {
    private RemovalRule() {}

    /** The brokers that registered on the connection. */
    static List<BrokerAddress> on(RouteTable state, Object connection) {
        return matching(state, info -> info.connection() == connection);
    }

    /** The brokers that were not heard of for longer than they said. */
    static List<BrokerAddress> silent(RouteTable state, long nowMillis) {
        return matching(state, info -> info.isSilent(nowMillis));
    }

    private static List<BrokerAddress> matching(RouteTable state, Predicate<BrokerLiveInfo> condition) {
        List<BrokerAddress> found = new ArrayList<>();
        for (Map.Entry<BrokerAddress, BrokerLiveInfo> each : state.live().entrySet()) {
            if (condition.test(each.getValue())) {
                found.add(each.getKey());
            }
        }
        return found;
    }

    /** Without these brokers; a group and its topics go with its last address. */
    static RouteTable remove(RouteTable state, List<BrokerAddress> brokers) {
        Map<BrokerAddress, BrokerLiveInfo> live = state.live();
        Map<String, BrokerGroup> groups = state.groups();
        List<String> goneGroups = new ArrayList<>();
        for (BrokerAddress broker : brokers) {
            BrokerLiveInfo info = live.get(broker);
            if (info == null) {
                continue;
            }
            live = RouteTable.remove(live, broker);
            BrokerGroup group = groups.get(info.brokerName());
            BrokerGroup rest = group.without(broker.address());
            if (rest.isEmpty()) {
                groups = RouteTable.remove(groups, info.brokerName());
                goneGroups.add(info.brokerName());
            } else {
                groups = RouteTable.put(groups, info.brokerName(), rest);
            }
        }
        return new RouteTable(without(state.topics(), goneGroups), groups, live);
    }

    private static SnapshotMap<TopicRoute> without(SnapshotMap<TopicRoute> topics, List<String> brokerNames) {
        if (brokerNames.isEmpty()) {
            return topics;
        }
        SnapshotMap.Editor<TopicRoute> editor = topics.edit();
        topics.forEach((topic, route) -> {
            TopicRoute rest = route;
            for (String brokerName : brokerNames) {
                rest = rest.without(brokerName);
            }
            TopicRule.replace(editor, topic, route, rest);
        });
        return editor.snapshot();
    }
}
