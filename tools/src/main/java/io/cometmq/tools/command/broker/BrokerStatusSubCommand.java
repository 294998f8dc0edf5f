package io.cometmq.tools.command.broker;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.admin.Brokers;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import io.cometmq.tools.command.Targets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Fetch broker runtime status data. */
public final class BrokerStatusSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "brokerStatus";
    }

    @Override
    public String commandDesc() {
        return "Fetch broker runtime status data.";
    }

    @Override
    public String example() {
        return "brokerStatus -b 127.0.0.1:10911";
    }

    @Override
    public Options options() {
        return CommandOptions.options().brokerOrCluster().build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        boolean one = line.hasOption("b");
        for (String address : one
                ? Targets.masters(line, context)
                : Brokers.all(Targets.brokersOf(CommandOptions.text(line, "c"), context))) {
            Map<String, String> figures = new TreeMap<>(
                    context.admin().fetchBrokerRuntimeStats(address).table());
            if (context.isForPrograms()) {
                Table table = new Table("%s %s %s", "#Addr", "#Key", "#Value");
                figures.forEach((key, value) -> table.row(address, key, value));
                context.print(table);
            } else {
                String prefix = one ? "" : String.format(Locale.ROOT, "%-24s ", address);
                figures.forEach(
                        (key, value) -> context.line(prefix + String.format(Locale.ROOT, "%-32s: %s", key, value)));
            }
        }
    }
}
