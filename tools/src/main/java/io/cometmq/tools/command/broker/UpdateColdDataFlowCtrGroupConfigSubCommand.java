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
import org.apache.commons.cli.ParseException;

/** Limit what a consumer group reads of old messages. */
public final class UpdateColdDataFlowCtrGroupConfigSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "updateColdDataFlowCtrGroupConfig";
    }

    @Override
    public String commandDesc() {
        return "Limit what a consumer group reads of old messages.";
    }

    @Override
    public String example() {
        return "updateColdDataFlowCtrGroupConfig -b 127.0.0.1:10911 -g billing -v 1048576";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .brokerOrCluster()
                .required("g", "consumerGroup", "name of the group")
                .required("v", "threshold", "bytes of old messages in a second")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        String group = CommandOptions.text(line, "g");
        long bytesPerSecond = CommandOptions.number(line, "v", 0, 0, Long.MAX_VALUE);
        for (String address : Targets.masters(line, context)) {
            context.admin().updateColdDataFlowCtrGroupConfig(address, group, bytesPerSecond);
            context.line("updateColdDataFlowCtrGroupConfig success, %s", address);
        }
    }
}
