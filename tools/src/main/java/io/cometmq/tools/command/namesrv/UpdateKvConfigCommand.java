package io.cometmq.tools.command.namesrv;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Create or update KV config. */
public final class UpdateKvConfigCommand implements SubCommand {
    @Override
    public String commandName() {
        return "updateKvConfig";
    }

    @Override
    public String commandDesc() {
        return "Create or update KV config.";
    }

    @Override
    public String example() {
        return "updateKvConfig -s ORDER_TOPIC_CONFIG -k Orders -v broker-a:4";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("s", "namespace", "namespace")
                .required("k", "key", "key")
                .required("v", "value", "value")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        context.admin()
                .createAndUpdateKvConfig(
                        CommandOptions.text(line, "s"), CommandOptions.text(line, "k"), CommandOptions.text(line, "v"));
        context.line("create or update kv config to namespace success.");
    }
}
