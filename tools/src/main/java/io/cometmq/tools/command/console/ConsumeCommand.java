package io.cometmq.tools.command.console;

import io.cometmq.client.consumer.DefaultLitePullConsumer;
import io.cometmq.client.consumer.MessageSelector;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Writes the messages that a group consumes to the standard output, a line each. */
public final class ConsumeCommand implements SubCommand {
    private static final long POLL_MILLIS = 200;
    private static final int MAX_PULLED = 256;

    @Override
    public String commandName() {
        return "consume";
    }

    @Override
    public String commandDesc() {
        return "Write the messages that a group consumes to the standard output, a line each.";
    }

    @Override
    public String example() {
        return "consume -t Orders -g export --idle 5 --format json";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .required("g", "consumerGroup", "name of the group, whose offsets move")
                .optional("s", "subExpression", "tags, eg: TagA || TagB (all)")
                .optional(null, "sql", "SQL expression over properties, instead of tags")
                .optional("c", "count", "end after so many messages (never)")
                .optional(null, "idle", "end when no message has come for so many seconds (never)")
                .flag(null, "latest", "a new group begins at the end of the topic, not at its first message")
                .optional(null, "format", "how a message stands in a line: text, hex or json (text)")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQClientException {
        MessageFormat format = MessageFormat.of(CommandOptions.text(line, "format", "text"));
        long most = CommandOptions.number(line, "c", Long.MAX_VALUE, 1, Long.MAX_VALUE);
        long idleMillis =
                TimeUnit.SECONDS.toMillis(CommandOptions.number(line, "idle", Integer.MAX_VALUE, 1, Integer.MAX_VALUE));
        if (line.hasOption("s") && line.hasOption("sql")) {
            throw new ParseException("-s and --sql exclude one another");
        }
        DefaultLitePullConsumer consumer = new DefaultLitePullConsumer(CommandOptions.text(line, "g"));
        consumer.setNamesrvAddr(String.join(";", context.admin().configuredNameServers()));
        consumer.changeInstanceNameToPID();
        consumer.setAutoCommit(false);
        consumer.setPullBatchSize((int) Math.min(most, MAX_PULLED));
        consumer.setConsumeFromWhere(
                line.hasOption("latest")
                        ? ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET
                        : ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        String topic = CommandOptions.text(line, "t");
        if (line.hasOption("sql")) {
            consumer.subscribe(topic, MessageSelector.bySql(CommandOptions.text(line, "sql")));
        } else {
            consumer.subscribe(topic, CommandOptions.text(line, "s", "*"));
        }
        consumer.start();
        try {
            long count = consume(consumer, format, most, idleMillis, context);
            context.progress(count + " messages consumed");
        } finally {
            consumer.shutdown();
        }
    }

    /** What is committed was written before; what was pulled beyond the count stays for the next run. */
    private static long consume(
            DefaultLitePullConsumer consumer, MessageFormat format, long most, long idleMillis, CommandContext context)
            throws CommandException {
        long count = 0;
        long lastCame = System.nanoTime();
        while (count < most && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastCame) < idleMillis) {
            List<MessageExt> messages = consumer.poll(POLL_MILLIS);
            if (messages.isEmpty()) {
                continue;
            }
            Map<MessageQueue, Long> offsets = new HashMap<>();
            for (MessageExt message : messages.subList(0, (int) Math.min(messages.size(), most - count))) {
                context.line(format.write(message));
                offsets.put(
                        new MessageQueue(message.getTopic(), message.getBrokerName(), message.getQueueId()),
                        message.getQueueOffset() + 1);
                count++;
            }
            context.flush();
            if (context.isBroken()) {
                throw new CommandException("nobody takes what is written any more");
            }
            consumer.commitSync(offsets, true);
            lastCame = System.nanoTime();
        }
        return count;
    }
}
