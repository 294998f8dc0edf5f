package io.cometmq.tools.command.consumer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MQVersion;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.Connection;
import io.cometmq.remoting.protocol.body.ConsumerConnection;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Query consumer's internal data structure. */
public final class ConsumerStatusSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "consumerStatus";
    }

    @Override
    public String commandDesc() {
        return "Query consumer's internal data structure.";
    }

    @Override
    public String example() {
        return "consumerStatus -g billing";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("g", "consumerGroup", "name of the group")
                .optional("i", "clientId", "print what this client says, instead of writing what all say to files")
                .optional("b", "brokerAddr", "ask only this broker for the clients")
                .flag("s", "jstack", "also the stacks of the clients' threads")
                .build();
    }

    @Override
    public boolean printsTables() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        String group = CommandOptions.text(line, "g");
        boolean stacks = line.hasOption("s");
        if (line.hasOption("i")) {
            String client = CommandOptions.text(line, "i");
            context.line(RunningInfoText.of(context.admin().getConsumerRunningInfo(group, client, stacks))
                    .stripTrailing());
            return;
        }
        String address = CommandOptions.text(line, "b");
        ConsumerConnection clients = address == null
                ? context.admin().examineConsumerConnectionInfo(group)
                : context.admin().examineConsumerConnectionInfo(group, address);
        Map<String, ConsumerRunningInfo> members = ask(group, clients, stacks, context);
        if (members.isEmpty()) {
            throw new CommandException("none of the clients of group " + group + " has answered");
        }
        if (clients.consumeType() == ConsumeType.CONSUME_PASSIVELY) {
            tellHealth(members, context);
        }
    }

    /** A row for each client; what those that answer say goes to a file each. */
    private static Map<String, ConsumerRunningInfo> ask(
            String group, ConsumerConnection clients, boolean stacks, CommandContext context)
            throws CommandException, InterruptedException {
        Path directory = Path.of(Long.toString(System.currentTimeMillis()));
        Map<String, ConsumerRunningInfo> members = new TreeMap<>();
        Table table = new Table("%-10s %-40s %-20s %s", "#Index", "#ClientId", "#Version", "#ConsumerRunningInfoFile");
        List<Connection> sorted = clients.connectionSet().stream()
                .sorted(Comparator.comparing(Connection::clientId))
                .toList();
        int index = 1;
        for (Connection client : sorted) {
            String version = MQVersion.getVersionDesc(client.version());
            try {
                ConsumerRunningInfo info = context.admin().getConsumerRunningInfo(group, client.clientId(), stacks);
                members.put(client.clientId(), info);
                table.row(index++, client.clientId(), version, write(directory, client.clientId(), info));
            } catch (RemotingException | MQBrokerException e) {
                table.row(index++, client.clientId(), version, null);
                context.warn("consumerStatus: " + client.clientId() + " does not answer: " + e.getMessage());
            }
        }
        context.print(table);
        return members;
    }

    private static Path write(Path directory, String client, ConsumerRunningInfo info) throws CommandException {
        // The id comes from the client, so it is only a name if it looks like one.
        Path file = directory.resolve(client.replaceAll("[^A-Za-z0-9@#._-]", "_"));
        try {
            Files.createDirectories(directory);
            return Files.writeString(file, RunningInfoText.of(info));
        } catch (IOException e) {
            throw new CommandException("cannot write " + file + ": " + e.getMessage());
        }
    }

    private static void tellHealth(Map<String, ConsumerRunningInfo> members, CommandContext context) {
        Map<String, String> different = GroupHealth.differentSubscriptions(members);
        context.note("");
        context.note("");
        context.note(
                different.isEmpty()
                        ? "Same subscription in the same group of consumer"
                        : "WARN: Different subscription in the same group of consumer!!!");
        different.forEach((client, subscription) -> context.note("%-40s %s", client, subscription));
        var shared = GroupHealth.sharedQueues(members);
        context.note("");
        context.note(shared.isEmpty() ? "Rebalance OK" : "WARN: Rebalance is not finished, or wrong");
        shared.forEach((queue, owners) -> context.note(queue + " is worked on by " + owners));
    }
}
