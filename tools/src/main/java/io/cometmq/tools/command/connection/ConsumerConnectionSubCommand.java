package io.cometmq.tools.command.connection;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MQVersion;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.Connection;
import io.cometmq.remoting.protocol.body.ConsumerConnection;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Query consumer's socket connection, client version and subscription. */
public final class ConsumerConnectionSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "consumerConnection";
    }

    @Override
    public String commandDesc() {
        return "Query consumer's socket connection, client version and subscription.";
    }

    @Override
    public String example() {
        return "consumerConnection -g billing";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("g", "consumerGroup", "name of the group")
                .optional("b", "brokerAddr", "ask only this broker")
                .build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        String group = CommandOptions.text(line, "g");
        String address = CommandOptions.text(line, "b");
        ConsumerConnection clients = address == null
                ? context.admin().examineConsumerConnectionInfo(group)
                : context.admin().examineConsumerConnectionInfo(group, address);
        Table table = new Table("%-36s %-22s %-10s %s", "#ClientId", "#ClientAddr", "#Language", "#Version");
        for (Connection client : clients.connectionSet()) {
            table.row(
                    client.clientId(),
                    client.clientAddr(),
                    client.language(),
                    MQVersion.getVersionDesc(client.version()));
        }
        context.print(table);
        context.note("");
        context.note("Below is subscription:");
        context.note("%-20s %s", "#Topic", "#SubExpression");
        new TreeMap<>(clients.subscriptionTable())
                .values()
                .forEach(data -> context.note("%-20s %s", data.getTopic(), data.getSubString()));
        context.note("");
        context.note("ConsumeType: " + clients.consumeType());
        context.note("MessageModel: " + clients.messageModel());
        context.note("ConsumeFromWhere: " + clients.consumeFromWhere());
    }
}
