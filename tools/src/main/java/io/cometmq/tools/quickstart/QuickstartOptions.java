package io.cometmq.tools.quickstart;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * The command line.
 *
 * @param files what to publish; empty: the documents of the tree
 * @param namesrvPort 0: the usual one, or a free one when that is taken
 * @param brokerPort as {@code namesrvPort}
 * @param keep whether name server and broker go on when all is done
 * @param plain whether progress is shown in lines of their own, because nobody watches a terminal
 */
record QuickstartOptions(List<Path> files, int namesrvPort, int brokerPort, boolean keep, boolean plain, boolean help) {
    static final String USAGE = """
            Usage: quickstart [--keep] [--namesrv-port PORT] [--broker-port PORT] [FILE ...]
              Starts a name server and a broker, publishes every line of the files (without one: of the documents that come
              with CometMQ), consumes them in another process, and compares what was sent with what came.
              --keep                leave the name server and the broker running, and say where they are
              --namesrv-port PORT   where the name server listens (default: 9876, or a free port when it is taken)
              --broker-port PORT    where the broker listens (default: 10911, or a free port when it is taken)
              --plain               show progress in lines, as without a terminal
              -h, --help            print this text, and end
            """;

    /** @throws ParseException when the command line cannot be understood; the message says why */
    static QuickstartOptions parse(String... arguments) throws ParseException {
        Options options = new Options()
                .addOption(null, "keep", false, null)
                .addOption(null, "plain", false, null)
                .addOption("h", "help", false, null)
                .addOption(null, "namesrv-port", true, null)
                .addOption(null, "broker-port", true, null);
        CommandLine line = new DefaultParser().parse(options, arguments);
        return new QuickstartOptions(
                line.getArgList().stream().map(Path::of).toList(),
                port(line, "namesrv-port"),
                port(line, "broker-port"),
                line.hasOption("keep"),
                line.hasOption("plain"),
                line.hasOption("help"));
    }

    private static int port(CommandLine line, String option) throws ParseException {
        String text = line.getOptionValue(option);
        if (text == null) {
            return 0;
        }
        try {
            int port = Integer.parseInt(text);
            if (port > 2 && port < 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, as any other text that is no port.
        }
        throw new ParseException("--" + option + " is no port: " + text);
    }
}
