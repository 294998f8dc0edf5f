package io.cometmq.tools.command.offset;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Skip all messages that are accumulated (not consumed) currently. */
public final class SkipAccumulationSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "skipAccumulatedMessage";
    }

    @Override
    public String commandDesc() {
        return "Skip all messages that are accumulated (not consumed) currently.";
    }

    @Override
    public String example() {
        return "skipAccumulatedMessage -g billing -t Orders";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("g", "group", "name of the group")
                .required("t", "topic", "topic name")
                .optional("f", "force", "whether to go back too: true or false (true)")
                .build();
    }

    @Override
    public boolean printsTables() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws ParseException, RemotingException, MQBrokerException, InterruptedException {
        context.print(ResetOffsets.table(context.admin()
                .resetOffsetByTimestamp(
                        CommandOptions.text(line, "t"),
                        CommandOptions.text(line, "g"),
                        -1,
                        CommandOptions.bool(line, "f", true))));
    }
}
