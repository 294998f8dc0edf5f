package io.cometmq.tools.command.consumer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Query consumer's progress, speed. */
public final class ConsumerProgressSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "consumerProgress";
    }

    @Override
    public String commandDesc() {
        return "Query consumer's progress, speed.";
    }

    @Override
    public String example() {
        return "consumerProgress -g billing";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .optional("g", "groupName", "name of the group; without it all groups are listed")
                .optional("t", "topicName", "only this topic")
                .optional("s", "showClientIP", "whether to show which client has each queue: true or false")
                .build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws ParseException, RemotingException, MQBrokerException, InterruptedException {
        if (line.hasOption("g")) {
            GroupProgress.print(
                    CommandOptions.text(line, "g"),
                    CommandOptions.text(line, "t"),
                    CommandOptions.bool(line, "s", false),
                    context);
        } else {
            AllGroupsProgress.print(context);
        }
    }
}
