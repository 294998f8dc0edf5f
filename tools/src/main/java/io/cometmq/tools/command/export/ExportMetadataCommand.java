package io.cometmq.tools.command.export;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.JsonFile;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Export metadata. */
public final class ExportMetadataCommand implements SubCommand {
    private static final long TIMEOUT_MILLIS = 10_000;

    @Override
    public String commandName() {
        return "exportMetadata";
    }

    @Override
    public String commandDesc() {
        return "Export metadata.";
    }

    @Override
    public String example() {
        return "exportMetadata -c DefaultCluster -f /tmp/cometmq/export";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .optional("b", "brokerAddr", "address of one broker")
                .optional("c", "clusterName", "name of a cluster")
                .optional("f", "filePath", "directory of the files (/tmp/rocketmq/export)")
                .flag("t", "topic", "only topics, to topic.json")
                .flag("g", "subscriptionGroup", "only groups, to subscriptionGroup.json")
                .flag("s", "specialTopic", "also retry and dead letter topics")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        boolean wantsTopics = line.hasOption("t") || !line.hasOption("g");
        boolean wantsGroups = line.hasOption("g") || !line.hasOption("t");
        Map<String, TopicConfig> topics = new TreeMap<>();
        Map<String, SubscriptionGroupConfig> groups = new TreeMap<>();
        for (String address : Targets.masters(line, context)) {
            if (wantsTopics) {
                addTopics(address, line.hasOption("s"), topics, context);
            }
            if (wantsGroups) {
                addGroups(address, groups, context);
            }
        }
        Map<String, Object> export = new LinkedHashMap<>();
        export.put("exportTime", System.currentTimeMillis());
        if (wantsTopics) {
            export.put("topicConfigTable", topics);
        }
        if (wantsGroups) {
            export.put("subscriptionGroupTable", groups);
        }
        String name =
                wantsTopics && wantsGroups ? "metadata.json" : wantsTopics ? "topic.json" : "subscriptionGroup.json";
        JsonFile.export(CommandOptions.text(line, "f", ExportConfigsCommand.DIRECTORY), name, export, context);
    }

    /** Of a topic that several brokers hold, the queues of all of them together, as RocketMQ's tool. */
    private static void addTopics(
            String address, boolean withSpecial, Map<String, TopicConfig> all, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        Set<String> system = context.admin().getSystemTopicList(address).topicList();
        for (TopicConfig topic : context.admin()
                .getAllTopicConfig(address, TIMEOUT_MILLIS)
                .topicConfigTable()
                .values()) {
            String name = topic.getTopicName();
            boolean special =
                    name.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX) || name.startsWith(MixAll.DLQ_GROUP_TOPIC_PREFIX);
            if (system.contains(name) || (special && !withSpecial)) {
                continue;
            }
            TopicConfig former = all.put(name, topic);
            if (former != null) {
                topic.setReadQueueNums(topic.getReadQueueNums() + former.getReadQueueNums());
                topic.setWriteQueueNums(topic.getWriteQueueNums() + former.getWriteQueueNums());
            }
        }
    }

    private static void addGroups(String address, Map<String, SubscriptionGroupConfig> all, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        context.admin()
                .getAllSubscriptionGroup(address, TIMEOUT_MILLIS)
                .subscriptionGroupTable()
                .forEach((name, group) -> {
                    if (!SystemGroups.contains(name)) {
                        all.putIfAbsent(name, group);
                    }
                });
    }
}
