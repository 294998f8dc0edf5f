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
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Print Message Detail by queueId. */
public final class PrintMessageByQueueCommand implements SubCommand {
    @Override
    public String commandName() {
        return "printMsgByQueue";
    }

    @Override
    public String commandDesc() {
        return "Print Message Detail by queueId.";
    }

    @Override
    public String example() {
        return "printMsgByQueue -t Orders -a broker-a -i 0 -p true -d true";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .required("a", "brokerName", "name of the broker")
                .required("i", "queueId", "id of the queue")
                .optional("c", "charsetName", "charset of the bodies (UTF-8)")
                .optional("s", "subExpression", "tags, eg: TagA || TagB (all)")
                .optional("b", "beginTimestamp", "begin at this time: yyyy-MM-dd#HH:mm:ss:SSS or milliseconds")
                .optional("e", "endTimestamp", "end at this time")
                .optional("p", "print msg", "whether to print messages: true or false (false)")
                .optional("d", "printBody", "whether to print bodies: true or false (false)")
                .optional("f", "calculate", "whether to count by tag: true or false (false)")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        boolean print = CommandOptions.bool(line, "p", false);
        boolean withBody = CommandOptions.bool(line, "d", false);
        Charset charset = MessageText.charset(CommandOptions.text(line, "c", "UTF-8"));
        String expression = CommandOptions.text(line, "s", "*");
        Map<String, Long> countByTag = new TreeMap<>();
        for (MessageQueue queue : Queues.toRead(line, context, CommandOptions.text(line, "t"), "a", "i")) {
            QueueReader reader = QueueReader.between(
                    context.admin(),
                    MixAll.TOOLS_CONSUMER_GROUP,
                    queue,
                    CommandOptions.time(line, "b", 0),
                    CommandOptions.time(line, "e", Long.MAX_VALUE));
            reader.filterByTags(expression);
            long first = reader.queueOffset();
            LongConsumer bar = print ? read -> {} : context.progressBar("messages", reader.endOffset() - first);
            reader.forEach(message -> {
                if (print) {
                    context.line(MessageText.line(message, withBody, charset));
                }
                bar.accept(message.getQueueOffset() + 1 - first);
                String tag = message.getTags();
                if (tag != null) {
                    countByTag.merge(tag, 1L, Long::sum);
                }
            });
        }
        if (CommandOptions.bool(line, "f", false)) {
            countByTag.forEach((tag, count) -> context.line("Tag: %-30s Count: %d", tag, count));
        }
    }
}
