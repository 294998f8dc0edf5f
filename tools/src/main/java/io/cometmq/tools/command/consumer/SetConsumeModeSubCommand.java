package io.cometmq.tools.command.consumer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.message.MessageRequestMode;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Set consume message mode. pull/pop etc. */
public final class SetConsumeModeSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "setConsumeMode";
    }

    @Override
    public String commandDesc() {
        return "Set consume message mode. pull/pop etc.";
    }

    @Override
    public String example() {
        return "setConsumeMode -c DefaultCluster -t Orders -g billing -m POP";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .optional("b", "brokerAddr", "address of one broker")
                .optional("c", "clusterName", "name of a cluster")
                .required("t", "topicName", "topic name")
                .required("g", "groupName", "name of the group")
                .required("m", "mode", "PULL or POP")
                .optional("q", "popShareQueueNum", "how many queues of others a client pops from, 0: all (0)")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        String topic = CommandOptions.text(line, "t");
        String group = CommandOptions.text(line, "g");
        MessageRequestMode mode = mode(CommandOptions.text(line, "m"));
        int share = CommandOptions.integer(line, "q", 0, 0, Integer.MAX_VALUE);
        for (String address : Targets.masters(line, context)) {
            context.admin().setMessageRequestMode(address, topic, group, mode, share);
            context.line("set consume mode to " + address + " success.");
        }
        context.line(
                "topic[" + topic + "] group[" + group + "] consume mode[" + mode + "] popShareQueueNum[" + share + "]");
    }

    private static MessageRequestMode mode(String word) throws ParseException {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "PULL" -> MessageRequestMode.PULL;
            case "POP" -> MessageRequestMode.POP;
            default -> throw new ParseException("-m takes PULL or POP, not " + word);
        };
    }
}
