package io.cometmq.tools.benchmark;

import java.util.OptionalLong;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * The command line of {@code benchmark namesrv}.
 *
 * @param namesrv host:port
 * @param topics of each broker
 * @param brokersOfTopic how many brokers hold the same topics
 * @param window queries under way on each connection
 */
record NamesrvBenchmarkOptions(
        String namesrv,
        OptionalLong pid,
        int brokers,
        int topics,
        int brokersOfTopic,
        int connections,
        int window,
        int warmUpSeconds,
        int seconds,
        String label,
        boolean json) {
    static final String WORD = "namesrv";
    static final String USAGE = """
            usage: benchmark namesrv [options]
              --namesrv HOST:PORT      the name server, which should have no brokers of its own (127.0.0.1:9876)
              --namesrv-pid PID        its process: then its processor time and memory are reported
              --brokers N              brokers that register (100)
              --topics N               topics of each (10000)
              --brokers-of-topic N     brokers that hold the same topics (4)
              --connections N          connections that ask for routes (4)
              --window N               queries under way on each (32)
              --warm-up N, --seconds N seconds before and while measuring (5, 10)
              --label TEXT             a name for the report
              -o json                  print the report as one line of JSON
            """;

    private static final int MAX = 1_000_000;

    static NamesrvBenchmarkOptions parse(String... arguments) throws ParseException {
        Options options = new Options();
        for (String name : new String[] {
            "namesrv",
            "namesrv-pid",
            "brokers",
            "topics",
            "brokers-of-topic",
            "connections",
            "window",
            "warm-up",
            "seconds",
            "label"
        }) {
            options.addOption(null, name, true, null);
        }
        options.addOption("o", "output", true, null);
        CommandLine line = new DefaultParser(false).parse(options, arguments);
        if (line.getArgList().size() != 1) {
            throw new ParseException("there is no option for " + line.getArgList());
        }
        String output = line.getOptionValue("o", "text");
        if (!output.equals("text") && !output.equals("json")) {
            throw new ParseException("-o takes text or json, not " + output);
        }
        return new NamesrvBenchmarkOptions(
                line.getOptionValue("namesrv", "127.0.0.1:9876"),
                line.hasOption("namesrv-pid")
                        ? OptionalLong.of(number(line, "namesrv-pid", 0, Integer.MAX_VALUE))
                        : OptionalLong.empty(),
                number(line, "brokers", 100, MAX),
                number(line, "topics", 10_000, MAX),
                number(line, "brokers-of-topic", 4, MAX),
                number(line, "connections", 4, MAX),
                number(line, "window", 32, MAX),
                number(line, "warm-up", 5, MAX),
                number(line, "seconds", 10, MAX),
                line.getOptionValue("label", "name server"),
                output.equals("json"));
    }

    private static int number(CommandLine line, String name, int absent, int most) throws ParseException {
        if (!line.hasOption(name)) {
            return absent;
        }
        try {
            int number = Integer.parseInt(line.getOptionValue(name));
            if (number > 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for every number out of range.
        }
        throw new ParseException(
                "--" + name + " takes a number from 1 to " + most + ", not " + line.getOptionValue(name));
    }
}
