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

/** Delete expired CommitLog files. */
public final class DeleteExpiredCommitLogSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "deleteExpiredCommitLog";
    }

    @Override
    public String commandDesc() {
        return "Delete expired CommitLog files.";
    }

    @Override
    public String example() {
        return "deleteExpiredCommitLog -b 127.0.0.1:10911";
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
            context.admin().deleteExpiredCommitLogByAddr(address);
        }
        context.line("success");
    }
}
