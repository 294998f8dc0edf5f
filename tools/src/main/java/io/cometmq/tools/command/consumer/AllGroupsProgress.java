package io.cometmq.tools.command.consumer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MQVersion;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.Connection;
import io.cometmq.remoting.protocol.body.ConsumeStats;
import io.cometmq.remoting.protocol.body.ConsumerConnection;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;

/** One line for each group that has a retry topic, the one that is furthest behind first. Stateless. */
final class AllGroupsProgress {
    private AllGroupsProgress() {}

    private record Progress(String group, ConsumerConnection clients, double tps, long diff) {}

    static void print(CommandContext context) throws RemotingException, MQBrokerException, InterruptedException {
        List<Progress> all = new ArrayList<>();
        List<String> groups = context.admin().fetchAllTopicList().topicList().stream()
                .filter(topic -> topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX))
                .map(topic -> topic.substring(MixAll.RETRY_GROUP_TOPIC_PREFIX.length()))
                .sorted()
                .toList();
        LongConsumer bar = context.progressBar("groups", groups.size());
        for (int i = 0; i < groups.size(); i++) {
            addProgress(groups.get(i), all, context);
            bar.accept(i + 1L);
        }
        all.sort(Comparator.comparingLong(Progress::diff).reversed());
        Table table = new Table(
                "%-64s  %-6s  %-24s %-5s  %-14s  %-7s  %s",
                "#Group", "#Count", "#Version", "#Type", "#Model", "#TPS", "#Diff Total");
        all.forEach(progress -> addRow(table, progress));
        context.print(table);
    }

    private static void addProgress(String group, List<Progress> all, CommandContext context)
            throws RemotingException, InterruptedException {
        ConsumerConnection clients = null;
        try {
            clients = context.admin().examineConsumerConnectionInfo(group);
        } catch (MQBrokerException e) {
            // Nobody of the group is online, which the line says.
        }
        try {
            ConsumeStats stats = context.admin().examineConsumeStats(group);
            long diff = stats.offsetTable().values().stream()
                    .mapToLong(offset -> offset.brokerOffset() - offset.consumerOffset())
                    .sum();
            all.add(new Progress(group, clients, stats.consumeTps(), diff));
        } catch (MQBrokerException e) {
            context.warn("consumerProgress: " + group + ": " + e.getMessage());
        }
    }

    private static void addRow(Table table, Progress progress) {
        ConsumerConnection clients = progress.clients();
        boolean online = clients != null && !clients.connectionSet().isEmpty();
        int version = online
                ? clients.connectionSet().stream()
                        .mapToInt(Connection::version)
                        .min()
                        .orElse(0)
                : 0;
        table.row(
                progress.group(),
                online ? clients.connectionSet().size() : 0,
                online ? MQVersion.getVersionDesc(version) : "OFFLINE",
                online ? (clients.consumeType() == ConsumeType.CONSUME_ACTIVELY ? "PULL" : "PUSH") : "",
                online ? String.valueOf(clients.messageModel()) : "",
                (long) progress.tps(),
                progress.diff());
    }
}
