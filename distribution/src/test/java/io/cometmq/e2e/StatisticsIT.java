package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.e2e.api.MessagingClient.Consumer;
import io.cometmq.e2e.api.MessagingClient.Incoming;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.Producer;
import io.cometmq.e2e.api.MessagingClient.Sent;
import io.cometmq.e2e.api.MessagingClient.Subscription;
import io.cometmq.e2e.fixture.AdminTool;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Cluster.Make;
import io.cometmq.e2e.fixture.Collector;
import io.cometmq.e2e.fixture.RawBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the released mqadmin tells of our broker is true: ten messages of one topic, five of each tag, that a group of each library has
 * consumed; and what it has done to offsets and consumers reaches them.
 */
class StatisticsIT {
    private static final String TOPIC = "Counted";
    private static final int MESSAGES = 10;

    @TempDir
    static Path directory;

    /** Commands that keep their connections when they are done, closed: they work once in a process. */
    private static final Set<String> ONCE_ONLY = Set.of("brokerConsumeStats", "queryMsgByUniqueKey");

    private static Cluster cluster;
    private static AdminTool mqadmin;
    private static Producer producer;
    private static final List<AutoCloseable> CLIENTS = new ArrayList<>();
    private static final Map<ClientLibraries, Collector> COLLECTORS = new EnumMap<>(ClientLibraries.class);
    private static final List<Sent> SENT = new ArrayList<>();

    /** Of consumers whose offsets are reset at the start: it takes them a while to notice. */
    private static final Map<ClientLibraries, Collector> RESET = new EnumMap<>(ClientLibraries.class);

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(directory, Make.COMETMQ).start();
        mqadmin = AdminTool.published();
        try (RawBroker raw = new RawBroker(cluster)) {
            raw.createTopic(TOPIC, 2);
            raw.createTopic("Again", 1);
        }
        producer = ClientLibraries.ROCKETMQ_5.client().producer(cluster.nameServerAddress(), "CountedProducers");
        CLIENTS.add(producer);
        for (int i = 0; i < MESSAGES; i++) {
            SENT.add(producer.send(new Outgoing(
                    TOPIC,
                    i % 2 == 0 ? "even" : "odd",
                    "key" + i,
                    Integer.toString(i).getBytes(UTF_8))));
        }
        for (ClientLibraries library : ClientLibraries.values()) {
            Collector collector = new Collector();
            Consumer consumer = library.client()
                    .consumer(
                            cluster.nameServerAddress(),
                            Subscription.to(group(library), TOPIC).as("counted-" + library),
                            collector);
            CLIENTS.add(consumer);
            COLLECTORS.put(library, collector);
            Collector again = new Collector();
            CLIENTS.add(library.client()
                    .consumer(
                            cluster.nameServerAddress(),
                            Subscription.to("Again-" + library, "Again").as("again-" + library),
                            again));
            RESET.put(library, again);
        }
        producer.send(new Outgoing("Again", "t", "k", "once".getBytes(UTF_8)));
        for (ClientLibraries library : ClientLibraries.values()) {
            RESET.get(library).await(1);
            assertThat(run("resetOffsetByTime -g Again-" + library + " -t Again -s 0"))
                    .containsPattern("broker-a +0 +0");
        }
        for (Collector collector : COLLECTORS.values()) {
            collector.await(MESSAGES);
        }
        for (ClientLibraries library : ClientLibraries.values()) {
            awaitConsumed(library);
        }
    }

    private static void awaitConsumed(ClientLibraries library) {
        awaitPrinted(
                "(?m)^" + TOPIC + " +broker-a +0 +5 +5 (?s:.*)^" + TOPIC + " +broker-a +1 +5 +5 ",
                "consumerProgress -g " + group(library));
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable client : CLIENTS) {
            client.close();
        }
        cluster.close();
    }

    private static String group(ClientLibraries library) {
        return "CountedBy-" + library;
    }

    private static String run(String line) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(line.split(" ", -1)));
        if (ONCE_ONLY.contains(arguments.get(0))) {
            mqadmin = AdminTool.published();
        }
        arguments.addAll(List.of("-n", cluster.nameServerAddress()));
        return mqadmin.run(arguments.toArray(String[]::new));
    }

    /** Runs the command until it prints that; what it counts may lie some seconds back. */
    private static String awaitPrinted(String regex, String line) {
        Pattern wanted = Pattern.compile(regex);
        return await(line)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> run(line), printed -> wanted.matcher(printed).find());
    }

    private static String clientId(ClientLibraries library) throws Exception {
        return run("consumerConnection -g " + group(library))
                .lines()
                .filter(text -> text.contains("@"))
                .findFirst()
                .orElseThrow()
                .strip()
                .split(" ", 2)[0];
    }

    @Test
    void theBrokerTellsItsCounters() throws Exception {
        String printed = run("brokerStatus -b " + cluster.brokerAddress());

        assertThat(printed)
                .containsPattern("(?m)^msgPutTotalTodayNow +: (1[0-9]|[2-9]\\d)")
                .containsPattern("(?m)^putMessageDistributeTime +: \\[<=0ms\\]:\\d+")
                .containsPattern("(?m)^getTransferredTps +: [0-9.]+")
                .containsPattern("(?m)^scheduleMessageOffset_|(?m)^runtime +: \\[ 0 days")
                .containsPattern("(?m)^EndTransactionQueueSize +: 0");
    }

    @Test
    void topicsAndGroupsAreCounted() {
        awaitPrinted(
                "(?m)^" + TOPIC + " +" + group(ClientLibraries.ROCKETMQ_5) + " +0 +[0-9.]+ +[0-9.]+ +10 +10 *$",
                "statsAll -t " + TOPIC);
    }

    @Test
    void queuesTellTheirEnds() throws Exception {
        assertThat(run("topicStatus -t " + TOPIC))
                .containsPattern("(?m)^broker-a +0 +0 +5 +\\d{4}-")
                .containsPattern("(?m)^broker-a +1 +0 +5 +\\d{4}-");
        assertThat(run("brokerConsumeStats -b " + cluster.brokerAddress()))
                .containsPattern("(?m)^" + TOPIC + " +CountedBy-ROCKETMQ_5 +broker-a +0 +5 +5 +0 ");
        assertThat(run("queryCq -t " + TOPIC + " -q 0 -i 3 -b " + cluster.brokerAddress()))
                .contains("max: 5, min: 0", "idx: 3", "tagsCode=", "physicSize=");
    }

    @Test
    void messagesAreFoundAndPrinted() throws Exception {
        Sent one = SENT.get(3);

        assertThat(run("queryMsgById -t " + TOPIC + " -i " + one.offsetMsgId())).contains("Tags:", "odd", "key3");
        assertThat(run("queryMsgByKey -t " + TOPIC + " -k key3")).contains(one.msgId());
        assertThat(run("queryMsgByOffset -t " + TOPIC + " -b broker-a -i " + one.queueId() + " -o "
                        + one.queueOffset()))
                .contains("key3");
        assertThat(run("printMsg -t " + TOPIC + " -s odd -d true").split("BODY: ", -1))
                .as("the five odd ones")
                .hasSize(6);
        assertThat(run("sendMsgStatus -b broker-a -s 100 -c 3").split("SEND_OK", -1))
                .hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @EnumSource
    void consumersAreKnownAndReached(ClientLibraries library) throws Exception {
        String group = group(library);
        assertThat(run("consumerConnection -g " + group))
                .containsPattern("(?m)^" + TOPIC + " +\\*$")
                .contains("ConsumeType: CONSUME_PASSIVELY", "MessageModel: CLUSTERING", "JAVA");
        assertThat(run("consumerProgress -g " + group + " -t " + TOPIC + " -s true"))
                .containsPattern("(?m)^" + TOPIC + " +broker-a +0 +5 +5 +[0-9.]+ +0 ");

        String client = clientId(library);
        assertThat(run("consumerStatus -g " + group + " -i " + client + " -s"))
                .contains("#Consumer Properties#", "PROP_CONSUME_TYPE", TOPIC)
                .as("its threads")
                .contains("ConsumeMessageThread");

        Collector collector = COLLECTORS.get(library);
        int before = collector.messages().size();
        assertThat(run("queryMsgByUniqueKey -t " + TOPIC + " -i " + SENT.get(4).msgId() + " -g " + group + " -d "
                        + client))
                .contains("CR_SUCCESS");
        assertThat(collector.await(before + 1)).last().satisfies(message -> assertThat(message.keys())
                .isEqualTo("key4"));
    }

    @Test
    void offsetsAreClonedAndResetForAGroupThatIsAway() throws Exception {
        assertThat(run("updateSubGroup -c DefaultCluster -g Away -r 2")).contains("success");
        assertThat(run("getConsumerConfig -g Away")).containsPattern("retryMaxTimes *= *2");
        String present = group(ClientLibraries.ROCKETMQ_4);

        assertThat(run("cloneGroupOffset -s " + present + " -d Away -t " + TOPIC))
                .contains("clone group offset success");
        assertThat(offsetOf("Away", 0)).isEqualTo(offsetOf(present, 0));
        assertThat(offsetOf("Away", 1)).isEqualTo(offsetOf(present, 1));

        assertThat(run("resetOffsetByTime -g Away -t " + TOPIC + " -s 0"))
                .containsPattern("broker-a +0 +0")
                .containsPattern("broker-a +1 +0");
        assertThat(offsetOf("Away", 0)).isZero();
        assertThat(offsetOf("Away", 1)).isZero();
    }

    @Test
    void whoIsThereConsumesAgainWhatItsOffsetsAreResetTo() throws Exception {
        for (Collector collector : RESET.values()) {
            assertThat(collector.await(2)).extracting(Incoming::keys).containsOnly("k");
        }
    }

    private static long offsetOf(String group, int queueId) throws Exception {
        try (RawBroker raw = new RawBroker(cluster)) {
            return raw.committed(group, TOPIC, queueId);
        }
    }

    @Test
    void producersAreKnown() throws Exception {
        assertThat(run("producerConnection -g CountedProducers -t " + TOPIC)).contains("JAVA");
    }
}
