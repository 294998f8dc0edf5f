package io.cometmq.tools.command.broker;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.admin.DefaultMQAdminExt;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Has brokers delete at once what they would delete some day. */
public final class CleanUpSubCommand implements SubCommand {
    private interface CleanUp {
        boolean at(DefaultMQAdminExt admin, String address)
                throws RemotingException, MQBrokerException, InterruptedException;
    }

    private final String name;
    private final String description;
    private final CleanUp cleanUp;

    private CleanUpSubCommand(String name, String description, CleanUp cleanUp) {
        this.name = name;
        this.description = description;
        this.cleanUp = cleanUp;
    }

    public static SubCommand expiredQueues() {
        return new CleanUpSubCommand(
                "cleanExpiredCQ",
                "Clean expired ConsumeQueue on broker.",
                DefaultMQAdminExt::cleanExpiredConsumerQueueByAddr);
    }

    public static SubCommand unusedTopics() {
        return new CleanUpSubCommand(
                "cleanUnusedTopic", "Clean unused topic on broker.", DefaultMQAdminExt::cleanUnusedTopicByAddr);
    }

    public static SubCommand expiredLogs() {
        return new CleanUpSubCommand(
                "deleteExpiredCommitLog",
                "Delete expired CommitLog files.",
                DefaultMQAdminExt::deleteExpiredCommitLogByAddr);
    }

    @Override
    public String commandName() {
        return name;
    }

    @Override
    public String commandDesc() {
        return description;
    }

    @Override
    public String example() {
        return name + " -b 127.0.0.1:10911";
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
            cleanUp.at(context.admin(), address);
        }
        context.line("success");
    }
}
