package io.cometmq.broker.server;

import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * The command line.
 *
 * @param configFile null without one
 * @param nameServers null without any
 * @param print whether to show all settings and end
 * @param printImportant whether to show the important settings and end
 * @param help whether to show the usage and end
 */
record BrokerOptions(Path configFile, String nameServers, boolean print, boolean printImportant, boolean help) {
    static final String USAGE = """
            Usage: mqbroker [-c FILE] [-n NAMESERVERS] [-p | -m] [-h]
              -c, --configFile FILE            settings in Java's properties syntax, with RocketMQ's names
              -n, --namesrvAddr NAMESERVERS    name servers, separated by ';', such as 192.168.0.1:9876
              -p, --printConfigItem            print every setting with its value and where it comes from, and end
              -m, --printImportantConfig       print the important settings, and those that were set, and end
              -h, --help                       print this text, and end
            Each setting can be given as an environment variable, too: COMETMQ_BROKER_LISTEN_PORT is listenPort.
            """;

    /** @throws ParseException when an option is unknown or lacks its value; the message says which */
    static BrokerOptions parse(String... arguments) throws ParseException {
        Options options = new Options()
                .addOption("c", "configFile", true, null)
                .addOption("n", "namesrvAddr", true, null)
                .addOption("p", "printConfigItem", false, null)
                .addOption("m", "printImportantConfig", false, null)
                .addOption("h", "help", false, null);
        CommandLine line = new DefaultParser().parse(options, arguments);
        if (!line.getArgList().isEmpty()) {
            throw new ParseException(
                    "Unrecognized argument: " + line.getArgList().get(0));
        }
        String file = line.getOptionValue("c");
        return new BrokerOptions(
                file == null ? null : Path.of(file),
                line.getOptionValue("n"),
                line.hasOption("p"),
                line.hasOption("m"),
                line.hasOption("h"));
    }
}
