package io.cometmq.tools.command.message;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.ConsumeQueueData;
import io.cometmq.remoting.protocol.body.QueryConsumeQueueResponseBody;
import io.cometmq.tools.admin.Brokers;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Query cq command. */
public final class QueryConsumeQueueCommand implements SubCommand {
    @Override
    public String commandName() {
        return "queryCq";
    }

    @Override
    public String commandDesc() {
        return "Query cq command.";
    }

    @Override
    public String example() {
        return "queryCq -t Orders -q 0 -i 100 -c 5";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .required("q", "queue", "id of the queue")
                .required("i", "index", "queue offset of the first entry")
                .optional("c", "count", "number of entries (10)")
                .optional("b", "broker", "address of the broker (any that has the topic)")
                .optional("g", "consumer", "group whose filter is applied")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        String topic = CommandOptions.text(line, "t");
        String address = CommandOptions.text(line, "b");
        if (address == null) {
            List<String> addresses = Brokers.addresses(context.admin().examineTopicRouteInfo(topic));
            if (addresses.isEmpty()) {
                throw new CommandException("no broker has topic " + topic);
            }
            address = addresses.get(0);
        }
        long index = CommandOptions.number(line, "i", 0, 0, Long.MAX_VALUE);
        QueryConsumeQueueResponseBody entries = context.admin()
                .queryConsumeQueue(
                        address,
                        topic,
                        CommandOptions.integer(line, "q", 0, 0, Integer.MAX_VALUE),
                        index,
                        CommandOptions.integer(line, "c", 10, 1, 10_000),
                        CommandOptions.text(line, "g"));
        if (entries.subscriptionData() != null) {
            context.line("Subscription data:");
            context.printObject(entries.subscriptionData());
            context.line(SEPARATOR);
        }
        context.line("Queue data:");
        context.line("max: " + entries.maxQueueIndex() + ", min: " + entries.minQueueIndex());
        context.line(SEPARATOR);
        for (ConsumeQueueData entry : entries.queueData()) {
            context.line("idx: " + index++);
            context.line("ConsumeQueueData{physicOffset=" + entry.physicOffset() + ", physicSize=" + entry.physicSize()
                    + ", tagsCode=" + entry.tagsCode() + ", extendDataJson='" + entry.extendDataJson() + "', bitMap='"
                    + entry.bitMap() + "', eval=" + entry.eval() + ", msg='" + entry.msg() + "'}");
            context.line(SEPARATOR);
        }
    }

    private static final String SEPARATOR = "======================================";
}
