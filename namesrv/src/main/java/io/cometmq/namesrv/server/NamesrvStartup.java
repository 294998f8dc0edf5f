package io.cometmq.namesrv.server;

import io.cometmq.common.MQVersion;
import io.cometmq.common.config.ConfigException;
import io.cometmq.common.config.LoadedConfig;
import io.cometmq.common.net.LocalAddress;
import io.cometmq.namesrv.config.ListenConfig;
import io.cometmq.namesrv.config.NamesrvConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.cli.ParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name server's main class: it runs until it is told to stop. What a person has to know at start goes to the console. */
public final class NamesrvStartup {
    private static final Logger LOG = LoggerFactory.getLogger(NamesrvStartup.class);
    private static final int FAILURE = 1;

    private final PrintStream out;
    private final PrintStream err;

    NamesrvStartup(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @SuppressWarnings("SystemExitOutsideMain") // the status is part of the command line
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        NamesrvController controller;
        try {
            controller = new NamesrvStartup(System.out, System.err).run(args);
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
                        "namesrv-shutdown"));
        ended.await();
    }

    /** The start failed, and the console says why. */
    static final class StartFailure extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Starts the name server; null when it was only asked for information. */
    NamesrvController run(String... args) throws StartFailure {
        NamesrvOptions options;
        try {
            options = NamesrvOptions.parse(args);
        } catch (ParseException e) {
            throw failed(e.getMessage(), NamesrvOptions.USAGE.stripTrailing());
        }
        if (options.help()) {
            out.print(NamesrvOptions.USAGE);
            return null;
        }
        LoadedConfig config = settings(options);
        if (options.print()) {
            out.print(config.describeAll());
            return null;
        }
        return start(config);
    }

    private LoadedConfig settings(NamesrvOptions options) throws StartFailure {
        try {
            LoadedConfig config = NamesrvSettings.load(options.configFile(), System.getenv(), System::getProperty);
            for (String warning : config.warnings()) {
                err.println("mqnamesrv: " + warning);
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

    private NamesrvController start(LoadedConfig config) throws StartFailure {
        NamesrvController controller = null;
        try {
            controller = new NamesrvController(config);
            int port = controller.start();
            announce(config, port);
            return controller;
        } catch (IOException e) {
            if (controller != null) {
                controller.shutdown();
            }
            LOG.error("the name server does not start", e);
            throw failed(e.getMessage());
        }
    }

    private StartFailure failed(String... reasons) {
        for (String reason : reasons) {
            err.println("mqnamesrv: " + reason);
        }
        return new StartFailure();
    }

    private void announce(LoadedConfig config, int port) {
        String version =
                Objects.requireNonNullElse(NamesrvStartup.class.getPackage().getImplementationVersion(), "development");
        String bindAddress = config.get(ListenConfig.class).bindAddress();
        String reachedAt =
                bindAddress.equals("0.0.0.0") ? LocalAddress.preferred().getHostAddress() : bindAddress;
        NamesrvConfig settings = config.get(NamesrvConfig.class);
        long heapMegabytes = Runtime.getRuntime().maxMemory() >> 20;
        line("CometMQ name server " + version + ", protocol " + MQVersion.getVersionDesc(MQVersion.CURRENT_VERSION)
                + ", Java " + Runtime.version().feature() + ", process "
                + ProcessHandle.current().pid());
        line("listens on " + bindAddress + ":" + port + "; brokers and clients reach it at " + reachedAt + ":" + port);
        line("port to open: " + port + " (TCP)");
        line("settings kept in " + settings.configStorePath() + ", values kept for others in "
                + settings.kvConfigPath());
        String logDir = System.getProperty("cometmq.log.dir");
        if (logDir != null) {
            line("log: " + logDir + "/namesrv.log");
        }
        line("memory: heap of at most " + heapMegabytes + " MB");
        line("The name server is ready. It stops on Ctrl-C or `mqshutdown namesrv`.");
    }

    private void line(String text) {
        out.println(text);
        LOG.info("{}", text);
    }
}
