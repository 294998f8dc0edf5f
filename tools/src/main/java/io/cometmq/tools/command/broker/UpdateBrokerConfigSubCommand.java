package io.cometmq.tools.command.broker;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.admin.Brokers;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import java.util.List;
import java.util.Properties;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Update broker's config. */
public final class UpdateBrokerConfigSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "updateBrokerConfig";
    }

    @Override
    public String commandDesc() {
        return "Update broker's config.";
    }

    @Override
    public String example() {
        return "updateBrokerConfig -b 127.0.0.1:10911 -k flushDiskType -v SYNC_FLUSH";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .optional("b", "brokerAddr", "address of one broker")
                .optional("c", "clusterName", "name of a cluster: its masters")
                .optional("a", "updateAllBroker", "whether the slaves of the cluster too: true or false")
                .required("k", "key", "name of the property")
                .required("v", "value", "its new value")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        Properties change = new Properties();
        change.setProperty(CommandOptions.text(line, "k"), CommandOptions.text(line, "v"));
        boolean slavesToo = CommandOptions.bool(line, "a", false) && !line.hasOption("b") && line.hasOption("c");
        List<String> addresses = slavesToo
                ? Brokers.all(Targets.brokersOf(CommandOptions.text(line, "c"), context))
                : Targets.masters(line, context);
        for (String address : addresses) {
            context.admin().updateBrokerConfig(address, change);
            context.line("update broker config success, " + address);
        }
    }
}
