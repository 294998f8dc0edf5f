package io.cometmq.tools.command.consumer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.tools.admin.Brokers;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Get consumer config by subscription group name. */
public final class GetConsumerConfigSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "getConsumerConfig";
    }

    @Override
    public String commandDesc() {
        return "Get consumer config by subscription group name.";
    }

    @Override
    public String example() {
        return "getConsumerConfig -g billing";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("g", "groupName", "name of the group")
                .build();
    }

    @Override
    public boolean printsTables() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        String name = CommandOptions.text(line, "g");
        ClusterInfo info = context.admin().examineBrokerClusterInfo();
        Table table = new Table("%s %s %s %s", "#Cluster Name", "#Broker Name", "#Key", "#Value");
        for (BrokerData broker : new TreeMap<>(info.brokerAddrTable()).values()) {
            String address = Brokers.address(broker);
            SubscriptionGroupConfig group =
                    address == null ? null : context.admin().examineSubscriptionGroupConfig(address, name);
            if (group != null) {
                Map<String, Object> fields = GroupConfigFields.of(group);
                fields.forEach((key, value) -> table.row(broker.cluster(), broker.brokerName(), key, value));
                if (!context.isForPrograms()) {
                    print(broker, fields, context);
                }
            }
        }
        if (table.isEmpty()) {
            throw new CommandException("no broker has a group " + name);
        }
        if (context.isForPrograms()) {
            context.print(table);
        }
    }

    private static void print(BrokerData broker, Map<String, Object> fields, CommandContext context) {
        context.line("=============================" + broker.cluster() + ":" + broker.brokerName()
                + "=============================");
        fields.forEach((key, value) -> context.line("%-40s=  %s", key, value));
        context.line("");
    }
}
