package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.e2e.fixture.AdminTool;
import io.cometmq.e2e.fixture.Command;
import io.cometmq.e2e.fixture.Command.Outcome;
import io.cometmq.e2e.fixture.PackagedTree;
import io.cometmq.e2e.fixture.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts of the packaged tree: what they give a JVM, and what they say when something stands in their way. */
@Tag("whole-tree")
class ScriptsIT {
    @TempDir
    Path directory;

    private Map<String, String> environment(String... more) {
        Map<String, String> variables = new HashMap<>();
        variables.put("COMETMQ_LOG_DIR", directory.resolve("logs").toString());
        variables.put("HOME", directory.resolve("home").toString());
        for (int i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        return variables;
    }

    private Path settings(String name, String... lines) throws Exception {
        return Files.write(directory.resolve(name), List.of(lines));
    }

    private Process startBroker(Path log, Path settings) throws Exception {
        Process broker = Processes.start(
                log,
                environment(),
                List.of("sh", PackagedTree.script("mqbroker").toString(), "-c", settings.toString()));
        Processes.awaitOutput(broker, "The broker is ready", log);
        return broker;
    }

    private static void assertExplained(Outcome outcome, String... words) {
        String said = outcome.out() + outcome.err();
        assertThat(outcome.status()).as(said).isNotZero();
        assertThat(outcome.err()).contains(words).doesNotContain("\tat ");
    }

    @Test
    void oneVariableSizesTheHeap() throws Exception {
        Outcome sized = Command.script(
                environment("COMETMQ_HEAP", "96m", "JAVA_OPT_EXT", "-XX:+PrintCommandLineFlags"), "mqbroker", "-h");
        assertThat(sized.out()).contains("-XX:MaxHeapSize=100663296", "-XX:MaxDirectMemorySize=50331648");
        Outcome bySelf = Command.script(environment("JAVA_OPT_EXT", "-XX:+PrintCommandLineFlags"), "mqnamesrv", "-h");
        assertThat(bySelf.out()).containsPattern("-XX:MaxHeapSize=[1-9][0-9]{7,9}");
    }

    @ParameterizedTest
    @CsvSource({"much", "4", "1t", "-3g", "32m"})
    void anImpossibleHeapIsRefused(String heap) throws Exception {
        assertExplained(Command.script(environment("COMETMQ_HEAP", heap), "mqbroker", "-h"), "COMETMQ_HEAP is " + heap);
    }

    @Test
    void programsShareTheClassesThatWerePrepared() throws Exception {
        Outcome share = Command.script(environment(), "cometmq", "share");
        assertThat(share.status()).as(share.err()).isZero();
        Outcome help = Command.script(environment("JAVA_OPT_EXT", "-Xlog:class+load"), "mqadmin", "help", "topicList");
        assertThat(help.out())
                .containsPattern("io.cometmq.tools.command.MQAdminStartup source: shared objects file")
                .contains("usage: mqadmin topicList");
        // Without that log, nobody sees a difference.
        assertThat(Command.script(environment(), "mqadmin", "help", "topicList").out())
                .startsWith("usage: mqadmin topicList");
    }

    @Test
    void whatCannotBeWrittenIsNamed() throws Exception {
        Path file = settings("file", "no directory");
        assertExplained(
                Command.script(Map.of("COMETMQ_LOG_DIR", file + "/logs"), "mqbroker"), "cannot write logs to", "file");
        Path settings =
                settings("broker.conf", "listenPort=0", "brokerIP1=127.0.0.1", "storePathRootDir=" + file + "/store");
        assertExplained(Command.script(environment(), "mqbroker", "-c", settings.toString()), file.toString());
        Path namesrv = settings("namesrv.conf", "listenPort=0", "kvConfigPath=" + directory);
        assertExplained(Command.script(environment(), "mqnamesrv", "-c", namesrv.toString()), directory.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "mqbroker, --nonsense, Usage: mqbroker",
        "mqnamesrv, --nonsense, Usage: mqnamesrv",
        "mqshutdown, proxy, Usage: mqshutdown",
        "cometmq, fly, there is no command fly",
    })
    void misuseTellsTheUse(String script, String argument, String complaint) throws Exception {
        assertExplained(Command.script(environment(), script, argument), complaint);
    }

    @Test
    void aMissingOrOldJavaIsExplained() throws Exception {
        assertExplained(
                Command.script(environment("JAVA_HOME", "/nowhere"), "mqbroker", "-h"), "JAVA_HOME is /nowhere");
        Path java = Files.createDirectories(directory.resolve("jdk8/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve("jdk8/release"), "JAVA_VERSION=\"1.8.0_402\"\n");
        assertExplained(
                Command.script(
                        environment("JAVA_HOME", directory.resolve("jdk8").toString()), "mqbroker", "-h"),
                "1.8.0",
                "JDK 17 or later");
    }

    @Test
    void aKilledBrokerLeavesNothingInTheWayOfTheNext() throws Exception {
        Path settings = settings(
                "broker.conf",
                "listenPort=" + Processes.freePort(),
                "brokerIP1=127.0.0.1",
                "storePathRootDir=" + directory.resolve("store"));
        Process killed = startBroker(directory.resolve("first.out"), settings);
        try {
            assertExplained(
                    Command.script(environment(), "mqbroker", "-c", settings.toString()),
                    directory.resolve("store").toString());
        } finally {
            Processes.kill(killed);
        }
        assertExplained(Command.script(environment(), "mqshutdown", "broker"), "No broker of", "is running");
        Process next = startBroker(directory.resolve("second.out"), settings);
        try {
            Outcome stopped = Command.script(environment(), "mqshutdown", "broker");
            assertThat(stopped.status()).as(stopped.out() + stopped.err()).isZero();
            assertThat(stopped.out()).contains("(process " + next.pid() + ") has stopped");
        } finally {
            Processes.stop(next);
        }
    }

    @Test
    void nameServerAndBrokerRunInOneProcess() throws Exception {
        List<Integer> ports = Processes.freePorts(2);
        Path data = directory.resolve("one");
        List<String> command = List.of(
                "sh",
                PackagedTree.script("cometmq").toString(),
                "standalone",
                "--data",
                data.toString(),
                "--namesrv-port",
                ports.get(0).toString(),
                "--broker-port",
                ports.get(1).toString());
        for (int start = 0; start < 2; start++) {
            Path log = directory.resolve("standalone-" + start);
            Process process = Processes.start(log, environment(), command);
            try {
                Processes.awaitOutput(process, "ready in one process", log);
                assertBenchmarkRuns("127.0.0.1:" + ports.get(0));
                Outcome stopped = Command.script(environment(), "mqshutdown", "standalone");
                assertThat(stopped.status()).as(stopped.out() + stopped.err()).isZero();
            } finally {
                Processes.stop(process);
            }
        }
        assertThat(data.resolve("store/abort")).doesNotExist();
        assertThat(Files.readString(data.resolve("broker.conf"))).contains("listenPort=" + ports.get(1));
        assertThat(directory.resolve("logs/namesrv.log")).isNotEmptyFile();
        assertThat(directory.resolve("logs/broker.log")).isNotEmptyFile();
        assertExplained(
                Command.script(environment(), "cometmq", "standalone", "--broker-port", "many"), "--broker-port");
    }

    private void assertBenchmarkRuns(String nameServer) throws Exception {
        Outcome outcome = Command.script(
                environment(),
                "benchmark",
                "namesrv",
                "--namesrv",
                nameServer,
                "--brokers",
                "2",
                "--topics",
                "10",
                "--warm-up",
                "1",
                "--seconds",
                "1");
        assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out()).contains("10 topics registered", "errors           0");
    }

    @Test
    void everyJarOfOthersIsInTheNotices() throws Exception {
        String notices = Files.readString(PackagedTree.ROOT.resolve("THIRD-PARTY.md"));
        try (Stream<Path> jars = Files.list(PackagedTree.ROOT.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString())
                            .filter(name -> name.endsWith(".jar") && !name.startsWith("cometmq-"))
                            .map(name -> name.replaceAll("-[0-9].*", ""))
                            .filter(name -> !notices.contains(name)))
                    .isEmpty();
        }
    }

    @Test
    void unitsAndTheImageStartWhatTheTreeHas() throws Exception {
        Pattern path = Pattern.compile("/opt/cometmq/(bin/\\w+)");
        for (String file :
                List.of("systemd/cometmq-namesrv.service", "systemd/cometmq-broker.service", "docker/Dockerfile")) {
            List<String> named = path.matcher(Files.readString(PackagedTree.ROOT.resolve(file)))
                    .results()
                    .map(result -> result.group(1))
                    .toList();
            assertThat(named).as(file).isNotEmpty().allMatch(one -> Files.exists(PackagedTree.ROOT.resolve(one)));
        }
    }

    @Test
    void theSetWithoutSlavesRunsAndAKilledBrokerIsNotRoutedForLong() throws Exception {
        List<Integer> ports = Processes.freePorts(3);
        String nameServers = "127.0.0.1:" + ports.get(0);
        Path log = directory.resolve("namesrv.out");
        Path settings =
                settings("namesrv.conf", "listenPort=" + ports.get(0), "kvConfigPath=" + directory + "/kv.json");
        List<Process> started = new ArrayList<>();
        try {
            started.add(Processes.start(log, environment(), command("mqnamesrv", settings)));
            Processes.awaitOutput(started.get(0), "The name server is ready", log);
            started.add(startOfSet("broker-a", ports.get(1), nameServers));
            started.add(startOfSet("broker-b", ports.get(2), nameServers));
            await().until(() -> clusterList(nameServers).contains("broker-a")
                    && clusterList(nameServers).contains("broker-b"));
            Processes.kill(started.get(2));
            // One that only fell silent would be routed for two minutes.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !clusterList(nameServers).contains("broker-b"));
            assertThat(clusterList(nameServers)).contains("broker-a");
        } finally {
            started.forEach(Processes::stop);
        }
    }

    private static String clusterList(String nameServers) throws Exception {
        return AdminTool.ours().run("clusterList", "-n", nameServers);
    }

    private static List<String> command(String script, Path settings) {
        return List.of("sh", PackagedTree.script(script).toString(), "-c", settings.toString());
    }

    /** On one machine, what the machines of the set would have for themselves comes from variables. */
    private Process startOfSet(String broker, int port, String nameServers) throws Exception {
        Path log = directory.resolve(broker + ".out");
        Map<String, String> variables = environment(
                "COMETMQ_BROKER_LISTEN_PORT",
                Integer.toString(port),
                "COMETMQ_BROKER_BROKER_IP1",
                "127.0.0.1",
                "COMETMQ_BROKER_NAMESRV_ADDR",
                nameServers,
                "COMETMQ_BROKER_STORE_PATH_ROOT_DIR",
                directory.resolve(broker).toString());
        Path settings = PackagedTree.ROOT.resolve("conf/2m-noslave/" + broker + ".properties");
        Process process = Processes.start(log, variables, command("mqbroker", settings));
        Processes.awaitOutput(process, "The broker is ready", log);
        return process;
    }

    @ParameterizedTest
    @CsvSource({
        "2m-noslave/broker-a.properties, true",
        "2m-noslave/broker-b.properties, true",
        "2m-2s-async/broker-a.properties, true",
        "2m-2s-async/broker-a-s.properties, false",
        "2m-2s-sync/broker-b.properties, false",
        "2m-2s-sync/broker-b-s.properties, false",
    })
    void theKnownSetsSayWhatRuns(String file, boolean runs) throws Exception {
        Path settings = PackagedTree.ROOT.resolve("conf").resolve(file);
        Outcome printed = Command.script(environment(), "mqbroker", "-c", settings.toString(), "-p");
        assertThat(printed.status() == 0).as(printed.out() + printed.err()).isEqualTo(runs);
        if (!runs) {
            assertThat(printed.err()).contains("replicas are not supported yet");
            assertThat(Files.readString(settings)).contains("no replication yet");
        }
    }
}
