package io.cometmq.tools.command.stats;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** The topics with the most traffic. */
public final class TopTopicsCommand implements SubCommand {
    @Override
    public String commandName() {
        return "topTopics";
    }

    @Override
    public String commandDesc() {
        return "Show the topics with the most traffic.";
    }

    @Override
    public String example() {
        return "topTopics -c 20 --watch 5";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .optional("c", "count", "how many topics (10)")
                .build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    private record Row(String topic, TopicTraffic in) {}

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws ParseException, RemotingException, MQBrokerException, InterruptedException {
        int count = CommandOptions.integer(line, "c", 10, 1, Integer.MAX_VALUE);
        List<Row> rows = new ArrayList<>();
        for (String topic : new TreeSet<>(context.admin().fetchAllTopicList().topicList())) {
            if (!topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)
                    && !topic.startsWith(MixAll.DLQ_GROUP_TOPIC_PREFIX)) {
                TopicTraffic.in(topic, context).ifPresent(in -> rows.add(new Row(topic, in)));
            }
        }
        rows.sort(Comparator.comparing(Row::in, TopicTraffic.MOST_FIRST));
        Table table = new Table("%-64s %14s %16s", "#Topic", "#InTPS", "#InMsg24Hour");
        rows.stream().limit(count).forEach(row -> table.row(row.topic, row.in.tpsText(), row.in.day()));
        context.print(table);
    }
}
