package io.cometmq.tools.command.topic;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.QueueData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Examine topic route info. */
public final class TopicRouteSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "topicRoute";
    }

    @Override
    public String commandDesc() {
        return "Examine topic route info.";
    }

    @Override
    public String example() {
        return "topicRoute -t Orders -l";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .flag("l", "list", "as a table")
                .build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        TopicRouteData route = context.admin().examineTopicRouteInfo(CommandOptions.text(line, "t"));
        if (line.hasOption("l") || context.isForPrograms()) {
            table(route, context);
        } else {
            context.printObject(route);
        }
    }

    private static void table(TopicRouteData route, CommandContext context) {
        Table table =
                new Table(FORMAT, "#ClusterName", "#BrokerName", "#BrokerAddrs", "#ReadQueue", "#WriteQueue", "#Perm");
        int reads = 0;
        int writes = 0;
        Map<String, QueueData> queuesByBroker = new TreeMap<>();
        route.queueDatas().forEach(queues -> queuesByBroker.put(queues.brokerName(), queues));
        for (QueueData queues : queuesByBroker.values()) {
            BrokerData broker = route.brokerDatas().stream()
                    .filter(one -> one.brokerName().equals(queues.brokerName()))
                    .findFirst()
                    .orElse(null);
            table.row(
                    broker == null ? null : broker.cluster(),
                    queues.brokerName(),
                    broker == null ? null : new TreeMap<>(broker.brokerAddrs()).toString(),
                    queues.readQueueNums(),
                    queues.writeQueueNums(),
                    queues.perm());
            reads += queues.readQueueNums();
            writes += queues.writeQueueNums();
        }
        context.print(table);
        context.note("-".repeat(LINE_WIDTH));
        context.note(FORMAT, "Total:", queuesByBroker.size(), "", reads, writes, "");
    }

    private static final String FORMAT = "%-45s %-32s %-50s %-10s %-11s %-5s";
    private static final int LINE_WIDTH = 158;
}
