package io.cometmq.tools.command.topic;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Create or update or delete order conf. */
public final class UpdateOrderConfCommand implements SubCommand {
    @Override
    public String commandName() {
        return "updateOrderConf";
    }

    @Override
    public String commandDesc() {
        return "Create or update or delete order conf.";
    }

    @Override
    public String example() {
        return "updateOrderConf -t Orders -m put -v broker-a:4";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .optional("v", "orderConf", "queues of each broker, eg: broker-a:4;broker-b:4")
                .required("m", "method", "get, put or delete")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        String topic = CommandOptions.text(line, "t");
        String method = CommandOptions.text(line, "m");
        switch (method) {
            case "get" -> {
                String value = context.admin().getKVConfig(NAMESPACE, topic);
                if (value == null) {
                    throw new CommandException("topic " + topic + " has no order configuration");
                }
                context.line("get orderConf success. topic=[" + topic + "], orderConf=[" + value + "]");
            }
            case "put" -> {
                String value = CommandOptions.text(line, "v");
                if (value == null || value.isEmpty()) {
                    throw new ParseException("-m put needs the order configuration with -v");
                }
                context.admin().createOrUpdateOrderConf(topic, value, true);
                context.line("update orderConf success. topic=[" + topic + "], orderConf=[" + value + "]");
            }
            case "delete" -> {
                context.admin().deleteKvConfig(NAMESPACE, topic);
                context.line("delete orderConf success. topic=[" + topic + "]");
            }
            default -> throw new ParseException("-m takes get, put or delete, not " + method);
        }
    }

    private static final String NAMESPACE = "ORDER_TOPIC_CONFIG";
}
