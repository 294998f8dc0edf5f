package io.cometmq.tools.command.cluster;

import io.cometmq.tools.command.Table;
import java.util.Locale;
import java.util.Map;

/**
 * One broker of a cluster with what it tells of its work.
 *
 * @param figures by name, as of GET_BROKER_RUNTIME_INFO; empty when the broker does not answer
 */
record BrokerRow(String cluster, String name, long id, String address, Map<String, String> figures) {
    private static final double MILLIS_PER_HOUR = 3_600_000;

    static Table table() {
        return new Table(
                "%-22s  %-22s  %-4s  %-22s %-16s  %16s  %30s  %-22s  %11s  %-12s  %-8s  %10s",
                "#Cluster Name",
                "#Broker Name",
                "#BID",
                "#Addr",
                "#Version",
                "#InTPS(LOAD)",
                "#OutTPS(LOAD)",
                "#Timer(Progress)",
                "#PCWait(ms)",
                "#Hour",
                "#SPACE",
                "#ACTIVATED");
    }

    void addTo(Table table) {
        String in = String.format(
                Locale.ROOT,
                "%.2f(%s,%sms)",
                rate("putTps"),
                figure("sendThreadPoolQueueSize"),
                figure("sendThreadPoolQueueHeadWaitTimeMills"));
        String out = String.format(
                Locale.ROOT,
                "%.2f(%s,%sms|%s,%sms)",
                rate("getTransferredTps"),
                figure("pullThreadPoolQueueSize"),
                figure("pullThreadPoolQueueHeadWaitTimeMills"),
                figure("ackThreadPoolQueueSize"),
                figure("ackThreadPoolQueueHeadWaitTimeMills"));
        String timer = String.format(
                Locale.ROOT,
                "%s-%s(%.1fw, %.1f, %.1f)",
                figure("timerReadBehind"),
                figure("timerOffsetBehind"),
                number("timerCongestNum") / 10_000,
                rate("timerEnqueueTps"),
                rate("timerDequeueTps"));
        table.row(
                cluster,
                name,
                id,
                address,
                figures.getOrDefault("brokerVersionDesc", ""),
                in,
                out,
                timer,
                figure("pageCacheLockTimeMills"),
                String.format(Locale.ROOT, "%.2f", hours()),
                String.format(Locale.ROOT, "%.4f", number("commitLogDiskRatio")),
                figures.getOrDefault("brokerActive", "false"));
    }

    static Table moreTable() {
        return new Table(
                "%-16s  %-32s %14s %14s %14s %14s",
                "#Cluster Name", "#Broker Name", "#InTotalYest", "#OutTotalYest", "#InTotalToday", "#OutTotalToday");
    }

    void addMoreTo(Table table) {
        table.row(
                cluster,
                name,
                difference("msgPutTotalTodayMorning", "msgPutTotalYesterdayMorning"),
                difference("msgGetTotalTodayMorning", "msgGetTotalYesterdayMorning"),
                difference("msgPutTotalTodayNow", "msgPutTotalTodayMorning"),
                difference("msgGetTotalTodayNow", "msgGetTotalTodayMorning"));
    }

    private long difference(String later, String earlier) {
        return (long) (number(later) - number(earlier));
    }

    private double hours() {
        double earliest = number("earliestMessageTimeStamp");
        return earliest <= 0 ? 0 : (System.currentTimeMillis() - earliest) / MILLIS_PER_HOUR;
    }

    private String figure(String key) {
        return figures.getOrDefault(key, "0");
    }

    /** The first of up to three averages: the one of the last ten seconds. */
    private double rate(String key) {
        return parse(figure(key).strip().split(" ", 2)[0]);
    }

    private double number(String key) {
        return parse(figure(key));
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
