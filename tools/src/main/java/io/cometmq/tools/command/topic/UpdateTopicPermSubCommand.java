package io.cometmq.tools.command.topic;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.route.QueueData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Update topic perm. */
public final class UpdateTopicPermSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "updateTopicPerm";
    }

    @Override
    public String commandDesc() {
        return "Update topic perm.";
    }

    @Override
    public String example() {
        return "updateTopicPerm -c DefaultCluster -t Orders -p 4";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .brokerOrCluster()
                .required("t", "topic", "topic name")
                .required("p", "perm", "permission: 2 write, 4 read, 6 both")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        String name = CommandOptions.text(line, "t");
        int perm = CommandOptions.integer(line, "p", 6, 0, 7);
        TopicRouteData route = context.admin().examineTopicRouteInfo(name);
        List<String> addresses = Targets.masters(line, context);
        boolean found = false;
        for (QueueData queues : route.queueDatas()) {
            String address = masterOf(route, queues.brokerName());
            if (address == null || !addresses.contains(address)) {
                continue;
            }
            found = true;
            if (queues.perm() == perm) {
                context.line("new perm equals to the old one!");
                continue;
            }
            TopicConfig topic = new TopicConfig(name, queues.readQueueNums(), queues.writeQueueNums(), perm);
            topic.setTopicSysFlag(queues.topicSysFlag());
            topic.setOrder(context.admin().getKVConfig("ORDER_TOPIC_CONFIG", name) != null);
            context.admin().createAndUpdateTopicConfig(address, topic);
            context.line("update topic perm from " + queues.perm() + " to " + perm + " in " + address + " success.");
            if (line.hasOption("b")) {
                context.line(topic + ".");
            }
        }
        if (!found) {
            throw new CommandException("none of the brokers " + addresses + " is a master that has topic " + name);
        }
    }

    private static String masterOf(TopicRouteData route, String brokerName) {
        return route.brokerDatas().stream()
                .filter(broker -> broker.brokerName().equals(brokerName))
                .map(broker -> broker.brokerAddrs().get(MixAll.MASTER_ID))
                .findFirst()
                .orElse(null);
    }
}
