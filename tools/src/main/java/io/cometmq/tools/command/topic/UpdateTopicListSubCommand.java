package io.cometmq.tools.command.topic;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.JsonFile;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** create or update topic in batch. */
public final class UpdateTopicListSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "updateTopicList";
    }

    @Override
    public String commandDesc() {
        return "create or update topic in batch.";
    }

    @Override
    public String example() {
        return "updateTopicList -c DefaultCluster -f topics.json";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .brokerOrCluster()
                .required(
                        "f",
                        "filename",
                        "a JSON array of topics: topicName, readQueueNums, writeQueueNums, perm, order ...")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        List<TopicConfig> topics = JsonFile.list(CommandOptions.text(line, "f"), TopicConfig.class);
        for (TopicConfig topic : topics) {
            if (topic.getTopicName() == null || topic.getTopicName().isBlank()) {
                throw new CommandException("a topic of the file has no topicName");
            }
        }
        for (String address : Targets.masters(line, context)) {
            context.admin().createAndUpdateTopicConfigList(address, topics);
            context.line("submit batch of topic config to " + address + " success, please check the result later.");
        }
    }
}
