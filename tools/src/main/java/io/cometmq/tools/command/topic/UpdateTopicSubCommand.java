package io.cometmq.tools.command.topic;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.sysflag.TopicSysFlag;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.tools.command.AttributeChanges;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Update or create topic. */
public final class UpdateTopicSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "updateTopic";
    }

    @Override
    public String commandDesc() {
        return "Update or create topic.";
    }

    @Override
    public String example() {
        return "updateTopic -c DefaultCluster -t Orders -r 8 -w 8";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .brokerOrCluster()
                .required("t", "topic", "topic name")
                .optional("r", "readQueueNums", "queues that can be read (8)")
                .optional("w", "writeQueueNums", "queues that can be written (8)")
                .optional("p", "perm", "permission: 2 write, 4 read, 6 both (6)")
                .optional("o", "order", "whether the topic is ordered: true or false")
                .optional("u", "unit", "whether it is a unit topic: true or false")
                .optional("s", "hasUnitSub", "whether units subscribe to it: true or false")
                .optional("a", "attributes", "changes of attributes, eg: +a=b,+c=d,-e")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        TopicConfig topic = new TopicConfig(CommandOptions.text(line, "t"));
        topic.setReadQueueNums(CommandOptions.integer(line, "r", 8, 0, MAX_QUEUES));
        topic.setWriteQueueNums(CommandOptions.integer(line, "w", 8, 0, MAX_QUEUES));
        topic.setPerm(CommandOptions.integer(line, "p", 6, 0, 7));
        topic.setOrder(CommandOptions.bool(line, "o", false));
        topic.setTopicSysFlag(TopicSysFlag.buildSysFlag(
                CommandOptions.bool(line, "u", false), CommandOptions.bool(line, "s", false)));
        topic.setAttributes(AttributeChanges.parse(CommandOptions.text(line, "a")));
        if (topic.isOrder()) {
            announceOrder(line, context, topic);
        }
        for (String address : Targets.masters(line, context)) {
            context.admin().createAndUpdateTopicConfig(address, topic);
            context.line("create topic to " + address + " success.");
        }
        context.line(topic.toString());
    }

    /** Consumers learn from the name server which brokers hold the queues of an ordered topic. */
    private static void announceOrder(CommandLine line, CommandContext context, TopicConfig topic)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        boolean wholeCluster = line.hasOption("c");
        List<String> parts = new ArrayList<>();
        List<String> addresses = Targets.masters(line, context);
        for (BrokerData broker :
                context.admin().examineBrokerClusterInfo().brokerAddrTable().values()) {
            if (broker.brokerAddrs().values().stream().anyMatch(addresses::contains)) {
                parts.add(broker.brokerName() + ":" + topic.getWriteQueueNums());
            }
        }
        String value = String.join(";", parts);
        context.admin().createOrUpdateOrderConf(topic.getTopicName(), value, wholeCluster);
        context.line(
                "set " + (wholeCluster ? "cluster" : "broker") + " orderConf. isOrder=true, orderConf=[" + value + "]");
    }

    /** More queues than any topic has; RocketMQ's own limit is far above. */
    private static final int MAX_QUEUES = 100_000;
}
