package io.cometmq.tools.command.cluster;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import io.cometmq.tools.command.Targets;
import io.cometmq.tools.command.message.SendProbe;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** List All clusters Message Send RT. */
public final class CLusterSendMsgRTCommand implements SubCommand {
    @Override
    public String commandName() {
        return "clusterRT";
    }

    @Override
    public String commandDesc() {
        return "List All clusters Message Send RT.";
    }

    @Override
    public String example() {
        return "clusterRT -c DefaultCluster -a 20 -i 10";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .optional("a", "amount", "messages to each broker (100)")
                .optional("s", "size", "bytes of a message (128)")
                .optional("c", "cluster", "only this cluster")
                .optional(
                        "p", "print log", "whether to print a line to be parsed for each broker: true or false (false)")
                .optional("m", "machine room", "a name to stand in these lines (noname)")
                .optional("i", "interval", "seconds between two rounds; it goes on until it is stopped (10)")
                .build();
    }

    @Override
    public boolean printsTables() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        int amount = CommandOptions.integer(line, "a", 100, 1, 1_000_000);
        int size = CommandOptions.integer(line, "s", 128, 1, SendProbe.MAX_SIZE);
        int intervalSeconds = CommandOptions.integer(line, "i", 10, 1, 86_400);
        boolean asLog = CommandOptions.bool(line, "p", false);
        String room = CommandOptions.text(line, "m", "noname");
        while (true) {
            Table table = new Table(
                    "%-24s  %-24s  %-4s  %-16s  %-16s",
                    "#Cluster Name", "#Broker Name", "#RT", "#successCount", "#failCount");
            for (BrokerData broker : brokers(line, context)) {
                SendProbe probe = new SendProbe(context.admin(), size);
                LongConsumer bar = context.progressBar(broker.brokerName(), amount);
                probe.toEachQueue(broker.brokerName(), amount, one -> bar.accept(probe.stored() + probe.failed()));
                String millis = String.format(Locale.ROOT, "%.2f", probe.averageMillis());
                table.row(broker.cluster(), broker.brokerName(), millis, probe.stored(), probe.failed());
                if (asLog) {
                    context.line(CommandOptions.showSeconds(System.currentTimeMillis()) + "|" + room + "|"
                            + broker.cluster() + "|" + broker.brokerName() + "|" + Math.round(probe.averageMillis()));
                }
            }
            if (!asLog) {
                context.print(table);
            }
            context.flush();
            TimeUnit.SECONDS.sleep(intervalSeconds);
        }
    }

    private static List<BrokerData> brokers(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        String cluster = CommandOptions.text(line, "c");
        return cluster == null
                ? List.copyOf(context.admin()
                        .examineBrokerClusterInfo()
                        .brokerAddrTable()
                        .values())
                : Targets.brokersOf(cluster, context);
    }
}
