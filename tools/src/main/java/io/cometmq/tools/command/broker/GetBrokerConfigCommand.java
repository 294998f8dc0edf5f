package io.cometmq.tools.command.broker;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.ConfigText;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Get broker config by cluster or special broker. */
public final class GetBrokerConfigCommand implements SubCommand {
    @Override
    public String commandName() {
        return "getBrokerConfig";
    }

    @Override
    public String commandDesc() {
        return "Get broker config by cluster or special broker.";
    }

    @Override
    public String example() {
        return "getBrokerConfig -b 127.0.0.1:10911";
    }

    @Override
    public Options options() {
        return CommandOptions.options().brokerOrCluster().build();
    }

    @Override
    public boolean printsTables() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        if (line.hasOption("b")) {
            String address = CommandOptions.text(line, "b");
            ConfigText.print(address, context.admin().getBrokerConfig(address), context);
            return;
        }
        for (BrokerData broker : Targets.brokersOf(CommandOptions.text(line, "c"), context)) {
            for (Map.Entry<Long, String> member : new TreeMap<>(broker.brokerAddrs()).entrySet()) {
                String role = member.getKey() == MixAll.MASTER_ID ? "Master: " : "Slave: ";
                ConfigText.print(role + member.getValue(), context.admin().getBrokerConfig(member.getValue()), context);
            }
        }
    }
}
