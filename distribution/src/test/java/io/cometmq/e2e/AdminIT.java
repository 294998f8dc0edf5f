package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.fastjson2.JSONObject;
import com.alibaba.fastjson2.JSONReader;
import io.cometmq.e2e.api.MessagingClient;
import io.cometmq.e2e.api.MessagingClient.Consumer;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.Producer;
import io.cometmq.e2e.api.MessagingClient.Sent;
import io.cometmq.e2e.api.MessagingClient.Subscription;
import io.cometmq.e2e.fixture.AdminTool;
import io.cometmq.e2e.fixture.AdminTranscript;
import io.cometmq.e2e.fixture.AdminTranscript.Case;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Collector;
import io.cometmq.e2e.fixture.Command;
import io.cometmq.e2e.fixture.Command.Outcome;
import io.cometmq.e2e.fixture.Patience;
import io.cometmq.e2e.fixture.RawBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** mqadmin, ours and the released RocketMQ's, command by command on a live cluster: the same lines, the same answers. */
class AdminIT {
    private static final String TOPIC = "AdminLive";
    private static final String GROUP = "AdminLiveGroup";
    private static final Pattern READS = Pattern.compile(
            "(query|print|get|topic|consumer|producer|stats|brokerStatus|clusterList|consumeMessage).*");

    @TempDir
    static Path directory;

    private static Cluster cluster;
    private static Producer producer;
    private static Consumer consumer;
    private static Sent sent;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(directory, Cluster.Make.COMETMQ)
                .with("traceTopicEnable", "true")
                .start();
        AdminTool.ours()
                .run(
                        "updateTopic",
                        "-b",
                        cluster.brokerAddress(),
                        "-t",
                        TOPIC,
                        "-r",
                        "1",
                        "-w",
                        "1",
                        "-n",
                        cluster.nameServerAddress());
        MessagingClient tracing = ClientLibraries.ROCKETMQ_5.client().tracing("RMQ_SYS_TRACE_TOPIC");
        Collector collector = new Collector();
        consumer = tracing.consumer(
                cluster.nameServerAddress(), Subscription.to(GROUP, TOPIC).as("adminLive"), collector);
        producer = tracing.producer(cluster.nameServerAddress(), "AdminLiveProducers");
        sent = producer.send(new Outgoing(TOPIC, "tagA", "liveKey", "live".getBytes(UTF_8)));
        collector.await(1);
        Files.writeString(
                directory.resolve("topics.json"),
                "[{\"topicName\":\"FromFile\",\"readQueueNums\":2,\"writeQueueNums\":2}]");
        Files.writeString(directory.resolve("groups.json"), "[{\"groupName\":\"FromFileGroup\",\"retryMaxTimes\":5}]");
        Files.writeString(directory.resolve("lines.txt"), "first line\nsecond line\n");
        // The offset reaches the broker some seconds after the message was consumed.
        await("the group's offset").until(() -> AdminTool.ours()
                .run("consumerProgress", "-g", GROUP, "-n", cluster.nameServerAddress())
                .contains(Cluster.BROKER_NAME));
    }

    @AfterAll
    static void stop() throws IOException {
        if (consumer != null) {
            consumer.close();
        }
        if (producer != null) {
            producer.close();
        }
        cluster.close();
        deleteRunningInfo();
    }

    /** consumerStatus, as RocketMQ's, leaves a directory named after the time where it is called. */
    private static void deleteRunningInfo() throws IOException {
        List<Path> left;
        try (Stream<Path> here = Files.list(Path.of(""))) {
            left = here.filter(path -> path.toString().matches("[0-9]{13}")).toList();
        }
        for (Path each : left) {
            try (Stream<Path> files = Files.walk(each)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> assertThat(file.toFile().delete()).isTrue());
            }
        }
    }

    /** The words that stand for what is known only now; longer ones first, as some contain others. */
    private static String filled(String text, String made) {
        return text.replace("LIVEPRODUCERS", "AdminLiveProducers")
                .replace("LIVEGROUP", GROUP)
                .replace("LIVE", TOPIC)
                .replace("NEWGROUP", made + "Group")
                .replace("NEW", made + "Topic")
                .replace("TOPICFILE", directory.resolve("topics.json").toString())
                .replace("GROUPFILE", directory.resolve("groups.json").toString())
                .replace("LINESFILE", directory.resolve("lines.txt").toString())
                .replace("STORE", cluster.storeDirectory().toString())
                .replace("EXPORT", directory.resolve("export-" + made).toString())
                .replace("OFFSETID", sent.offsetMsgId())
                .replace("UNIQUEID", sent.msgId())
                .replace("QUEUE", Integer.toString(sent.queueId()))
                .replace("NAMESRV", cluster.nameServerAddress())
                .replace("BROKER", cluster.brokerAddress())
                .replace("CLIENT", clientId);
    }

    private static String clientId = "";

    private static List<String> failures(AdminTool tool, String made, String transcript) throws Exception {
        String clients = AdminTool.ours().run("consumerConnection", "-g", GROUP, "-n", cluster.nameServerAddress());
        clientId = clients.lines().skip(1).findFirst().orElseThrow().split(" ", 2)[0];
        List<String> failures = new ArrayList<>();
        for (Case one : AdminTranscript.read(transcript).cases()) {
            List<String> arguments =
                    new ArrayList<>(List.of(filled(one.line(), made).split(" ", -1)));
            arguments.addAll(List.of("-n", cluster.nameServerAddress()));
            String printed = printedInTheEnd(tool, one, made, arguments.toArray(String[]::new));
            List<String> missing = missing(one, made, printed);
            if (!missing.isEmpty()) {
                failures.add(one.line() + "\n  lacks " + missing + ":\n" + printed);
            }
            if (one.command().equals("updateTopic")) {
                awaitRoute(arguments.get(arguments.indexOf("-t") + 1));
            }
        }
        return failures;
    }

    /** What a command reads may be on its way still; what one changes, it changes at once. */
    private static String printedInTheEnd(AdminTool tool, Case one, String made, String... arguments) throws Exception {
        String printed = printed(tool, one, made, arguments);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Patience.CALL_MILLIS);
        while (READS.matcher(one.command()).matches()
                && !missing(one, made, printed).isEmpty()
                && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(500);
            printed = printed(tool, one, made, arguments);
        }
        return printed;
    }

    private static String printed(AdminTool tool, Case one, String made, String... arguments) throws Exception {
        try {
            return one.isEndless() || tool.lingers()
                    ? tool.runUntil(printed -> missing(one, made, printed).isEmpty(), arguments)
                    : tool.run(arguments);
        } catch (AssertionError e) {
            return e.getMessage();
        }
    }

    private static List<String> missing(Case one, String made, String printed) {
        return one.answers().stream()
                .filter(answer ->
                        !Pattern.compile(filled(answer, made)).matcher(printed).find())
                .toList();
    }

    /** The broker tells the name server after it has answered. */
    private static void awaitRoute(String topic) {
        try (RawBroker raw = new RawBroker(cluster)) {
            await("a route of " + topic).until(() -> raw.hasRoute(topic));
        }
    }

    @Test
    void ourCommandsDoWhatTheySay() throws Exception {
        assertThat(failures(AdminTool.ours(), "ours", "both.txt")).isEmpty();
    }

    @Test
    void thePublishedCommandsDoOnUsWhatTheySay() throws Exception {
        assertThat(failures(AdminTool.published(), "theirs", "both.txt")).isEmpty();
    }

    @Test
    void whatOnlyOurToolHasWorks() throws Exception {
        assertThat(failures(AdminTool.ours(), "more", "ours.txt")).isEmpty();
    }

    @Test
    void everyTableCanBeHadForPrograms() throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (Case one : AdminTranscript.read("listings.txt").cases()) {
            if (one.answers().isEmpty()) {
                AdminTool.ours().run(arguments(one));
                continue;
            }
            all.assertThatCode(() -> assertForPrograms(one, one.answers().get(0)))
                    .as(one.line())
                    .doesNotThrowAnyException();
        }
        all.assertAll();
    }

    /** JSON has an object for each row, CSV the same columns. */
    private static void assertForPrograms(Case one, String firstColumn) throws Exception {
        String json = forPrograms(one, "json", "(?s)^\\[.*\\]\\s*$");
        JSONObject row = (JSONObject) JSONReader.of(json).readArray().get(0);
        assertThat(row).containsKey(firstColumn);
        String csv = forPrograms(one, "csv", "(?s)\n.*\n");
        String header = csv.lines().findFirst().orElseThrow();
        assertThat(header).startsWith(firstColumn);
        assertThat(header.split(",", -1)).containsExactlyInAnyOrderElementsOf(row.keySet());
    }

    /** What stands on the standard output alone. */
    private static String forPrograms(Case one, String format, String enough) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of(filled(one.line(), "ours").split(" ", -1)));
        arguments.addAll(List.of("--output", format, "-n", cluster.nameServerAddress()));
        String[] all = arguments.toArray(String[]::new);
        AdminTool tool = AdminTool.oursWithoutNotes();
        return one.isEndless()
                ? tool.runUntil(
                        printed -> Pattern.compile(enough).matcher(printed).find(), all)
                : tool.run(all);
    }

    private static String[] arguments(Case one, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of(filled(one.line(), "ours").split(" ", -1)));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("-n", cluster.nameServerAddress()));
        return arguments.toArray(String[]::new);
    }

    private static Outcome script(String nameServers, String... arguments) throws Exception {
        return Command.script(
                Map.of(
                        "NAMESRV_ADDR",
                        nameServers,
                        "COMETMQ_LOG_DIR",
                        directory.resolve("logs").toString()),
                "mqadmin",
                arguments);
    }

    @Test
    void theScriptTellsFailuresOnStderrAndInTheStatus() throws Exception {
        Outcome fine = script(cluster.nameServerAddress(), "clusterList");
        assertThat(fine.status()).as(fine.out() + fine.err()).isZero();
        assertThat(fine.out()).contains("DefaultCluster", "broker-a", cluster.brokerAddress());
        Outcome unknown = script(cluster.nameServerAddress(), "topicRoute", "-t", "NoSuchTopic");
        assertThat(unknown.status()).isNotZero();
        assertThat(unknown.err()).contains("NoSuchTopic").doesNotContain("\tat ");
        Outcome command = script(cluster.nameServerAddress(), "clusterLst");
        assertThat(command.status()).isNotZero();
        assertThat(command.err()).contains("clusterLst");
        Outcome nobody = script("127.0.0.1:1", "clusterList");
        assertThat(nobody.status()).isNotZero();
        assertThat(nobody.err()).contains("127.0.0.1:1").doesNotContain("\tat ");
        Path settings = Files.writeString(
                directory.resolve("tools.conf"), "namesrvAddr = " + cluster.nameServerAddress() + "\n");
        Outcome fromFile = Command.script(
                Map.of(
                        "COMETMQ_TOOLS_CONF",
                        settings.toString(),
                        "COMETMQ_LOG_DIR",
                        directory.resolve("logs").toString()),
                "mqadmin",
                "topicList");
        assertThat(fromFile.out()).as(fromFile.err()).contains(TOPIC);
    }
}
