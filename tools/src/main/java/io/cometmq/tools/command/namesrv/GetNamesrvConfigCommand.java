package io.cometmq.tools.command.namesrv;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.ConfigText;
import io.cometmq.tools.command.SubCommand;
import java.util.Map;
import java.util.Properties;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Get configs of name server. */
public final class GetNamesrvConfigCommand implements SubCommand {
    @Override
    public String commandName() {
        return "getNamesrvConfig";
    }

    @Override
    public String commandDesc() {
        return "Get configs of name server.";
    }

    @Override
    public String example() {
        return "getNamesrvConfig -n 127.0.0.1:9876";
    }

    @Override
    public Options options() {
        return CommandOptions.options().build();
    }

    @Override
    public boolean printsTables() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        for (Map.Entry<String, Properties> config :
                context.admin().getNameServerConfig(null).entrySet()) {
            ConfigText.print(config.getKey(), config.getValue(), context);
        }
    }
}
