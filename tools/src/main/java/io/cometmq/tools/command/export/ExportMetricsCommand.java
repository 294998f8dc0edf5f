package io.cometmq.tools.command.export;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.tools.admin.Brokers;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.JsonFile;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Export metrics. */
public final class ExportMetricsCommand implements SubCommand {
    @Override
    public String commandName() {
        return "exportMetrics";
    }

    @Override
    public String commandDesc() {
        return "Export metrics.";
    }

    @Override
    public String example() {
        return "exportMetrics -c DefaultCluster -f /tmp/cometmq/export";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("c", "clusterName", "name of the cluster")
                .optional(
                        "f", "filePath", "directory of the file metrics.json (" + ExportConfigsCommand.DIRECTORY + ")")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        Map<String, Object> reports = new TreeMap<>();
        List<BrokerMetrics> all = new ArrayList<>();
        for (BrokerData broker : Targets.brokersOf(CommandOptions.text(line, "c"), context)) {
            String address = Brokers.address(broker);
            if (address != null) {
                BrokerMetrics metrics = BrokerMetrics.of(address, context);
                all.add(metrics);
                reports.put(broker.brokerName(), metrics.report());
            }
        }
        Map<String, Object> export = new TreeMap<>();
        export.put("evaluateReport", reports);
        export.put("totalData", BrokerMetrics.total(all));
        JsonFile.export(
                CommandOptions.text(line, "f", ExportConfigsCommand.DIRECTORY), "metrics.json", export, context);
    }
}
