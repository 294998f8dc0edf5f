package io.cometmq.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Command;
import io.cometmq.e2e.fixture.Command.Outcome;
import io.cometmq.e2e.fixture.Patience;
import io.cometmq.e2e.fixture.Processes;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person who starts and stops the servers sees. */
@Tag("whole-tree")
class PackagedTreeIT {
    @TempDir
    Path directory;

    private Map<String, String> environment() {
        return Map.of("COMETMQ_LOG_DIR", directory.resolve("logs").toString());
    }

    private Path brokerConfig(int port, String... more) throws Exception {
        Path config = directory.resolve("broker-" + port + ".conf");
        Files.write(
                config,
                List.of(
                        "listenPort=" + port,
                        "brokerIP1=127.0.0.1",
                        "brokerName=alone",
                        "storePathRootDir=" + directory.resolve("store-" + port),
                        String.join("\n", more)));
        return config;
    }

    @Test
    void aBrokerSaysWhatAPersonNeedsToKnow() throws Exception {
        try (Cluster cluster =
                new Cluster(directory, Cluster.Make.COMETMQ).asUsersRunIt().start()) {
            String port = cluster.brokerAddress().substring("127.0.0.1:".length());
            int fastPort = Integer.parseInt(port) - 2;
            assertThat(cluster.brokerOutput())
                    .contains("CometMQ")
                    .contains(cluster.brokerAddress())
                    .contains(cluster.nameServerAddress())
                    .contains(cluster.storeDirectory().toString())
                    .contains(Integer.toString(fastPort))
                    .doesNotContain("WARN")
                    .doesNotContain("ERROR");
            assertThat(residentMegabytes(cluster.broker())).isLessThan(200);
            assertThat(cluster.storeDirectory().resolve("abort")).exists();
            cluster.stopBroker();
            assertThat(cluster.storeDirectory().resolve("abort")).doesNotExist();
            assertThat(cluster.brokerOutput()).doesNotContain("WARN").doesNotContain("ERROR");
        }
    }

    private static long residentMegabytes(Process process) throws Exception {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        assumeTrue(Files.exists(status), "resident memory is read from /proc");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBrokerWithoutANameServerStartsAndSaysSo() throws Exception {
        int port = Processes.freePort();
        Path log = directory.resolve("broker.out");
        Process broker = Processes.start(
                log,
                environment(),
                List.of(
                        "sh",
                        io.cometmq.e2e.fixture.PackagedTree.script("mqbroker").toString(),
                        "-c",
                        brokerConfig(port).toString()));
        try {
            Processes.awaitListening(broker, port, log);
            Processes.awaitListening(broker, port - 2, log);
            Processes.awaitOutput(broker, "The broker is ready", log);
            assertThat(Files.readString(log)).contains("name servers: none");
            Outcome stopped = Command.script(environment(), "mqshutdown", "broker");
            assertThat(stopped.status()).as(stopped.out() + stopped.err()).isZero();
            assertThat(broker.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(Command.script(environment(), "mqshutdown", "broker").status())
                    .isNotZero();
        } finally {
            Processes.stop(broker);
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        int port = Processes.freePort();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[4]))) {
            Outcome broker = Command.script(
                    environment(),
                    "mqbroker",
                    "-c",
                    brokerConfig(taken.getLocalPort()).toString());
            assertThat(broker.status()).isNotZero();
            assertThat(broker.out() + broker.err())
                    .contains(Integer.toString(port))
                    .doesNotContain("\tat ");
            Path config = directory.resolve("namesrv.conf");
            Files.writeString(config, "listenPort=" + port + "\n");
            Outcome nameServer = Command.script(environment(), "mqnamesrv", "-c", config.toString());
            assertThat(nameServer.status()).isNotZero();
            assertThat(nameServer.out() + nameServer.err())
                    .contains(Integer.toString(port))
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aWrongConfigurationIsExplained() throws Exception {
        Path config = brokerConfig(
                Processes.freePort(), "flushDiskType=SOMETIMES", "maxMessageSize=huge", "flushDiskTyp=ASYNC_FLUSH");
        Outcome broker = Command.script(environment(), "mqbroker", "-c", config.toString());
        assertThat(broker.status()).isNotZero();
        assertThat(broker.out() + broker.err())
                .contains(config.getFileName().toString())
                .contains("flushDiskType")
                .contains("SOMETIMES")
                .contains("SYNC_FLUSH")
                .contains("maxMessageSize")
                .doesNotContain("\tat ");
        Outcome missing = Command.script(
                environment(),
                "mqbroker",
                "-c",
                directory.resolve("nowhere.conf").toString());
        assertThat(missing.status()).isNotZero();
        assertThat(missing.out() + missing.err()).contains("nowhere.conf").doesNotContain("\tat ");
    }

    @Test
    void theSecondBrokerOnADataDirectoryIsRefused() throws Exception {
        try (Cluster cluster = new Cluster(directory, Cluster.Make.COMETMQ).start()) {
            Path config = brokerConfig(Processes.freePort(), "storePathRootDir=" + cluster.storeDirectory());
            Outcome second = Command.script(environment(), "mqbroker", "-c", config.toString());
            assertThat(second.status()).isNotZero();
            assertThat(second.out() + second.err())
                    .contains(cluster.storeDirectory().toString())
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void settingsArePrinted() throws Exception {
        Outcome all = Command.script(
                environment(),
                "mqbroker",
                "-c",
                brokerConfig(Processes.freePort()).toString(),
                "-p");
        assertThat(all.status()).isZero();
        assertThat(all.out()).contains("flushDiskType").contains("brokerName").contains("alone");
        Outcome important = Command.script(environment(), "mqbroker", "-m");
        assertThat(important.status()).isZero();
        assertThat(important.out().lines().count()).isLessThan(all.out().lines().count());
        for (String script : List.of("mqbroker", "mqnamesrv", "mqadmin")) {
            Outcome help = Command.script(environment(), script, "-h");
            assertThat(help.status()).as(script).isZero();
            assertThat(help.out()).as(script).isNotBlank();
        }
    }

    @Test
    void quickstartMovesAFileThroughSeparateProcesses() throws Exception {
        Path file = directory.resolve("lines.txt");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            text.append("line ").append(i).append(" \u00fc\n");
        }
        Files.writeString(file, text);
        Outcome quickstart = Command.script(environment(), "quickstart", file.toString());
        assertThat(quickstart.status()).as(quickstart.out() + quickstart.err()).isZero();
        assertThat(quickstart.out()).contains("5000");
        Outcome missing = Command.script(
                environment(), "quickstart", directory.resolve("nowhere").toString());
        assertThat(missing.status()).isNotZero();
        assertThat(missing.err()).contains("nowhere");
    }
}
