package io.cometmq.tools.command.consumer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Delete subscription group from broker. */
public final class DeleteSubscriptionGroupCommand implements SubCommand {
    @Override
    public String commandName() {
        return "deleteSubGroup";
    }

    @Override
    public String commandDesc() {
        return "Delete subscription group from broker.";
    }

    @Override
    public String example() {
        return "deleteSubGroup -c DefaultCluster -g billing -r true";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .optional("b", "brokerAddr", "address of one broker")
                .optional("c", "clusterName", "name of a cluster")
                .required("g", "groupName", "name of the group")
                .optional("r", "removeOffset", "whether its offsets go too: true or false (false)")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        String group = CommandOptions.text(line, "g");
        boolean removeOffset = CommandOptions.bool(line, "r", false);
        List<String> masters = Targets.masters(line, context);
        String cluster = line.hasOption("b") ? "" : " in cluster [" + CommandOptions.text(line, "c") + "]";
        for (String address : masters) {
            context.admin().deleteSubscriptionGroup(address, group, removeOffset);
            context.line(
                    "delete subscription group [" + group + "] from broker [" + address + "]" + cluster + " success.");
        }
        if (!line.hasOption("b")) {
            for (String topic : List.of(MixAll.getRetryTopic(group), MixAll.getDLQTopic(group))) {
                context.admin().deleteTopicInBroker(new TreeSet<>(masters), topic);
                context.admin().deleteTopicInNameServer(null, CommandOptions.text(line, "c"), topic);
            }
        }
    }
}
