package io.cometmq.standalone;

import io.cometmq.broker.server.BrokerStartup;
import io.cometmq.common.process.ServerConsole;
import io.cometmq.common.process.ServerProcess;
import io.cometmq.common.process.StartFailure;
import io.cometmq.namesrv.server.NamesrvStartup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.ParseException;

/** Main class of {@code cometmq standalone}: a name server and a broker that run until the process is told to stop. */
public final class StandaloneStartup {
    private StandaloneStartup() {}

    public static void main(String[] args) throws InterruptedException {
        ServerProcess.run(
                "standalone", () -> start(new ServerConsole("cometmq standalone", System.out, System.err), args));
    }

    private static Runnable start(ServerConsole console, String... args) throws StartFailure {
        StandaloneOptions options;
        try {
            options = StandaloneOptions.parse(args);
        } catch (ParseException e) {
            throw console.failed(e.getMessage(), StandaloneOptions.USAGE.stripTrailing());
        }
        if (options.help()) {
            console.print(StandaloneOptions.USAGE);
            return null;
        }
        Path directory = options.directory();
        Path namesrvSettings = directory.resolve("namesrv.conf");
        Path brokerSettings = directory.resolve("broker.conf");
        try {
            Files.createDirectories(directory);
            writeOnce(
                    namesrvSettings,
                    "listenPort=" + options.namesrvPort(),
                    "kvConfigPath=" + escaped(directory.resolve("kvConfig.json")));
            writeOnce(
                    brokerSettings,
                    "brokerName=standalone",
                    "# Address that clients are told; change it to let clients of other machines in.",
                    "brokerIP1=127.0.0.1",
                    "listenPort=" + options.brokerPort(),
                    "namesrvAddr=127.0.0.1:" + options.namesrvPort(),
                    "storePathRootDir=" + escaped(directory.resolve("store")),
                    "mappedFileSizeCommitLog=134217728");
        } catch (IOException e) {
            throw console.failed("cannot write settings to " + directory + ": " + e.getMessage());
        }
        Runnable stopNamesrv = NamesrvStartup.start("-c", namesrvSettings.toString());
        try {
            Runnable stopBroker = BrokerStartup.start("-c", brokerSettings.toString());
            console.announce(
                    "Name server and broker are ready in one process. They stop on Ctrl-C or `mqshutdown standalone`.");
            return () -> {
                stopBroker.run();
                stopNamesrv.run();
            };
        } catch (StartFailure e) {
            stopNamesrv.run();
            throw e;
        }
    }

    private static void writeOnce(Path file, String... lines) throws IOException {
        if (!Files.exists(file)) {
            Files.write(file, List.of(lines));
        }
    }

    /** A backslash begins an escape in a file of properties. */
    private static String escaped(Path path) {
        return path.toString().replace("\\", "\\\\");
    }
}
