package io.cometmq.tools.command.console;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.message.QueueReader;
import io.cometmq.tools.command.message.Queues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Follows a topic as {@code tail -f} follows a file; no group's offset moves. */
public final class TailCommand implements SubCommand {
    private static final long PAUSE_MILLIS = 200;
    private static final int MAX_PULLED = 32;

    @Override
    public String commandName() {
        return "tail";
    }

    @Override
    public String commandDesc() {
        return "Follow a topic: print its newest messages, and those that come.";
    }

    @Override
    public String example() {
        return "tail -t Orders -s TagA --last 5 --format json";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .optional("b", "brokerName", "only the queues of this broker")
                .optional("i", "queueId", "only this queue; needs -b")
                .optional("s", "subExpression", "tags, eg: TagA || TagB (all)")
                .optional(null, "sql", "SQL expression over properties, instead of tags")
                .optional("k", "key", "only messages with this key")
                .optional(null, "last", "begin with so many messages of each queue (10)")
                .optional(null, "from", "begin at this time: yyyy-MM-dd#HH:mm:ss:SSS or milliseconds")
                .optional(null, "offset", "begin at this queue offset; needs -b and -i")
                .optional("c", "count", "end after so many messages (never)")
                .flag(null, "no-follow", "end when all messages that are there were printed")
                .optional(null, "format", "how a message stands in a line: text, hex or json (text)")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        MessageFormat format = MessageFormat.of(CommandOptions.text(line, "format", "text"));
        long left = CommandOptions.number(line, "c", Long.MAX_VALUE, 1, Long.MAX_VALUE);
        Predicate<MessageExt> wanted = ofKey(CommandOptions.text(line, "k"));
        List<QueueReader> readers = readers(line, context);
        while (left > 0) {
            List<MessageExt> came = new ArrayList<>();
            for (QueueReader reader : readers) {
                came.addAll(reader.next(MAX_PULLED));
            }
            // Queues know no order among one another: what comes at once is shown by time.
            List<MessageExt> shown = came.stream()
                    .filter(wanted)
                    .sorted(Comparator.comparingLong(MessageExt::getStoreTimestamp))
                    .limit(left)
                    .toList();
            shown.forEach(message -> context.line(format.write(message)));
            left -= shown.size();
            context.flush();
            if (context.isBroken() || (came.isEmpty() && line.hasOption("no-follow"))) {
                return;
            }
            if (came.isEmpty()) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static Predicate<MessageExt> ofKey(String key) {
        return message -> key == null
                || (message.getKeys() != null
                        && Arrays.asList(message.getKeys().split(" ", -1)).contains(key));
    }

    private static List<QueueReader> readers(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        if (line.hasOption("offset") && !line.hasOption("i")) {
            throw new ParseException("--offset needs the queue with -b and -i");
        }
        if (line.hasOption("s") && line.hasOption("sql")) {
            throw new ParseException("-s and --sql exclude one another");
        }
        long last = CommandOptions.number(line, "last", 10, 0, Long.MAX_VALUE);
        long from = CommandOptions.time(line, "from", -1);
        long offset = CommandOptions.number(line, "offset", -1, 0, Long.MAX_VALUE);
        List<QueueReader> readers = new ArrayList<>();
        for (MessageQueue queue : Queues.toRead(line, context, CommandOptions.text(line, "t"), "b", "i")) {
            long begin = offset;
            if (begin < 0) {
                begin = from < 0
                        ? Math.max(
                                context.admin().minOffset(queue),
                                context.admin().maxOffset(queue) - last)
                        : context.admin().searchOffset(queue, from);
            }
            QueueReader reader = QueueReader.following(context.admin(), MixAll.TOOLS_CONSUMER_GROUP, queue, begin);
            if (line.hasOption("sql")) {
                reader.filterBySql(CommandOptions.text(line, "sql"));
            } else {
                reader.filterByTags(CommandOptions.text(line, "s", "*"));
            }
            readers.add(reader);
        }
        return readers;
    }
}
