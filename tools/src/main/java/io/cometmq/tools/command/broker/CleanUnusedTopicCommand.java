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

/** Clean unused topic on broker. */
public final class CleanUnusedTopicCommand implements SubCommand {
    @Override
    public String commandName() {
        return "cleanUnusedTopic";
    }

    @Override
    public String commandDesc() {
        return "Clean unused topic on broker.";
    }

    @Override
    public String example() {
        return "cleanUnusedTopic -b 127.0.0.1:10911";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .optional("b", "brokerAddr", "address of one broker (all brokers)")
                .optional("c", "cluster", "name of a cluster")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        for (String address : Targets.allMasters(line, context)) {
            context.admin().cleanUnusedTopicByAddr(address);
        }
        context.line("success");
    }
}
