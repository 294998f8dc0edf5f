package io.cometmq.tools.command.message;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import java.nio.charset.Charset;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Print Message Detail. */
public final class PrintMessageSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "printMsg";
    }

    @Override
    public String commandDesc() {
        return "Print Message Detail.";
    }

    @Override
    public String example() {
        return "printMsg -t Orders -s TagA";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .optional("c", "charsetName", "charset of the bodies (UTF-8)")
                .optional("s", "subExpression", "tags, eg: TagA || TagB (all)")
                .optional("b", "beginTimestamp", "begin at this time: yyyy-MM-dd#HH:mm:ss:SSS or milliseconds")
                .optional("e", "endTimestamp", "end at this time")
                .optional("d", "printBody", "whether to print bodies: true or false (true)")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        boolean withBody = CommandOptions.bool(line, "d", true);
        Charset charset = MessageText.charset(CommandOptions.text(line, "c", "UTF-8"));
        String expression = CommandOptions.text(line, "s", "*");
        for (MessageQueue queue : Queues.toRead(context, CommandOptions.text(line, "t"))) {
            QueueReader reader = QueueReader.between(
                    context.admin(),
                    MixAll.TOOLS_CONSUMER_GROUP,
                    queue,
                    CommandOptions.time(line, "b", 0),
                    CommandOptions.time(line, "e", Long.MAX_VALUE));
            context.line("minOffset=" + reader.queueOffset() + ", maxOffset=" + reader.endOffset() + ", " + queue);
            reader.filterByTags(expression);
            reader.forEach(message -> context.line(MessageText.line(message, withBody, charset)));
            context.line("--------------------------------------------------------");
        }
    }
}
