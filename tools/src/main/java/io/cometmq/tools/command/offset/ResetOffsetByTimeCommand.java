package io.cometmq.tools.command.offset;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Reset consumer offset by timestamp(without client restart). */
public final class ResetOffsetByTimeCommand implements SubCommand {
    @Override
    public String commandName() {
        return "resetOffsetByTime";
    }

    @Override
    public String commandDesc() {
        return "Reset consumer offset by timestamp(without client restart).";
    }

    @Override
    public String example() {
        return "resetOffsetByTime -g billing -t Orders -s now";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("g", "group", "name of the group")
                .required("t", "topic", "topic name")
                .required("s", "timestamp", "now, milliseconds or yyyy-MM-dd#HH:mm:ss:SSS")
                .optional("f", "force", "whether to go back too: true or false (true)")
                .optional("b", "broker", "address of one broker")
                .optional("q", "queue", "id of one queue; needs -b and -o")
                .optional("o", "offset", "queue offset instead of a time")
                .build();
    }

    @Override
    public boolean printsTables() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws ParseException, RemotingException, MQBrokerException, InterruptedException {
        String group = CommandOptions.text(line, "g");
        String topic = CommandOptions.text(line, "t");
        long timestamp = CommandOptions.time(line, "s", 0);
        if (line.hasOption("b") || line.hasOption("q") || line.hasOption("o")) {
            oneQueue(line, context, group, topic);
            return;
        }
        boolean force = CommandOptions.bool(line, "f", true);
        context.note(
                "start reset consumer offset by specified, group[%s], topic[%s], force[%s], timestamp(string)[%s], timestamp(long)[%d]",
                group, topic, force, CommandOptions.text(line, "s"), timestamp);
        context.print(ResetOffsets.table(context.admin().resetOffsetByTimestamp(topic, group, timestamp, force)));
    }

    private static void oneQueue(CommandLine line, CommandContext context, String group, String topic)
            throws ParseException, RemotingException, MQBrokerException, InterruptedException {
        if (!line.hasOption("b") || !line.hasOption("q") || !line.hasOption("o")) {
            throw new ParseException("one queue is reset with -b, -q and -o together");
        }
        String address = CommandOptions.text(line, "b");
        int queueId = CommandOptions.integer(line, "q", 0, 0, Integer.MAX_VALUE);
        long offset = CommandOptions.number(line, "o", 0, 0, Long.MAX_VALUE);
        context.admin().resetOffsetByQueueId(address, group, topic, queueId, offset);
        context.line("reset consumer offset to " + offset);
    }
}
