package io.cometmq.tools.command.message;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Query Message by Unique key. */
public final class QueryMsgByUniqueKeySubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "queryMsgByUniqueKey";
    }

    @Override
    public String commandDesc() {
        return "Query Message by Unique key.";
    }

    @Override
    public String example() {
        return "queryMsgByUniqueKey -t Orders -i C0A8010A23B3730946E097037C319000";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .required("i", "msgId", "the id that the producer gave the message")
                .flag("a", "showAll", "all messages with this id, not only the first")
                .optional("s", "startTime", "stored at this time or later")
                .optional("e", "endTime", "stored at this time or before")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        String topic = CommandOptions.text(line, "t");
        String id = CommandOptions.text(line, "i");
        List<MessageExt> messages = context.admin()
                .queryMessageByUniqKey(
                        topic, id, CommandOptions.time(line, "s", 0), CommandOptions.time(line, "e", Long.MAX_VALUE));
        if (messages.isEmpty()) {
            throw new CommandException("no message with unique key " + id + " in topic " + topic);
        }
        for (MessageExt message : line.hasOption("a") ? messages : messages.subList(0, 1)) {
            MessageDetails.print(message, null, context);
        }
    }
}
