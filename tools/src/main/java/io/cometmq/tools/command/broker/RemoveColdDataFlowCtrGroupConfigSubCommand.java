package io.cometmq.tools.command.broker;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Give a consumer group the general limit for old messages. */
public final class RemoveColdDataFlowCtrGroupConfigSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "removeColdDataFlowCtrGroupConfig";
    }

    @Override
    public String commandDesc() {
        return "Give a consumer group the general limit for old messages.";
    }

    @Override
    public String example() {
        return "removeColdDataFlowCtrGroupConfig -b 127.0.0.1:10911 -g billing";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .brokerOrCluster()
                .required("g", "consumerGroup", "name of the group")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        String group = CommandOptions.text(line, "g");
        for (String address : Targets.masters(line, context)) {
            context.admin().removeColdDataFlowCtrGroupConfig(address, group);
            context.line("remove broker cold read threshold success, %s", address);
        }
    }
}
