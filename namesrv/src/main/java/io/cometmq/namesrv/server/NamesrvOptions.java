package io.cometmq.namesrv.server;

import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * The command line.
 *
 * @param configFile null without one
 * @param print whether to show the settings and end
 * @param help whether to show the usage and end
 */
record NamesrvOptions(Path configFile, boolean print, boolean help) {
    static final String USAGE = """
            Usage: mqnamesrv [-c FILE] [-p] [-h]
              -c, --configFile FILE   settings in Java's properties syntax, with RocketMQ's names
              -p, --printConfigItem   print every setting with its value and where it comes from, and end
              -h, --help              print this text, and end
            Each setting can be given as an environment variable, too: COMETMQ_NAMESRV_LISTEN_PORT is listenPort.
            """;

    /** @throws ParseException when an option is unknown or lacks its value; the message says which */
    static NamesrvOptions parse(String... arguments) throws ParseException {
        Options options = new Options()
                .addOption("c", "configFile", true, null)
                .addOption("p", "printConfigItem", false, null)
                .addOption("h", "help", false, null);
        CommandLine line = new DefaultParser().parse(options, arguments);
        if (!line.getArgList().isEmpty()) {
            throw new ParseException(
                    "Unrecognized argument: " + line.getArgList().get(0));
        }
        String file = line.getOptionValue("c");
        return new NamesrvOptions(file == null ? null : Path.of(file), line.hasOption("p"), line.hasOption("h"));
    }
}
