package io.cometmq.tools.command.message;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Consume message. */
public final class ConsumeMessageCommand implements SubCommand {
    @Override
    public String commandName() {
        return "consumeMessage";
    }

    @Override
    public String commandDesc() {
        return "Consume message.";
    }

    @Override
    public String example() {
        return "consumeMessage -t Orders -c 10";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .optional("b", "brokerName", "only the queues of this broker")
                .optional("i", "queueId", "only this queue; needs -b")
                .optional("o", "offset", "begin at this queue offset; needs -b and -i")
                .optional("g", "consumerGroup", "pull in the name of this group; its offsets stay (TOOLS_CONSUMER)")
                .optional("s", "beginTimestamp", "begin at this time: yyyy-MM-dd#HH:mm:ss:SSS or milliseconds")
                .optional("e", "endTimestamp", "end at this time")
                .optional("c", "MessageNumber", "messages of each queue at most (128)")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        String topic = CommandOptions.text(line, "t");
        if (line.hasOption("o") && !(line.hasOption("b") && line.hasOption("i"))) {
            throw new ParseException("-o needs the queue with -b and -i");
        }
        long most = CommandOptions.number(line, "c", 128, 1, Long.MAX_VALUE);
        for (MessageQueue queue : Queues.toRead(line, context, topic, "b", "i")) {
            QueueReader reader = QueueReader.between(
                    context.admin(),
                    CommandOptions.text(line, "g", MixAll.TOOLS_CONSUMER_GROUP),
                    queue,
                    CommandOptions.time(line, "s", 0),
                    CommandOptions.time(line, "e", Long.MAX_VALUE));
            if (line.hasOption("o")) {
                reader.beginAt(CommandOptions.number(line, "o", 0, 0, Long.MAX_VALUE));
            }
            read(reader, most, context);
        }
    }

    private static void read(QueueReader reader, long most, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        long left = most;
        while (left > 0) {
            List<MessageExt> messages = reader.next((int) Math.min(left, 32));
            if (messages.isEmpty()) {
                break;
            }
            context.line("Consume ok");
            messages.forEach(message -> context.line(MessageText.line(message, true)));
            left -= messages.size();
        }
        context.line(reader.queue() + " print msg finished. status=" + reader.lastStatus() + ", offset="
                + reader.queueOffset());
    }
}
