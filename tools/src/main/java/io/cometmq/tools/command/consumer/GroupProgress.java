package io.cometmq.tools.command.consumer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.Connection;
import io.cometmq.remoting.protocol.body.ConsumeStats;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.body.OffsetWrapper;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** How far one group is in each queue. Stateless. */
final class GroupProgress {
    private GroupProgress() {}

    /** @param topic null for all topics of the group */
    static void print(String group, String topic, boolean showClients, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        ConsumeStats stats = context.admin().examineConsumeStats(group, topic);
        Map<MessageQueue, String> clients = showClients ? clientsByQueue(group, context) : Map.of();
        Table table = showClients
                ? new Table(
                        "%-64s  %-32s  %-4s  %-20s  %-20s  %-20s %-20s %-20s %s",
                        "#Topic",
                        "#Broker Name",
                        "#QID",
                        "#Broker Offset",
                        "#Consumer Offset",
                        "#Client IP",
                        "#Diff",
                        "#Inflight",
                        "#LastTime")
                : new Table(
                        "%-64s  %-32s  %-4s  %-20s  %-20s  %-20s %-20s %s",
                        "#Topic",
                        "#Broker Name",
                        "#QID",
                        "#Broker Offset",
                        "#Consumer Offset",
                        "#Diff",
                        "#Inflight",
                        "#LastTime");
        long diffTotal = 0;
        long inflightTotal = 0;
        for (MessageQueue queue : new TreeSet<>(stats.offsetTable().keySet())) {
            OffsetWrapper offset = stats.offsetTable().get(queue);
            long diff = offset.brokerOffset() - offset.consumerOffset();
            long inflight = Math.max(0, offset.pullOffset() - offset.consumerOffset());
            String lastTime = CommandOptions.showSeconds(offset.lastTimestamp());
            if (showClients) {
                table.row(
                        queue.getTopic(),
                        queue.getBrokerName(),
                        queue.getQueueId(),
                        offset.brokerOffset(),
                        offset.consumerOffset(),
                        clients.getOrDefault(queue, "N/A"),
                        diff,
                        inflight,
                        lastTime.isEmpty() ? "N/A" : lastTime);
            } else {
                table.row(
                        queue.getTopic(),
                        queue.getBrokerName(),
                        queue.getQueueId(),
                        offset.brokerOffset(),
                        offset.consumerOffset(),
                        diff,
                        inflight,
                        lastTime.isEmpty() ? "N/A" : lastTime);
            }
            diffTotal += diff;
            inflightTotal += inflight;
        }
        context.print(table);
        context.note("");
        context.note("Consume TPS: %.2f", stats.consumeTps());
        context.note("Consume Diff Total: " + diffTotal);
        context.note("Consume Inflight Total: " + inflightTotal);
    }

    private static Map<MessageQueue, String> clientsByQueue(String group, CommandContext context)
            throws InterruptedException {
        Map<MessageQueue, String> clients = new HashMap<>();
        try {
            for (Connection client :
                    context.admin().examineConsumerConnectionInfo(group).connectionSet()) {
                ConsumerRunningInfo info = context.admin().getConsumerRunningInfo(group, client.clientId(), false);
                String address = client.clientId().split("@", 2)[0];
                info.mqTable().keySet().forEach(queue -> clients.put(queue, address));
            }
        } catch (RemotingException | MQBrokerException e) {
            // The offsets are worth showing without it.
            context.warn("consumerProgress: which client has which queue is not known: " + e.getMessage());
        }
        return clients;
    }
}
