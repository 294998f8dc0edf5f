package io.cometmq.tools.command.topic;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Get cluster info for topic. */
public final class TopicClusterSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "topicClusterList";
    }

    @Override
    public String commandDesc() {
        return "Get cluster info for topic.";
    }

    @Override
    public String example() {
        return "topicClusterList -t Orders";
    }

    @Override
    public Options options() {
        return CommandOptions.options().required("t", "topic", "topic name").build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        Table table = new Table("%s", "#Cluster Name");
        for (String cluster : context.admin().getTopicClusterList(CommandOptions.text(line, "t"))) {
            if (!context.isForPrograms()) {
                context.line(cluster);
            }
            table.row(cluster);
        }
        if (context.isForPrograms()) {
            context.print(table);
        }
    }
}
