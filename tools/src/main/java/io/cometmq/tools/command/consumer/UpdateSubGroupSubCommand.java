package io.cometmq.tools.command.consumer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.subscription.GroupRetryPolicy;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.tools.command.AttributeChanges;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Update or create subscription group. */
public final class UpdateSubGroupSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "updateSubGroup";
    }

    @Override
    public String commandDesc() {
        return "Update or create subscription group.";
    }

    @Override
    public String example() {
        return "updateSubGroup -c DefaultCluster -g billing -r 16";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .optional("b", "brokerAddr", "address of one broker")
                .optional("c", "clusterName", "name of a cluster")
                .required("g", "groupName", "name of the group")
                .optional("s", "consumeEnable", "whether it may consume: true or false")
                .optional("m", "consumeFromMinEnable", "whether it may begin at the first message: true or false")
                .optional("d", "consumeBroadcastEnable", "whether it may broadcast: true or false")
                .optional("o", "consumeMessageOrderly", "whether it consumes in order: true or false")
                .optional("q", "retryQueueNums", "queues of its retry topic")
                .optional("r", "retryMaxTimes", "retries before a message goes to the dead letter topic")
                .optional("p", "groupRetryPolicy", "times between retries, JSON")
                .optional("i", "brokerId", "id of the broker to consume from")
                .optional("w", "whichBrokerWhenConsumeSlowly", "id of the broker to consume from when far behind")
                .optional("a", "notifyConsumerIdsChanged", "whether members are told of others: true or false")
                .optional(null, "attributes", "changes of attributes, eg: +a=b,-c")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        SubscriptionGroupConfig group = new SubscriptionGroupConfig(CommandOptions.text(line, "g"));
        // RocketMQ's tool has other values here than its class when an option is left out.
        group.setConsumeFromMinEnable(CommandOptions.bool(line, "m", false));
        group.setConsumeBroadcastEnable(CommandOptions.bool(line, "d", false));
        group.setConsumeEnable(CommandOptions.bool(line, "s", group.isConsumeEnable()));
        group.setConsumeMessageOrderly(CommandOptions.bool(line, "o", group.isConsumeMessageOrderly()));
        group.setRetryQueueNums(CommandOptions.integer(line, "q", group.getRetryQueueNums(), 0, 1024));
        group.setRetryMaxTimes(CommandOptions.integer(line, "r", group.getRetryMaxTimes(), 0, Integer.MAX_VALUE));
        group.setBrokerId(CommandOptions.number(line, "i", group.getBrokerId(), 0, Long.MAX_VALUE));
        group.setWhichBrokerWhenConsumeSlowly(
                CommandOptions.number(line, "w", group.getWhichBrokerWhenConsumeSlowly(), 0, Long.MAX_VALUE));
        group.setNotifyConsumerIdsChangedEnable(
                CommandOptions.bool(line, "a", group.isNotifyConsumerIdsChangedEnable()));
        if (line.hasOption("p")) {
            group.setGroupRetryPolicy(Json.fromJson(CommandOptions.text(line, "p"), GroupRetryPolicy.class));
        }
        group.setAttributes(AttributeChanges.parse(line.getOptionValue("attributes")));
        for (String address : Targets.masters(line, context)) {
            context.admin().createAndUpdateSubscriptionGroupConfig(address, group);
            context.line("create subscription group to " + address + " success.");
        }
        context.line(group.toString());
    }
}
