package io.cometmq.tools.command.stats;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Topic and Consumer tps stats. */
public final class StatsAllSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "statsAll";
    }

    @Override
    public String commandDesc() {
        return "Topic and Consumer tps stats.";
    }

    @Override
    public String example() {
        return "statsAll -a";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .flag("a", "activeTopic", "only topics with traffic")
                .optional("t", "topic", "only this topic")
                .build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        boolean activeOnly = line.hasOption("a");
        String wanted = CommandOptions.text(line, "t");
        Table table = TopicTraffic.table();
        List<String> topics = context.admin().fetchAllTopicList().topicList().stream()
                .filter(topic -> isChosen(topic, wanted))
                .sorted()
                .toList();
        LongConsumer bar = context.progressBar("topics", topics.size());
        for (int i = 0; i < topics.size(); i++) {
            TopicTraffic.addRows(table, topics.get(i), activeOnly, context);
            bar.accept(i + 1L);
        }
        context.print(table);
    }

    private static boolean isChosen(String topic, String wanted) {
        return wanted == null
                ? !topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX) && !topic.startsWith(MixAll.DLQ_GROUP_TOPIC_PREFIX)
                : wanted.equals(topic);
    }
}
