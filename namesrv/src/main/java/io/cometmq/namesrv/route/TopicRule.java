package io.cometmq.namesrv.route;

import io.cometmq.common.constant.PermName;
import io.cometmq.remoting.protocol.route.QueueData;
import java.util.List;
import java.util.function.UnaryOperator;

/** What administrators do to topics in the table; a broker's next changed registration undoes it. */
final class TopicRule {
    /** @param topics how many topics the broker group has */
    record PermOutcome(RouteTable next, int topics) {}

    private TopicRule() {}

    /** Clears the write bit of every topic of the broker group. */
    static PermOutcome wipeWritePerm(RouteTable state, String brokerName) {
        return change(state, brokerName, TopicRoute::withoutWrite);
    }

    /** Gives every topic of the broker group read and write, and takes other bits away (docs/protocol/semantics.md 3). */
    static PermOutcome addWritePerm(RouteTable state, String brokerName) {
        return change(
                state, brokerName, queues -> TopicRoute.withPerm(queues, PermName.PERM_READ | PermName.PERM_WRITE));
    }

    private static PermOutcome change(RouteTable state, String brokerName, UnaryOperator<QueueData> change) {
        SnapshotMap.Editor<TopicRoute> editor = state.topics().edit();
        int[] count = new int[1];
        state.topics().forEach((topic, route) -> {
            QueueData queues = route.of(brokerName);
            if (queues != null) {
                count[0]++;
                replace(editor, topic, route, route.with(change.apply(queues)));
            }
        });
        return new PermOutcome(state.withTopics(editor.snapshot()), count[0]);
    }

    /** Drops the topic; where {@code cluster} is not null, only from brokers of that cluster. */
    static RouteTable delete(RouteTable state, String topic, String cluster) {
        TopicRoute route = state.topics().get(topic);
        if (route == null) {
            return state;
        }
        TopicRoute rest = cluster == null ? TopicRoute.NOWHERE : route;
        for (QueueData each : route.queues()) {
            BrokerGroup group = state.groups().get(each.brokerName());
            if (group != null && group.cluster().equals(cluster)) {
                rest = rest.without(each.brokerName());
            }
        }
        SnapshotMap.Editor<TopicRoute> editor = state.topics().edit();
        replace(editor, topic, route, rest);
        return state.withTopics(editor.snapshot());
    }

    /** Adds one topic's queues in broker groups that are known; others are left out. */
    static RouteTable register(RouteTable state, String topic, List<QueueData> queues) {
        TopicRoute before = state.topics().get(topic);
        TopicRoute after = before == null ? TopicRoute.NOWHERE : before;
        for (QueueData each : queues) {
            if (state.groups().containsKey(each.brokerName())) {
                after = after.with(each);
            }
        }
        SnapshotMap.Editor<TopicRoute> editor = state.topics().edit();
        replace(editor, topic, before == null ? TopicRoute.NOWHERE : before, after);
        return state.withTopics(editor.snapshot());
    }

    static void replace(SnapshotMap.Editor<TopicRoute> editor, String topic, TopicRoute before, TopicRoute after) {
        if (after.isNowhere()) {
            editor.remove(topic);
        } else if (!after.equals(before)) {
            editor.put(topic, after);
        }
    }
}
