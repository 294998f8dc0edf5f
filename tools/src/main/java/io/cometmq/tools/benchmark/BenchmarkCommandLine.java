package io.cometmq.tools.benchmark;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Turns arguments into {@link BenchmarkOptions}; every complaint names the option and what it takes. Stateless. */
final class BenchmarkCommandLine {
    /** Window, queues, connections ...: more than this is a slip of the finger. */
    private static final int MAX_COUNT = 100_000;

    private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;
    private static final int MAX_SECONDS = 24 * 3600;

    private BenchmarkCommandLine() {}

    static boolean wantsHelp(String[] arguments) {
        return arguments.length == 0 || Stream.of(arguments).anyMatch(Set.of("-h", "--help")::contains);
    }

    static BenchmarkOptions parse(String[] arguments) throws ParseException {
        CommandLine line = new DefaultParser(false).parse(options(), arguments);
        List<String> words = line.getArgList();
        if (words.size() != 1) {
            throw new ParseException("name one workload (" + workloads() + "), not " + words);
        }
        Workload workload = Workload.of(words.get(0))
                .orElseThrow(() ->
                        new ParseException("there is no workload " + words.get(0) + "; there are " + workloads()));
        int connections = number(line, "connections", workload == Workload.LATENCY ? 1 : 4, 1, MAX_COUNT);
        BenchmarkOptions options = new BenchmarkOptions(
                workload,
                address(line.getOptionValue("broker", "127.0.0.1:10911")),
                pid(line),
                number(line, "size", 1024, 1, MAX_BODY_BYTES),
                connections,
                number(line, "window", defaultWindow(workload), 1, MAX_COUNT),
                number(line, "threads", 1, 1, connections),
                line.getOptionValue("topic", "Benchmark_" + workload.word()),
                number(line, "topics", 1, 1, MAX_COUNT),
                number(line, "queues", 8, 1, MAX_COUNT),
                number(line, "batch", 1, 1, MAX_COUNT),
                line.hasOption("oneway"),
                number(line, "max-messages", 32, 1, 1024),
                number(line, "stored", 100_000, 1, Integer.MAX_VALUE),
                number(line, "rate", workload == Workload.E2E ? 1000 : 0, 0, 1_000_000),
                properties(line.getOptionValue("properties")),
                seconds(line, "warm-up", 5),
                seconds(line, "seconds", 10),
                line.getOptionValue("label", workload.word()),
                json(line.getOptionValue("output", "table")));
        check(options);
        return options;
    }

    static void printHelp(PrintWriter out) {
        out.println("usage: benchmark WORKLOAD [options]");
        out.println("       benchmark compare FILE   medians and ratios of reports that -o json wrote, a line each");
        out.println();
        out.println("Measures a broker that speaks RocketMQ's protocol. The workloads:");
        for (Workload workload : Workload.values()) {
            out.printf("  %-10s %s%n", workload.word(), workload.summary());
        }
        out.println();
        out.println("Options:");
        for (Option option : options().getOptions()) {
            String names = (option.getOpt() == null ? "    " : "-" + option.getOpt() + ", ") + "--"
                    + option.getLongOpt() + (option.hasArg() ? " " + option.getArgName() : "");
            out.printf("  %-32s %s%n", names, option.getDescription());
        }
        out.println();
        out.println("Example: benchmark send --broker 127.0.0.1:10911 --size 1024 --connections 4 --window 64");
        out.flush();
    }

    private static Options options() {
        Options options = new Options();
        add(options, "b", "broker", "HOST:PORT", "the broker's address (127.0.0.1:10911)");
        add(options, "p", "broker-pid", "PID", "its process on this machine, to measure processor time and allocation");
        add(options, "s", "size", "BYTES", "body of a message (1024)");
        add(options, "c", "connections", "N", "connections (4; latency always uses 1)");
        add(options, "w", "window", "N", "requests in flight on each connection (64; pull 4)");
        add(options, null, "threads", "N", "threads of the generator (1)");
        add(options, "t", "topic", "NAME", "topic, created when missing (Benchmark_WORKLOAD)");
        add(options, null, "topics", "N", "number of topics (1); their names then end in _0, _1 ...");
        add(options, "q", "queues", "N", "queues of each topic (8)");
        add(options, null, "batch", "N", "messages in one send (1)");
        add(options, null, "oneway", null, "send without asking for answers");
        add(options, null, "max-messages", "N", "messages asked for in one pull (32)");
        add(options, null, "stored", "N", "messages stored before pulling (100000)");
        add(options, null, "rate", "N", "messages a second of latency and e2e (e2e 1000, else as fast as it goes)");
        add(options, null, "properties", "LIST", "of UNIQ_KEY,KEYS,TAGS,WAIT, or none (all four)");
        add(options, null, "warm-up", "SECONDS", "load before measuring (5)");
        add(options, "d", "seconds", "SECONDS", "measured time (10)");
        add(options, null, "label", "TEXT", "name of the run in the report");
        add(options, "o", "output", "FORMAT", "table or json (table)");
        options.addOption(Option.builder("h").longOpt("help").desc("this text").get());
        return options;
    }

    private static void add(Options options, String letter, String name, String argument, String description) {
        options.addOption(Option.builder(letter)
                .longOpt(name)
                .hasArg(argument != null)
                .argName(argument)
                .desc(description)
                .get());
    }

    private static int defaultWindow(Workload workload) {
        return switch (workload) {
            case SEND -> 64;
            case PULL -> 4;
            case LATENCY, E2E -> 1;
        };
    }

    private static void check(BenchmarkOptions options) throws ParseException {
        if (options.workload() == Workload.LATENCY && (options.connections() != 1 || options.window() != 1)) {
            throw new ParseException("latency is measured with --connections 1 and --window 1");
        }
        if (options.workload() == Workload.E2E && (options.bodyBytes() < 8 || options.rate() == 0)) {
            throw new ParseException("e2e needs --size of at least 8, for a time stamp, and a --rate");
        }
        if (options.oneway() && options.workload() != Workload.SEND) {
            throw new ParseException(
                    "--oneway belongs to send, not to " + options.workload().word());
        }
        if (options.batch() > 1 && options.workload() != Workload.SEND) {
            throw new ParseException(
                    "--batch belongs to send, not to " + options.workload().word());
        }
        if ((long) options.batch() * options.bodyBytes() > MAX_BODY_BYTES) {
            throw new ParseException("--batch times --size is more than a broker takes, " + MAX_BODY_BYTES + " bytes");
        }
    }

    private static String workloads() {
        return Stream.of(Workload.values()).map(Workload::word).collect(Collectors.joining(", "));
    }

    private static InetSocketAddress address(String text) throws ParseException {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port > 0 && port < 65_536) {
                return new InetSocketAddress(text.substring(0, colon), port);
            }
        } catch (NumberFormatException e) {
            // Said below, as for every address without a port.
        }
        throw new ParseException("--broker takes HOST:PORT, not " + text);
    }

    private static OptionalLong pid(CommandLine line) throws ParseException {
        return line.hasOption("broker-pid")
                ? OptionalLong.of(number(line, "broker-pid", 0, 1, Integer.MAX_VALUE))
                : OptionalLong.empty();
    }

    private static int number(CommandLine line, String name, int unset, int least, int most) throws ParseException {
        String text = line.getOptionValue(name);
        try {
            int value = text == null ? unset : Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for every number out of range.
        }
        throw new ParseException("--" + name + " takes a number from " + least + " to " + most + ", not " + text);
    }

    private static double seconds(CommandLine line, String name, double unset) throws ParseException {
        String text = line.getOptionValue(name);
        try {
            double value = text == null ? unset : Double.parseDouble(text);
            if (value >= 0.1 && value <= MAX_SECONDS) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for every time out of range.
        }
        throw new ParseException("--" + name + " takes seconds from 0.1 to " + MAX_SECONDS + ", not " + text);
    }

    private static Set<String> properties(String text) throws ParseException {
        if (text == null) {
            return MessageShape.ALL_PROPERTIES;
        }
        Set<String> names = text.equals("none") ? Set.of() : new LinkedHashSet<>(List.of(text.split(",", -1)));
        if (!MessageShape.ALL_PROPERTIES.containsAll(names)) {
            throw new ParseException("--properties takes none or a list of "
                    + new TreeSet<>(MessageShape.ALL_PROPERTIES) + ", not " + text);
        }
        return names;
    }

    private static boolean json(String text) throws ParseException {
        return switch (text) {
            case "json" -> true;
            case "table" -> false;
            default -> throw new ParseException("--output takes table or json, not " + text);
        };
    }
}
