package io.cometmq.tools.command.namesrv;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Wipe write perm of broker in all name server you defined in the -n param. */
public final class WipeWritePermSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "wipeWritePerm";
    }

    @Override
    public String commandDesc() {
        return "Wipe write perm of broker in all name server you defined in the -n param.";
    }

    @Override
    public String example() {
        return "wipeWritePerm -b broker-a";
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
            int count = context.admin().wipeWritePermOfBroker(address, broker);
            context.line("wipe write perm of broker[" + broker + "] in name server[" + address + "] OK, " + count);
        }
    }
}
