package io.cometmq.tools.command.connection;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MQVersion;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.Connection;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Query producer's socket connection and client version. */
public final class ProducerConnectionSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "producerConnection";
    }

    @Override
    public String commandDesc() {
        return "Query producer's socket connection and client version.";
    }

    @Override
    public String example() {
        return "producerConnection -g shop -t Orders";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("g", "producerGroup", "name of the group")
                .required("t", "topic", "a topic that it sends to")
                .build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        List<Connection> clients = context
                .admin()
                .examineProducerConnectionInfo(CommandOptions.text(line, "g"), CommandOptions.text(line, "t"))
                .connectionSet()
                .stream()
                .sorted(Comparator.comparing(Connection::clientId))
                .toList();
        Table table = new Table("%-32s %-22s %-8s %s", "#ClientId", "#ClientAddr", "#Language", "#Version");
        int number = 1;
        for (Connection client : clients) {
            String version = MQVersion.getVersionDesc(client.version());
            table.row(client.clientId(), client.clientAddr(), client.language(), version);
            if (!context.isForPrograms()) {
                context.line(
                        "%04d  %-32s %-22s %-8s %s",
                        number++, client.clientId(), client.clientAddr(), client.language(), version);
            }
        }
        if (context.isForPrograms()) {
            context.print(table);
        }
    }
}
