package io.cometmq.common;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Release numbers as peers exchange them: the ordinal in the list of all releases (docs/protocol/remoting.md 2.2). From
 * 4.0.0 on a release is {@code 213 + 200 * (major - 4) + 20 * minor + 2 * patch}, its snapshot one less.
 */
public final class MQVersion {
    /** The release whose behaviour CometMQ announces: 5.4.0. */
    public static final int CURRENT_VERSION = release(5, 4, 0);

    /** Anything newer than the list. */
    public static final int HIGHER_VERSION = 612;

    /** Peers from here on register with a RegisterBrokerBody. */
    public static final int V3_0_11 = 37;

    /** Clients from here on can be told to reset offsets and asked for their status. */
    public static final int V3_0_7_SNAPSHOT = 28;

    /** Clients from here on answer questions about their running state. */
    public static final int V3_1_8_SNAPSHOT = 62;

    /** Clients from here on decide themselves how often a message is consumed again. */
    public static final int V3_4_9 = 121;

    /** Brokers from here on filter by expressions. */
    public static final int V4_1_0_SNAPSHOT = release(4, 1, 0) - 1;

    /** Clients from here on read routes with quoted keys. */
    public static final int V4_9_4 = release(4, 9, 4);

    public static final int V5_0_0 = release(5, 0, 0);

    private static final int FIRST_REGULAR = 212;
    private static final List<String> OLD_NAMES = oldNames();

    private MQVersion() {}

    private static int release(int major, int minor, int patch) {
        return 213 + 200 * (major - 4) + 20 * minor + 2 * patch;
    }

    /** The release's name, such as V5_4_0; HIGHER_VERSION for anything newer or unknown. */
    public static String getVersionDesc(int version) {
        if (version < 0 || version >= HIGHER_VERSION) {
            return "HIGHER_VERSION";
        }
        if (version < FIRST_REGULAR) {
            return OLD_NAMES.get(version);
        }
        int number = (version - FIRST_REGULAR) / 2;
        String name = "V" + (4 + number / 100) + "_" + number / 10 % 10 + "_" + number % 10;
        return (version - FIRST_REGULAR) % 2 == 0 ? name + "_SNAPSHOT" : name;
    }

    /** The names below V4_0_0_SNAPSHOT, which follow no single rule. */
    private static List<String> oldNames() {
        Stream<String> beginnings = Stream.of(
                "V3_0_0_SNAPSHOT",
                "V3_0_0_ALPHA1",
                "V3_0_0_BETA1",
                "V3_0_0_BETA2",
                "V3_0_0_BETA3",
                "V3_0_0_BETA4",
                "V3_0_0_BETA5",
                "V3_0_0_BETA6_SNAPSHOT",
                "V3_0_0_BETA6",
                "V3_0_0_BETA7_SNAPSHOT",
                "V3_0_0_BETA7",
                "V3_0_0_BETA8_SNAPSHOT",
                "V3_0_0_BETA8",
                "V3_0_0_BETA9_SNAPSHOT",
                "V3_0_0_BETA9",
                "V3_0_0_FINAL");
        Stream<String> others = Stream.of(
                        minor(0, 1, 15),
                        minor(1, 0, 9),
                        minor(2, 0, 9),
                        minor(3, 1, 9),
                        minor(4, 1, 9),
                        minor(5, 1, 9),
                        minor(6, 1, 9),
                        minor(7, 1, 9),
                        minor(8, 1, 9),
                        minor(9, 1, 9))
                .flatMap(names -> names);
        return Stream.concat(beginnings, others).toList();
    }

    private static Stream<String> minor(int minor, int firstPatch, int lastPatch) {
        return IntStream.rangeClosed(firstPatch, lastPatch)
                .mapToObj(patch -> "V3_" + minor + "_" + patch)
                .flatMap(name -> Stream.of(name + "_SNAPSHOT", name));
    }
}
