package io.cometmq.tools.command.stats;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.BrokerStatsData;
import io.cometmq.tools.admin.Brokers;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Messages that came and went, over all brokers of a topic.
 *
 * @param tps messages a second in the last minute
 * @param day messages of the last day, or of as much of it as the broker has counted
 */
record TopicTraffic(double tps, long day) {
    private static final String PUT = "TOPIC_PUT_NUMS";
    private static final String GET = "GROUP_GET_NUMS";

    static final Comparator<TopicTraffic> MOST_FIRST = Comparator.comparingDouble(TopicTraffic::tps)
            .thenComparingLong(TopicTraffic::day)
            .reversed();

    /** What came into a topic; empty when no broker holds it any more. */
    static Optional<TopicTraffic> in(String topic, CommandContext context)
            throws RemotingException, InterruptedException {
        try {
            return Optional.of(
                    read(Brokers.addresses(context.admin().examineTopicRouteInfo(topic)), PUT, topic, context));
        } catch (MQBrokerException e) {
            return Optional.empty();
        }
    }

    /** What a group got of a topic. */
    static TopicTraffic out(String topic, String group, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        List<String> brokers = Brokers.addresses(context.admin().examineTopicRouteInfo(topic));
        return read(brokers, GET, topic + "@" + group, context);
    }

    static Table table() {
        return new Table(
                "%-64s  %-64s %12s %11s %11s %14s %14s",
                "#Topic", "#Consumer Group", "#Accumulation", "#InTPS", "#OutTPS", "#InMsg24Hour", "#OutMsg24Hour");
    }

    /** A line for each group that consumes the topic, or one that says that none does. */
    static void addRows(Table table, String topic, boolean activeOnly, CommandContext context)
            throws RemotingException, InterruptedException {
        try {
            List<String> brokers = Brokers.addresses(context.admin().examineTopicRouteInfo(topic));
            TopicTraffic in = read(brokers, PUT, topic, context);
            Set<String> groups =
                    new TreeSet<>(context.admin().queryTopicConsumeByWho(topic).groupList());
            if (groups.isEmpty() && (!activeOnly || in.day > 0)) {
                table.row(topic, "", 0, in.tpsText(), "", in.day, "NO_CONSUMER");
            }
            for (String group : groups) {
                TopicTraffic out = read(brokers, GET, topic + "@" + group, context);
                if (!activeOnly || in.day > 0 || out.day > 0) {
                    long behind = accumulation(group, topic, context);
                    table.row(topic, group, behind, in.tpsText(), out.tpsText(), in.day, out.day);
                }
            }
        } catch (MQBrokerException e) {
            context.warn("statsAll: " + topic + ": " + e.getMessage());
        }
    }

    static long accumulation(String group, String topic, CommandContext context)
            throws RemotingException, InterruptedException, MQBrokerException {
        return Math.max(
                0,
                context.admin().examineConsumeStats(group, topic).offsetTable().values().stream()
                        .mapToLong(offset -> offset.brokerOffset() - offset.consumerOffset())
                        .sum());
    }

    private static TopicTraffic read(List<String> brokers, String name, String key, CommandContext context)
            throws RemotingException, InterruptedException {
        double tps = 0;
        long day = 0;
        for (String address : brokers) {
            Optional<BrokerStatsData> data = figures(address, name, key, context);
            tps += data.map(one -> one.statsMinute().tps()).orElse(0.0);
            day += data.map(TopicTraffic::longest).orElse(0L);
        }
        return new TopicTraffic(tps, day);
    }

    /** Empty for what has never had traffic: the broker refuses to tell. */
    private static Optional<BrokerStatsData> figures(String address, String name, String key, CommandContext context)
            throws RemotingException, InterruptedException {
        try {
            return Optional.of(context.admin().viewBrokerStatsData(address, name, key));
        } catch (MQBrokerException e) {
            return Optional.empty();
        }
    }

    private static long longest(BrokerStatsData data) {
        if (data.statsDay().sum() != 0) {
            return data.statsDay().sum();
        }
        return data.statsHour().sum() != 0
                ? data.statsHour().sum()
                : data.statsMinute().sum();
    }

    String tpsText() {
        return String.format(Locale.ROOT, "%.2f", tps);
    }
}
