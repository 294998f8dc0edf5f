package io.cometmq.namesrv.route;

import static io.cometmq.common.MixAll.MASTER_ID;

import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.protocol.route.QueueData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a registration does to the table (docs/protocol/semantics.md 3). */
final class RegistrationRule {
    /**
     * The next state and what the broker is told.
     *
     * @param refusal null when the registration was taken
     * @param masterAddr for a slave: its master, null while there is none
     * @param haServerAddr for a slave: where it replicates from
     * @param replaced the address that had the broker's id before; null when none
     */
    record Outcome(RouteTable next, String refusal, String masterAddr, String haServerAddr, String replaced) {}

    private RegistrationRule() {}

    /** @param dropAbsentTopics whether topics of the broker that a full registration does not name are gone */
    static Outcome register(RouteTable state, BrokerRegistration command, boolean dropAbsentTopics, long nowMillis) {
        BrokerLiveInfo tenant = state.live().get(command.broker());
        if (tenant != null && !tenant.brokerName().equals(command.brokerName())) {
            // The address was another broker's: that one is gone.
            state = RemovalRule.remove(state, List.of(command.broker()));
        }
        BrokerGroup before = state.groups()
                .getOrDefault(command.brokerName(), BrokerGroup.empty(command.cluster(), command.brokerName()));
        String holder = before.addresses().get(command.brokerId());
        BrokerLiveInfo known = state.live().get(command.broker());
        boolean isNew = known == null || !command.address().equals(holder);
        if (isNew && command.topics().size() == 1) {
            String refusal = "broker " + command.brokerName() + " at " + command.address()
                    + " registers one topic, but is" + " not known: it has to register all of its topics first";
            return new Outcome(state, refusal, null, null, null);
        }
        BrokerGroup group = before.with(command);
        boolean topicsMayDiffer = isNew || !Objects.equals(known.dataVersion(), command.dataVersion());
        SnapshotMap<TopicRoute> topics = topicsMayDiffer && group.speaksForTopics(command.brokerId())
                ? topics(state.topics(), command, dropAbsentTopics)
                : state.topics();
        String replaced = holder == null || holder.equals(command.address()) ? null : holder;
        RouteTable next = new RouteTable(
                topics,
                RouteTable.put(state.groups(), command.brokerName(), group),
                live(state.live(), before, replaced, command, nowMillis));
        return answer(next, group, command, replaced);
    }

    private static Outcome answer(RouteTable next, BrokerGroup group, BrokerRegistration command, String replaced) {
        String master = group.masterAddress();
        if (command.brokerId() == MASTER_ID || master == null) {
            return new Outcome(next, null, null, null, replaced);
        }
        BrokerLiveInfo info = next.live().get(new BrokerAddress(group.cluster(), master));
        return new Outcome(next, null, master, info == null ? null : info.haServerAddr(), replaced);
    }

    private static Map<BrokerAddress, BrokerLiveInfo> live(
            Map<BrokerAddress, BrokerLiveInfo> live,
            BrokerGroup before,
            String replaced,
            BrokerRegistration command,
            long nowMillis) {
        Map<BrokerAddress, BrokerLiveInfo> rest = live;
        if (replaced != null) {
            rest = RouteTable.remove(rest, new BrokerAddress(before.cluster(), replaced));
        }
        if (!before.cluster().equals(command.cluster())) {
            rest = RouteTable.remove(rest, new BrokerAddress(before.cluster(), command.address()));
        }
        return RouteTable.put(rest, command.broker(), BrokerLiveInfo.of(command, nowMillis));
    }

    private static SnapshotMap<TopicRoute> topics(
            SnapshotMap<TopicRoute> topics, BrokerRegistration command, boolean dropAbsentTopics) {
        SnapshotMap.Editor<TopicRoute> editor = topics.edit();
        // Most topics of a broker are alike: they share one route.
        Map<TopicRoute, TopicRoute> shared = new HashMap<>();
        boolean acting = command.brokerId() != MASTER_ID;
        for (Map.Entry<String, TopicConfig> each : command.topics().entrySet()) {
            QueueData queues = TopicRoute.queuesOf(command.brokerName(), each.getValue());
            TopicRoute old = editor.get(each.getKey());
            TopicRoute before = old == null ? TopicRoute.NOWHERE : old;
            TopicRoute after = before.with(acting ? TopicRoute.withoutWrite(queues) : queues);
            if (!after.equals(before)) {
                editor.put(each.getKey(), shared.computeIfAbsent(after, same -> same));
            }
        }
        if (dropAbsentTopics && command.topics().size() > 1) {
            topics.forEach((topic, route) -> {
                if (!command.topics().containsKey(topic)) {
                    TopicRule.replace(editor, topic, route, route.without(command.brokerName()));
                }
            });
        }
        return editor.snapshot();
    }
}
