package io.cometmq.tools.command.broker;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.ConsumeStats;
import io.cometmq.remoting.protocol.body.ConsumeStatsList;
import io.cometmq.remoting.protocol.body.OffsetWrapper;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Fetch broker consume stats data. */
public final class BrokerConsumeStatsSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "brokerConsumeStats";
    }

    @Override
    public String commandDesc() {
        return "Fetch broker consume stats data.";
    }

    @Override
    public String example() {
        return "brokerConsumeStats -b 127.0.0.1:10911 -l 1000";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("b", "brokerAddr", "address of the broker")
                .optional("t", "timeoutMillis", "how long it may take (50000)")
                .optional("l", "level", "only queues that are behind by so many messages (0)")
                .optional("o", "order", "only groups that consume in order: true or false (false)")
                .build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws ParseException, RemotingException, MQBrokerException, InterruptedException {
        long level = CommandOptions.number(line, "l", 0, 0, Long.MAX_VALUE);
        ConsumeStatsList all = context.admin()
                .fetchConsumeStatsInBroker(
                        CommandOptions.text(line, "b"),
                        CommandOptions.bool(line, "o", false),
                        CommandOptions.number(line, "t", 50_000, 1, Integer.MAX_VALUE));
        Table table = new Table(
                "%-64s  %-64s  %-32s  %-4s  %-20s  %-20s  %-20s  %s",
                "#Topic", "#Group", "#Broker Name", "#QID", "#Broker Offset", "#Consumer Offset", "#Diff", "#LastTime");
        for (Map<String, List<ConsumeStats>> byGroup : all.consumeStatsList()) {
            byGroup.forEach((group, list) -> list.forEach(stats -> rows(table, group, stats, level)));
        }
        context.print(table);
        context.note("");
        context.note("Diff Total: " + all.totalDiff());
    }

    private static void rows(Table table, String group, ConsumeStats stats, long level) {
        for (MessageQueue queue : new TreeSet<>(stats.offsetTable().keySet())) {
            OffsetWrapper offset = stats.offsetTable().get(queue);
            long diff = offset.brokerOffset() - offset.consumerOffset();
            if (diff >= level) {
                table.row(
                        queue.getTopic(),
                        group,
                        queue.getBrokerName(),
                        queue.getQueueId(),
                        offset.brokerOffset(),
                        offset.consumerOffset(),
                        diff,
                        CommandOptions.showSeconds(offset.lastTimestamp()));
            }
        }
    }
}
