package io.cometmq.broker.server;

import io.cometmq.broker.config.BrokerSettings;
import io.cometmq.common.config.ConfigException;
import io.cometmq.common.config.LoadedConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.cli.ParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker's main class: it runs until it is told to stop. What a person has to know at start goes to the console. */
public final class BrokerStartup {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerStartup.class);
    private static final int FAILURE = 1;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    BrokerStartup(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    @SuppressWarnings("SystemExitOutsideMain") // the status is part of the command line
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        BrokerController controller;
        try {
            controller = new BrokerStartup(System.out, System.err, System.getenv()).run(args);
        } catch (StartFailure e) {
            System.exit(FAILURE);
            return;
        }
        if (controller == null) {
            return;
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            controller.shutdown();
                            ended.countDown();
                        },
                        "broker-shutdown"));
        ended.await();
    }

    /** The start failed, and the console says why. */
    static final class StartFailure extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Starts the broker; null when it was only asked for information. */
    BrokerController run(String... args) throws StartFailure {
        BrokerOptions options;
        try {
            options = BrokerOptions.parse(args);
        } catch (ParseException e) {
            throw failed(e.getMessage(), BrokerOptions.USAGE.stripTrailing());
        }
        if (options.help()) {
            out.print(BrokerOptions.USAGE);
            return null;
        }
        LoadedConfig config = settings(options);
        if (options.print() || options.printImportant()) {
            out.print(options.print() ? config.describeAll() : config.describeImportant());
            return null;
        }
        return start(config, options.configFile());
    }

    private LoadedConfig settings(BrokerOptions options) throws StartFailure {
        try {
            LoadedConfig config = BrokerSettings.load(options.configFile(), options.nameServers(), environment);
            for (String warning : config.warnings()) {
                err.println("mqbroker: " + warning);
                LOG.warn("{}", warning);
            }
            config.withoutEffect().forEach(note -> LOG.info("{}", note));
            return config;
        } catch (ConfigException e) {
            throw failed(e.problems().toArray(String[]::new));
        } catch (IOException e) {
            throw failed("cannot read the settings: " + e.getMessage());
        }
    }

    private BrokerController start(LoadedConfig config, Path configFile) throws StartFailure {
        BrokerController controller = null;
        try {
            controller = new BrokerController(config, configFile);
            controller.start();
            StartupReport.lines(config).forEach(line -> {
                out.println(line);
                LOG.info("{}", line);
            });
            return controller;
        } catch (IOException | RuntimeException e) {
            LOG.error("the broker does not start", e);
            if (controller != null) {
                controller.shutdown();
            }
            throw failed("the broker does not start: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    private StartFailure failed(String... reasons) {
        for (String reason : reasons) {
            err.println("mqbroker: " + reason);
        }
        return new StartFailure();
    }
}
