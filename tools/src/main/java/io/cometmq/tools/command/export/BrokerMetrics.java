package io.cometmq.tools.command.export;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MQVersion;
import io.cometmq.common.MixAll;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.BrokerStatsData;
import io.cometmq.remoting.protocol.body.Connection;
import io.cometmq.tools.command.CommandContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Figures of one broker, with the names of RocketMQ's export.
 *
 * @param clients kinds of its consumers, as LANGUAGE%VERSION
 * @param delayed messages of the delay topic
 * @param halves messages of the transaction topic
 */
record BrokerMetrics(
        Map<String, String> figures,
        String processors,
        int topics,
        int groups,
        Set<String> clients,
        Traffic delayed,
        Traffic halves) {
    private static final long TIMEOUT_MILLIS = 10_000;
    private static final String PUT = "TOPIC_PUT_NUMS";
    private static final String HALF_TOPIC = TopicValidator.RMQ_SYS_TRANS_HALF_TOPIC;

    /** Messages a second in the last minute, and in the last day. */
    record Traffic(double tps, long day) {
        static final Traffic NONE = new Traffic(0, 0);
    }

    static BrokerMetrics of(String address, CommandContext context)
            throws RemotingException, MQBrokerException, InterruptedException {
        Set<String> system = context.admin().getSystemTopicList(address).topicList();
        long topics = context.admin().getAllTopicConfig(address, TIMEOUT_MILLIS).topicConfigTable().keySet().stream()
                .filter(name -> !system.contains(name)
                        && !name.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)
                        && !name.startsWith(MixAll.DLQ_GROUP_TOPIC_PREFIX))
                .count();
        List<String> groups =
                context
                        .admin()
                        .getAllSubscriptionGroup(address, TIMEOUT_MILLIS)
                        .subscriptionGroupTable()
                        .keySet()
                        .stream()
                        .filter(name -> !SystemGroups.contains(name))
                        .toList();
        Set<String> clients = new TreeSet<>();
        for (String group : groups) {
            addClients(address, group, clients, context);
        }
        return new BrokerMetrics(
                context.admin().fetchBrokerRuntimeStats(address).table(),
                context.admin().getBrokerConfig(address).getProperty("clientCallbackExecutorThreads", ""),
                (int) topics,
                groups.size(),
                clients,
                traffic(address, TopicValidator.RMQ_SYS_SCHEDULE_TOPIC, context),
                traffic(address, HALF_TOPIC, context));
    }

    private static void addClients(String address, String group, Set<String> clients, CommandContext context)
            throws RemotingException, InterruptedException {
        try {
            for (Connection client : context.admin()
                    .examineConsumerConnectionInfo(group, address)
                    .connectionSet()) {
                clients.add(client.language() + "%" + MQVersion.getVersionDesc(client.version()));
            }
        } catch (MQBrokerException e) {
            // Nobody of the group is there.
        }
    }

    private static Traffic traffic(String address, String topic, CommandContext context)
            throws RemotingException, InterruptedException {
        try {
            BrokerStatsData data = context.admin().viewBrokerStatsData(address, PUT, topic);
            return new Traffic(data.statsMinute().tps(), data.statsDay().sum());
        } catch (MQBrokerException e) {
            return Traffic.NONE; // a broker refuses to tell what never had traffic
        }
    }

    Map<String, Object> report() {
        return new TreeMap<>(Map.of(
                "runtimeEnv", Map.of("cpuNum", processors),
                "runtimeVersion", Map.of("rocketmqVersion", figure("brokerVersionDesc"), "clientInfo", clients),
                "runtimeQuota",
                        new TreeMap<>(Map.of(
                                "topicSize", topics,
                                "groupSize", groups,
                                "messageAverageSize", figure("putMessageAverageSize"),
                                "diskRatio",
                                        Map.of(
                                                "commitLogDiskRatio", figure("commitLogDiskRatio"),
                                                "consumeQueueDiskRatio", figure("consumeQueueDiskRatio")),
                                "tps",
                                        Map.of(
                                                "normalInTps",
                                                rate("putTps"),
                                                "normalOutTps",
                                                rate("getTransferredTps"),
                                                "scheduleInTps",
                                                delayed.tps,
                                                "transInTps",
                                                halves.tps),
                                "oneDayNum",
                                        Map.of(
                                                "normalOneDayInNum",
                                                yesterday("msgPutTotal"),
                                                "normalOneDayOutNum",
                                                yesterday("msgGetTotal"),
                                                "scheduleOneDayInNum",
                                                delayed.day,
                                                "transOneDayInNum",
                                                halves.day)))));
    }

    static Map<String, Object> total(List<BrokerMetrics> all) {
        return Map.of(
                "totalTps",
                        Map.of(
                                "totalNormalInTps",
                                        all.stream()
                                                .mapToDouble(one -> one.rate("putTps"))
                                                .sum(),
                                "totalNormalOutTps",
                                        all.stream()
                                                .mapToDouble(one -> one.rate("getTransferredTps"))
                                                .sum(),
                                "totalScheduleInTps",
                                        all.stream()
                                                .mapToDouble(one -> one.delayed.tps)
                                                .sum(),
                                "totalTransInTps",
                                        all.stream()
                                                .mapToDouble(one -> one.halves.tps)
                                                .sum()),
                "totalOneDayNum",
                        Map.of(
                                "normalOneDayInNum",
                                        all.stream()
                                                .mapToLong(one -> one.yesterday("msgPutTotal"))
                                                .sum(),
                                "normalOneDayOutNum",
                                        all.stream()
                                                .mapToLong(one -> one.yesterday("msgGetTotal"))
                                                .sum(),
                                "scheduleOneDayInNum",
                                        all.stream()
                                                .mapToLong(one -> one.delayed.day)
                                                .sum(),
                                "transOneDayInNum",
                                        all.stream()
                                                .mapToLong(one -> one.halves.day)
                                                .sum()));
    }

    private String figure(String key) {
        return figures.getOrDefault(key, "");
    }

    private double rate(String key) {
        return number(figure(key).strip().split(" ", 2)[0]);
    }

    private long yesterday(String prefix) {
        return (long) (number(figure(prefix + "TodayMorning")) - number(figure(prefix + "YesterdayMorning")));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.toLowerCase(Locale.ROOT));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
