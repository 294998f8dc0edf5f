package io.cometmq.namesrv.route;

import io.cometmq.common.constant.PermName;
import io.cometmq.common.text.NearestNames;
import io.cometmq.remoting.protocol.route.QueueData;
import java.util.List;
import java.util.TreeSet;

/** Says why a topic has no route, and what a person can do about it. */
final class NoRoute {
    /** The topic that new topics are made from (docs/protocol/semantics.md 2). */
    private static final String TEMPLATE_TOPIC = "TBW102";

    /** Similar names are not looked for among more topics than these: the search runs where queries are answered. */
    private static final int MAX_SEARCHED = 1_000;

    private static final int MAX_SHOWN = 3;

    private NoRoute() {}

    /** The remark for a topic that nobody holds. */
    static String explain(RouteTable table, String topic) {
        StringBuilder text =
                new StringBuilder("No route for topic '").append(topic).append("': ");
        if (table.groups().isEmpty()) {
            return text.append(
                            "no broker is registered at this name server. Start one with -n and this name server's address.")
                    .toString();
        }
        int brokers = table.groups().size();
        text.append(
                brokers == 1 ? "the only broker does not hold it." : "none of the " + brokers + " brokers holds it.");
        List<String> similar = similar(table, topic);
        if (!similar.isEmpty()) {
            text.append(" Similar names: ").append(String.join(", ", similar)).append('.');
        }
        List<String> creators = creators(table);
        if (creators.isEmpty()) {
            text.append(" No broker creates topics by itself: create it with mqadmin updateTopic.");
        } else {
            text.append(" The first message to it creates it on ")
                    .append(String.join(", ", creators.subList(0, Math.min(MAX_SHOWN, creators.size()))))
                    .append('.');
        }
        return text.toString();
    }

    private static List<String> creators(RouteTable table) {
        TopicRoute template = table.topics().get(TEMPLATE_TOPIC);
        if (template == null) {
            return List.of();
        }
        TreeSet<String> names = new TreeSet<>();
        for (QueueData each : template.queues()) {
            if (PermName.isInherited(each.perm())) {
                names.add(each.brokerName());
            }
        }
        return List.copyOf(names);
    }

    private static List<String> similar(RouteTable table, String topic) {
        return table.topics().size() > MAX_SEARCHED
                ? List.of()
                : NearestNames.of(topic, table.topics().keys(), MAX_SHOWN);
    }
}
