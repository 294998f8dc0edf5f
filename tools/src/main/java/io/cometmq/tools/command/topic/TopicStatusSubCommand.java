package io.cometmq.tools.command.topic;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.TopicOffset;
import io.cometmq.remoting.protocol.body.TopicStatsTable;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import io.cometmq.tools.admin.Brokers;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Examine topic Status info. */
public final class TopicStatusSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "topicStatus";
    }

    @Override
    public String commandDesc() {
        return "Examine topic Status info.";
    }

    @Override
    public String example() {
        return "topicStatus -t Orders";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .optional("c", "cluster", "only the brokers of this cluster")
                .build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        String topic = CommandOptions.text(line, "t");
        TopicStatsTable stats = line.hasOption("c")
                ? ofCluster(line, context, topic)
                : context.admin().examineTopicStats(topic);
        Table table = new Table(
                "%-32s  %-4s  %-20s  %-20s    %s",
                "#Broker Name", "#QID", "#Min Offset", "#Max Offset", "#Last Updated");
        for (MessageQueue queue : new TreeSet<>(stats.offsetTable().keySet())) {
            TopicOffset offset = stats.offsetTable().get(queue);
            table.row(
                    queue.getBrokerName(),
                    queue.getQueueId(),
                    offset.minOffset(),
                    offset.maxOffset(),
                    CommandOptions.showTime(offset.lastUpdateTimestamp()));
        }
        context.print(table);
        context.note("");
        context.note("Topic Put TPS: " + stats.topicPutTps());
    }

    private static TopicStatsTable ofCluster(CommandLine line, CommandContext context, String topic)
            throws RemotingException, MQBrokerException, InterruptedException, CommandException {
        TopicRouteData route = context.admin().examineTopicRouteInfo(topic);
        String cluster = CommandOptions.text(line, "c");
        Map<MessageQueue, TopicOffset> offsets = new TreeMap<>();
        double tps = 0;
        boolean found = false;
        for (BrokerData broker : route.brokerDatas()) {
            String address = Brokers.address(broker);
            if (cluster.equals(broker.cluster()) && address != null) {
                TopicStatsTable stats = context.admin().examineTopicStats(address, topic);
                offsets.putAll(stats.offsetTable());
                tps += stats.topicPutTps();
                found = true;
            }
        }
        if (!found) {
            throw new CommandException("no broker of cluster " + cluster + " has topic " + topic);
        }
        return new TopicStatsTable(tps, offsets);
    }
}
