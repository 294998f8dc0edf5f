package io.cometmq.tools.command.namesrv;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Add write perm of broker in all name server you defined in the -n param. */
public final class AddWritePermSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "addWritePerm";
    }

    @Override
    public String commandDesc() {
        return "Add write perm of broker in all name server you defined in the -n param.";
    }

    @Override
    public String example() {
        return "addWritePerm -b broker-a";
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
            int count = context.admin().addWritePermOfBroker(address, broker);
            context.line("add write perm of broker[" + broker + "] in name server[" + address + "] OK, " + count);
        }
    }
}
