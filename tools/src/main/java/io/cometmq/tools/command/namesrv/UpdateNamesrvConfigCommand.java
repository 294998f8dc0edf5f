package io.cometmq.tools.command.namesrv;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import java.util.Properties;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Update configs of name server. */
public final class UpdateNamesrvConfigCommand implements SubCommand {
    @Override
    public String commandName() {
        return "updateNamesrvConfig";
    }

    @Override
    public String commandDesc() {
        return "Update configs of name server.";
    }

    @Override
    public String example() {
        return "updateNamesrvConfig -k notifyMinBrokerIdChanged -v true";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("k", "key", "name of the property")
                .required("v", "value", "its new value")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        String key = CommandOptions.text(line, "k");
        String value = CommandOptions.text(line, "v");
        Properties change = new Properties();
        change.setProperty(key, value);
        context.admin().updateNameServerConfig(change, null);
        context.line("update name server config success!" + context.admin().getNameServerAddressList());
        context.line(key + " : " + value);
    }
}
