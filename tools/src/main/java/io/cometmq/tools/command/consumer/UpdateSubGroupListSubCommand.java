package io.cometmq.tools.command.consumer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.JsonFile;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Update or create subscription group in batch. */
public final class UpdateSubGroupListSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "updateSubGroupList";
    }

    @Override
    public String commandDesc() {
        return "Update or create subscription group in batch.";
    }

    @Override
    public String example() {
        return "updateSubGroupList -c DefaultCluster -f groups.json";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .brokerOrCluster()
                .required("f", "filename", "a JSON array of groups: groupName, retryMaxTimes, consumeEnable ...")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        List<SubscriptionGroupConfig> groups =
                JsonFile.list(CommandOptions.text(line, "f"), SubscriptionGroupConfig.class);
        for (SubscriptionGroupConfig group : groups) {
            if (group.getGroupName() == null || group.getGroupName().isBlank()) {
                throw new CommandException("a group of the file has no groupName");
            }
        }
        for (String address : Targets.masters(line, context)) {
            context.admin().createAndUpdateSubscriptionGroupConfigList(address, groups);
            context.line("submit batch of group config to " + address + " success, please check the result later.");
        }
    }
}
