package io.cometmq.tools.command.connection;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.ProducerInfo;
import io.cometmq.remoting.protocol.body.ProducerTableInfo;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Query producer's instances, connection, status, etc. */
public final class ProducerSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "producer";
    }

    @Override
    public String commandDesc() {
        return "Query producer's instances, connection, status, etc.";
    }

    @Override
    public String example() {
        return "producer -b 127.0.0.1:10911";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("b", "broker", "address of the broker")
                .build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        ProducerTableInfo producers = context.admin().getAllProducerInfo(CommandOptions.text(line, "b"));
        Table table = new Table(
                "%s %s %s %s %s %s",
                "#Group", "#ClientId", "#RemoteIP", "#Language", "#Version", "#LastUpdateTimestamp");
        for (Map.Entry<String, List<ProducerInfo>> group : new TreeMap<>(producers.data()).entrySet()) {
            for (ProducerInfo client : group.getValue()) {
                table.row(
                        group.getKey(),
                        client.clientId(),
                        client.remoteIP(),
                        client.language(),
                        client.version(),
                        client.lastUpdateTimestamp());
                if (!context.isForPrograms()) {
                    context.line("producer group (" + group.getKey() + ") instance : clientId=" + client.clientId()
                            + ",remoteIP=" + client.remoteIP() + ", language=" + client.language() + ", version="
                            + client.version() + ", lastUpdateTimestamp=" + client.lastUpdateTimestamp());
                }
            }
        }
        if (context.isForPrograms()) {
            context.print(table);
        }
    }
}
