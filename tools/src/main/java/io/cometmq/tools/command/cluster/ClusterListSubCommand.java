package io.cometmq.tools.command.cluster;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.tools.admin.Brokers;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import io.cometmq.tools.command.Targets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** List cluster infos. */
public final class ClusterListSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "clusterList";
    }

    @Override
    public String commandDesc() {
        return "List cluster infos.";
    }

    @Override
    public String example() {
        return "clusterList -i 5";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .flag("m", "moreStats", "numbers of messages instead")
                .optional("i", "interval", "print again every so many seconds")
                .optional("c", "clusterName", "only this cluster")
                .build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        long interval = CommandOptions.number(line, "i", 0, 1, 86_400);
        do {
            once(line, context);
            TimeUnit.SECONDS.sleep(interval);
        } while (interval > 0);
    }

    private static void once(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        ClusterInfo info = context.admin().examineBrokerClusterInfo();
        String wanted = CommandOptions.text(line, "c");
        if (wanted != null) {
            Targets.brokersOf(wanted, context);
        }
        boolean more = line.hasOption("m");
        Table table = more ? BrokerRow.moreTable() : BrokerRow.table();
        for (String cluster : new TreeSet<>(info.clusterAddrTable().keySet())) {
            if (wanted == null || wanted.equals(cluster)) {
                for (BrokerData broker : Brokers.ofCluster(info, cluster)) {
                    rows(table, more, cluster, broker, context);
                }
            }
        }
        context.print(table);
    }

    private static void rows(Table table, boolean more, String cluster, BrokerData broker, CommandContext context)
            throws InterruptedException {
        for (Map.Entry<Long, String> member : new TreeMap<>(broker.brokerAddrs()).entrySet()) {
            Map<String, String> figures;
            try {
                figures = context.admin()
                        .fetchBrokerRuntimeStats(member.getValue())
                        .table();
            } catch (RemotingException | MQBrokerException e) {
                // The name server knows it, but it does not answer: the line says so by what it lacks.
                context.warn("clusterList: " + member.getValue() + ": " + e.getMessage());
                figures = Map.of();
            }
            BrokerRow row = new BrokerRow(cluster, broker.brokerName(), member.getKey(), member.getValue(), figures);
            if (!more) {
                row.addTo(table);
            } else if (member.getKey() == MixAll.MASTER_ID) {
                row.addMoreTo(table);
            }
        }
    }
}
