package io.cometmq.tools.command.doctor;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.tools.admin.DefaultMQAdminExt;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether brokers can be reached where they say, have room, and know what time it is. Stateless. */
final class BrokerCheck {
    /** From here on old messages are deleted before their time, and from there on none is taken (docs/protocol/semantics.md 16). */
    private static final double FULL_SOON = 0.75;

    private static final double FULL = 0.90;
    private static final long MAX_CLOCK_DIFFERENCE_MILLIS = 5_000;
    private static final long MAX_BEHIND_BYTES = 64 << 20;
    private static final Pattern RUNTIME = Pattern.compile("(\\d+) days, (\\d+) hours, (\\d+) minutes, (\\d+) seconds");

    private BrokerCheck() {}

    static void run(ClusterInfo cluster, DefaultMQAdminExt admin, long nowMillis, Findings findings)
            throws InterruptedException {
        for (BrokerData broker : new TreeMap<>(cluster.brokerAddrTable()).values()) {
            if (!broker.brokerAddrs().containsKey(MixAll.MASTER_ID)) {
                findings.problem(
                        "broker " + broker.brokerName(),
                        "it has no master: nothing can be sent to it",
                        "start the master, with brokerId=0");
            }
            for (Map.Entry<Long, String> one : new TreeMap<>(broker.brokerAddrs()).entrySet()) {
                String subject = "broker " + broker.brokerName() + " (id " + one.getKey() + ", " + one.getValue() + ")";
                try {
                    figures(
                            subject,
                            admin.fetchBrokerRuntimeStats(one.getValue()).table(),
                            nowMillis,
                            findings);
                } catch (RemotingException e) {
                    findings.problem(
                            subject,
                            "the address that it has registered cannot be reached from here: " + e.getMessage(),
                            "set brokerIP1 to an address that clients reach, open the port, or start the broker");
                } catch (MQBrokerException e) {
                    findings.problem(subject, "it refuses to tell its state: " + e.getMessage(), "look into its log");
                }
            }
        }
    }

    static void figures(String subject, Map<String, String> figures, long nowMillis, Findings findings) {
        int before = findings.all().size();
        double used = number(figures.get("commitLogDiskRatio"));
        if (used >= FULL) {
            findings.problem(
                    subject,
                    "its disk is " + percent(used) + " full: it may refuse messages",
                    "free space, add a disk, or shorten fileReservedTime");
        } else if (used >= FULL_SOON) {
            findings.warning(
                    subject,
                    "its disk is " + percent(used) + " full: old messages are deleted before their time",
                    "free space, add a disk, or shorten fileReservedTime");
        }
        clock(subject, figures, nowMillis, findings);
        if (number(figures.get("dispatchBehindBytes")) > MAX_BEHIND_BYTES) {
            findings.warning(
                    subject,
                    "its queues are " + figures.get("dispatchBehindBytes")
                            + " bytes behind its log: consumers get messages late",
                    "look at the load of its disk");
        }
        if ("false".equals(figures.get("brokerActive"))) {
            findings.problem(subject, "it is not active", "look into its log");
        }
        if (findings.all().size() == before) {
            findings.ok(subject, "it answers; its disk is " + percent(used) + " full");
        }
    }

    private static void clock(String subject, Map<String, String> figures, long nowMillis, Findings findings) {
        OptionalLong there = clockMillis(figures);
        if (there.isEmpty()) {
            return;
        }
        long difference = there.getAsLong() - nowMillis;
        if (Math.abs(difference) > MAX_CLOCK_DIFFERENCE_MILLIS) {
            findings.warning(
                    subject,
                    "its clock is " + TimeUnit.MILLISECONDS.toSeconds(Math.abs(difference)) + " s "
                            + (difference > 0 ? "ahead of" : "behind") + " that of this machine",
                    "synchronise the clocks: times of messages, delays and queries by time depend on them");
        }
    }

    /** What time it is there, to the second: when it was started, and for how long it has run. */
    private static OptionalLong clockMillis(Map<String, String> figures) {
        Matcher runtime = RUNTIME.matcher(figures.getOrDefault("runtime", ""));
        long boot = (long) number(figures.get("bootTimestamp"));
        if (boot <= 0 || !runtime.find()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(boot
                + TimeUnit.DAYS.toMillis(Long.parseLong(runtime.group(1)))
                + TimeUnit.HOURS.toMillis(Long.parseLong(runtime.group(2)))
                + TimeUnit.MINUTES.toMillis(Long.parseLong(runtime.group(3)))
                + TimeUnit.SECONDS.toMillis(Long.parseLong(runtime.group(4))));
    }

    private static String percent(double ratio) {
        return Math.round(ratio * 100) + " %";
    }

    private static double number(String text) {
        try {
            return text == null ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
