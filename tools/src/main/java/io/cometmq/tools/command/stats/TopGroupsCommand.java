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

/** The groups that are the furthest behind, and what they consume. */
public final class TopGroupsCommand implements SubCommand {
    @Override
    public String commandName() {
        return "topGroups";
    }

    @Override
    public String commandDesc() {
        return "Show the groups that are the furthest behind, and what they consume.";
    }

    @Override
    public String example() {
        return "topGroups -c 20 --watch 5";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .optional("c", "count", "how many groups (10)")
                .build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    private record Row(String group, String topic, long behind, TopicTraffic out) {}

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws ParseException, RemotingException, MQBrokerException, InterruptedException {
        int count = CommandOptions.integer(line, "c", 10, 1, Integer.MAX_VALUE);
        List<Row> rows = new ArrayList<>();
        for (String topic : new TreeSet<>(context.admin().fetchAllTopicList().topicList())) {
            if (!topic.startsWith(MixAll.DLQ_GROUP_TOPIC_PREFIX)) {
                addGroups(topic, rows, context);
            }
        }
        rows.sort(Comparator.comparingLong(Row::behind).reversed().thenComparing(Row::out, TopicTraffic.MOST_FIRST));
        Table table = new Table(
                "%-48s %-48s %14s %14s %16s", "#Group", "#Topic", "#Accumulation", "#OutTPS", "#OutMsg24Hour");
        rows.stream()
                .limit(count)
                .forEach(row -> table.row(row.group, row.topic, row.behind, row.out.tpsText(), row.out.day()));
        context.print(table);
    }

    private static void addGroups(String topic, List<Row> rows, CommandContext context)
            throws RemotingException, InterruptedException {
        try {
            for (String group : context.admin().queryTopicConsumeByWho(topic).groupList()) {
                long behind = TopicTraffic.accumulation(group, topic, context);
                rows.add(new Row(group, topic, behind, TopicTraffic.out(topic, group, context)));
            }
        } catch (MQBrokerException e) {
            context.warn("topGroups: " + topic + ": " + e.getMessage());
        }
    }
}
