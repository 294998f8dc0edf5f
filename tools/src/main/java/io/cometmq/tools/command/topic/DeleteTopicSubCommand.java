package io.cometmq.tools.command.topic;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.admin.Brokers;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Delete topic from broker and NameServer. */
public final class DeleteTopicSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "deleteTopic";
    }

    @Override
    public String commandDesc() {
        return "Delete topic from broker and NameServer.";
    }

    @Override
    public String example() {
        return "deleteTopic -c DefaultCluster -t Orders";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .required("c", "clusterName", "the cluster that has it")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        String topic = CommandOptions.text(line, "t");
        String cluster = CommandOptions.text(line, "c");
        List<String> masters = Brokers.masters(Targets.brokersOf(cluster, context));
        context.admin().deleteTopicInBroker(new TreeSet<>(masters), topic);
        context.line("delete topic [" + topic + "] from cluster [" + cluster + "] success.");
        context.admin().deleteTopicInNameServer(null, cluster, topic);
        context.line("delete topic [" + topic + "] from NameServer success.");
    }
}
