package io.cometmq.tools.command.namesrv;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Delete KV config. */
public final class DeleteKvConfigCommand implements SubCommand {
    @Override
    public String commandName() {
        return "deleteKvConfig";
    }

    @Override
    public String commandDesc() {
        return "Delete KV config.";
    }

    @Override
    public String example() {
        return "deleteKvConfig -s ORDER_TOPIC_CONFIG -k Orders";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("s", "namespace", "namespace")
                .required("k", "key", "key")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        context.admin().deleteKvConfig(CommandOptions.text(line, "s"), CommandOptions.text(line, "k"));
        context.line("delete kv config from namespace success.");
    }
}
