package io.cometmq.tools.command.topic;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Fetch all topic list from name server. */
public final class TopicListSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "topicList";
    }

    @Override
    public String commandDesc() {
        return "Fetch all topic list from name server.";
    }

    @Override
    public String example() {
        return "topicList -c";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .flag("c", "clusterModel", "with the cluster and the consuming groups of each")
                .build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        Set<String> topics = new TreeSet<>(context.admin().fetchAllTopicList().topicList());
        if (line.hasOption("c")) {
            context.print(withGroups(topics, context));
        } else if (context.isForPrograms()) {
            Table table = new Table("%s", "#Topic");
            topics.forEach(table::row);
            context.print(table);
        } else {
            topics.forEach(context::line);
        }
    }

    private static Table withGroups(Set<String> topics, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        Table table = new Table("%-20s  %-48s  %-48s", "#Cluster Name", "#Topic", "#Consumer Group");
        for (String topic : topics) {
            if (topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX) || topic.startsWith(MixAll.DLQ_GROUP_TOPIC_PREFIX)) {
                continue;
            }
            Set<String> clusters;
            Set<String> groups;
            try {
                clusters = context.admin().getTopicClusterList(topic);
                groups = context.admin().queryTopicConsumeByWho(topic).groupList();
            } catch (MQBrokerException e) {
                // A topic may vanish between the list and the question, or its broker may not know it yet.
                context.warn("topicList: " + topic + ": " + e.getMessage());
                continue;
            }
            for (String group : groups.isEmpty() ? Set.of("") : new TreeSet<>(groups)) {
                table.row(String.join(",", clusters), topic, group);
            }
        }
        return table;
    }
}
