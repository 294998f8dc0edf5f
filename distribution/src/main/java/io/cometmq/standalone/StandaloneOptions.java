package io.cometmq.standalone;

import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * The command line.
 *
 * @param directory of settings and data
 */
record StandaloneOptions(Path directory, int namesrvPort, int brokerPort, boolean help) {
    static final String USAGE = """
            Usage: cometmq standalone [--data DIR] [--namesrv-port PORT] [--broker-port PORT] [-h]
              --data DIR            where settings and messages are kept (cometmq-standalone in the home directory)
              --namesrv-port PORT   port of the name server (9876)
              --broker-port PORT    port of the broker; the one two below is taken, too (10911)
              -h, --help            print this text, and end
            The first start writes namesrv.conf and broker.conf into DIR; later ones use them as they are then.
            """;

    private static final int MAX_PORT = 65_535;

    static StandaloneOptions parse(String... arguments) throws ParseException {
        Options options = new Options()
                .addOption(null, "data", true, null)
                .addOption(null, "namesrv-port", true, null)
                .addOption(null, "broker-port", true, null)
                .addOption("h", "help", false, null);
        CommandLine line = new DefaultParser(false).parse(options, arguments);
        if (!line.getArgList().isEmpty()) {
            throw new ParseException(
                    "Unrecognized argument: " + line.getArgList().get(0));
        }
        Path directory = line.hasOption("data")
                ? Path.of(line.getOptionValue("data"))
                : Path.of(System.getProperty("user.home"), "cometmq-standalone");
        return new StandaloneOptions(
                directory.toAbsolutePath(),
                port(line, "namesrv-port", 9876),
                port(line, "broker-port", 10911),
                line.hasOption("h"));
    }

    private static int port(CommandLine line, String option, int absent) throws ParseException {
        if (!line.hasOption(option)) {
            return absent;
        }
        try {
            int port = Integer.parseInt(line.getOptionValue(option));
            if (port > 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, as for every number out of range.
        }
        throw new ParseException(
                "--" + option + " takes a port from 1 to " + MAX_PORT + ", not " + line.getOptionValue(option));
    }
}
