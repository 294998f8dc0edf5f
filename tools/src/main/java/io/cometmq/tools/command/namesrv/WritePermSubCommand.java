package io.cometmq.tools.command.namesrv;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Lets producers find a broker's topics, or no longer, at each name server. */
public final class WritePermSubCommand implements SubCommand {
    private enum Change {
        ADD,
        WIPE;

        String verb() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Change change;

    private WritePermSubCommand(Change change) {
        this.change = change;
    }

    public static SubCommand add() {
        return new WritePermSubCommand(Change.ADD);
    }

    public static SubCommand wipe() {
        return new WritePermSubCommand(Change.WIPE);
    }

    @Override
    public String commandName() {
        return change.verb() + "WritePerm";
    }

    @Override
    public String commandDesc() {
        String name = change.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT)
                + " write perm of broker in all name server you defined in the -n param.";
    }

    @Override
    public String example() {
        return commandName() + " -b broker-a";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("b", "brokerName", "name of the broker")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        String broker = CommandOptions.text(line, "b");
        for (String address : context.admin().configuredNameServers()) {
            int count =
                    switch (change) {
                        case ADD -> context.admin().addWritePermOfBroker(address, broker);
                        case WIPE -> context.admin().wipeWritePermOfBroker(address, broker);
                    };
            context.line(change.verb() + " write perm of broker[" + broker + "] in name server[" + address + "] OK, "
                    + count);
        }
    }
}
