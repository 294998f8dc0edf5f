package io.cometmq.tools.command.message;

import io.cometmq.client.consumer.PullResult;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Query Message by offset. */
public final class QueryMsgByOffsetSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "queryMsgByOffset";
    }

    @Override
    public String commandDesc() {
        return "Query Message by offset.";
    }

    @Override
    public String example() {
        return "queryMsgByOffset -t Orders -b broker-a -i 0 -o 100";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .required("b", "brokerName", "name of the broker")
                .required("i", "queueId", "id of the queue")
                .required("o", "offset", "queue offset")
                .optional("f", "bodyFormat", "charset of the body, which is then printed too")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        MessageQueue queue = new MessageQueue(
                CommandOptions.text(line, "t"),
                CommandOptions.text(line, "b"),
                CommandOptions.integer(line, "i", 0, 0, Integer.MAX_VALUE));
        long offset = CommandOptions.number(line, "o", 0, 0, Long.MAX_VALUE);
        PullResult result = context.admin().pull(queue, "*", offset, 1);
        if (result.getMsgFoundList().isEmpty()) {
            throw new CommandException("no message at offset " + offset + " of " + queue + ": " + result.getPullStatus()
                    + ", the queue holds " + result.getMinOffset() + " to " + result.getMaxOffset());
        }
        MessageDetails.print(result.getMsgFoundList().get(0), CommandOptions.text(line, "f"), context);
    }
}
