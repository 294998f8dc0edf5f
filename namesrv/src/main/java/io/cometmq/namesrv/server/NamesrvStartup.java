package io.cometmq.namesrv.server;

import io.cometmq.common.MQVersion;
import io.cometmq.common.config.LoadedConfig;
import io.cometmq.common.net.LocalAddress;
import io.cometmq.common.process.ServerConsole;
import io.cometmq.common.process.ServerProcess;
import io.cometmq.common.process.StartFailure;
import io.cometmq.namesrv.config.NamesrvConfig;
import io.cometmq.remoting.netty.NettyServerConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Objects;
import org.apache.commons.cli.ParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name server's main class: it runs until it is told to stop. What a person has to know at start goes to the console. */
public final class NamesrvStartup {
    private static final Logger LOG = LoggerFactory.getLogger(NamesrvStartup.class);

    private final ServerConsole console;

    NamesrvStartup(PrintStream out, PrintStream err) {
        this.console = new ServerConsole("mqnamesrv", out, err);
    }

    public static void main(String[] args) throws InterruptedException {
        ServerProcess.run("namesrv", () -> start(args));
    }

    /**
     * Starts a name server in this process.
     *
     * @param args as on the command line
     * @return what stops it; null when it was only asked for information
     * @throws StartFailure when it does not start; the console has said why
     */
    public static Runnable start(String... args) throws StartFailure {
        NamesrvController controller = new NamesrvStartup(System.out, System.err).run(args);
        return controller == null ? null : controller::shutdown;
    }

    /** Starts the name server; null when it was only asked for information. */
    NamesrvController run(String... args) throws StartFailure {
        NamesrvOptions options;
        try {
            options = NamesrvOptions.parse(args);
        } catch (ParseException e) {
            throw console.failed(e.getMessage(), NamesrvOptions.USAGE.stripTrailing());
        }
        if (options.help()) {
            console.print(NamesrvOptions.USAGE);
            return null;
        }
        LoadedConfig config = console.settings(
                () -> NamesrvSettings.load(options.configFile(), System.getenv(), System::getProperty));
        if (options.print()) {
            console.print(config.describeAll());
            return null;
        }
        return start(config);
    }

    private NamesrvController start(LoadedConfig config) throws StartFailure {
        NamesrvController controller = null;
        try {
            controller = new NamesrvController(config);
            int port = controller.start();
            announce(config, port);
            return controller;
        } catch (IOException | IllegalArgumentException e) {
            if (controller != null) {
                controller.shutdown();
            }
            LOG.error("the name server does not start", e);
            throw console.failed(e.getMessage());
        }
    }

    private void announce(LoadedConfig config, int port) {
        String version =
                Objects.requireNonNullElse(NamesrvStartup.class.getPackage().getImplementationVersion(), "development");
        String bindAddress = config.get(NettyServerConfig.class).bindAddress();
        String reachedAt =
                bindAddress.equals("0.0.0.0") ? LocalAddress.preferred().getHostAddress() : bindAddress;
        NamesrvConfig settings = config.get(NamesrvConfig.class);
        long heapMegabytes = Runtime.getRuntime().maxMemory() >> 20;
        console.announce(
                "CometMQ name server " + version + ", protocol " + MQVersion.getVersionDesc(MQVersion.CURRENT_VERSION)
                        + ", Java " + Runtime.version().feature() + ", process "
                        + ProcessHandle.current().pid());
        console.announce("listens on " + bindAddress + ":" + port + "; brokers and clients reach it at " + reachedAt
                + ":" + port);
        console.announce("port to open: " + port + " (TCP)");
        console.announce("settings kept in " + settings.configStorePath() + ", values kept for others in "
                + settings.kvConfigPath());
        String logDir = System.getProperty("cometmq.log.dir");
        if (logDir != null) {
            console.announce("log: " + logDir + "/namesrv.log");
        }
        console.announce("memory: heap of at most " + heapMegabytes + " MB");
        console.announce("The name server is ready. It stops on Ctrl-C or `mqshutdown namesrv`.");
    }
}
