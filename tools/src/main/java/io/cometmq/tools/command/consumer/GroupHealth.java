package io.cometmq.tools.command.consumer;

import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the members of one group fit together, by what each says about itself. Stateless. */
public final class GroupHealth {
    private GroupHealth() {}

    /** Clients whose subscriptions differ from those of the first, with what they have; empty when all are the same. */
    public static Map<String, String> differentSubscriptions(Map<String, ConsumerRunningInfo> members) {
        Map<String, String> texts = new TreeMap<>();
        members.forEach((client, info) -> texts.put(client, subscriptions(info.subscriptionSet())));
        return Set.copyOf(texts.values()).size() > 1 ? texts : Map.of();
    }

    private static String subscriptions(Set<SubscriptionData> all) {
        return all.stream()
                .map(data -> data.getTopic() + " " + data.getExpressionType() + " " + data.getSubString())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Queues that more than one client works on, with these clients. */
    public static Map<MessageQueue, Set<String>> sharedQueues(Map<String, ConsumerRunningInfo> members) {
        Map<MessageQueue, Set<String>> owners = new TreeMap<>();
        members.forEach((client, info) -> info.mqTable().keySet().forEach(queue -> owners.computeIfAbsent(
                        queue, key -> new TreeSet<>())
                .add(client)));
        owners.values().removeIf(clients -> clients.size() < 2);
        return owners;
    }

    /** In words; empty when all is well. */
    public static List<String> problems(Map<String, ConsumerRunningInfo> members) {
        List<String> problems = new ArrayList<>();
        Map<String, String> different = differentSubscriptions(members);
        if (!different.isEmpty()) {
            problems.add("the clients of the group have different subscriptions: " + different);
        }
        sharedQueues(members)
                .forEach((queue, clients) -> problems.add(queue + " is worked on by several clients: " + clients));
        return problems;
    }
}
