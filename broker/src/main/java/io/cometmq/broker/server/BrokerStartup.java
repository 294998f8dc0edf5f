package io.cometmq.broker.server;

import io.cometmq.broker.config.BrokerSettings;
import io.cometmq.common.config.LoadedConfig;
import io.cometmq.common.process.ServerConsole;
import io.cometmq.common.process.ServerProcess;
import io.cometmq.common.process.StartFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.cli.ParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker's main class: it runs until it is told to stop. What a person has to know at start goes to the console. */
public final class BrokerStartup {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerStartup.class);

    private final ServerConsole console;
    private final Map<String, String> environment;

    BrokerStartup(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.console = new ServerConsole("mqbroker", out, err);
        this.environment = environment;
    }

    public static void main(String[] args) throws InterruptedException {
        ServerProcess.run("broker", () -> start(args));
    }

    /**
     * Starts a broker in this process.
     *
     * @param args as on the command line
     * @return what stops it; null when it was only asked for information
     * @throws StartFailure when it does not start; the console has said why
     */
    public static Runnable start(String... args) throws StartFailure {
        BrokerController controller = new BrokerStartup(System.out, System.err, System.getenv()).run(args);
        return controller == null ? null : controller::shutdown;
    }

    /** Starts the broker; null when it was only asked for information. */
    BrokerController run(String... args) throws StartFailure {
        BrokerOptions options;
        try {
            options = BrokerOptions.parse(args);
        } catch (ParseException e) {
            throw console.failed(e.getMessage(), BrokerOptions.USAGE.stripTrailing());
        }
        if (options.help()) {
            console.print(BrokerOptions.USAGE);
            return null;
        }
        LoadedConfig config =
                console.settings(() -> BrokerSettings.load(options.configFile(), options.nameServers(), environment));
        if (options.print() || options.printImportant()) {
            console.print(options.print() ? config.describeAll() : config.describeImportant());
            return null;
        }
        return start(config, options.configFile());
    }

    private BrokerController start(LoadedConfig config, Path configFile) throws StartFailure {
        BrokerController controller = null;
        try {
            controller = new BrokerController(config, configFile);
            controller.start();
            StartupReport.lines(config).forEach(console::announce);
            return controller;
        } catch (IOException | RuntimeException e) {
            LOG.error("the broker does not start", e);
            if (controller != null) {
                controller.shutdown();
            }
            throw console.failed(
                    "the broker does not start: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }
}
