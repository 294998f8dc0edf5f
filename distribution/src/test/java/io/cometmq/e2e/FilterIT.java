package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageExt;
import io.cometmq.e2e.api.MessagingClient;
import io.cometmq.e2e.api.MessagingClient.Consumer;
import io.cometmq.e2e.api.MessagingClient.Incoming;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.Producer;
import io.cometmq.e2e.api.MessagingClient.Subscription;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Collector;
import io.cometmq.e2e.fixture.RawBroker;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.body.BrokerStatsData;
import io.cometmq.remoting.protocol.header.ViewBrokerStatsDataRequestHeader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conditions over properties, traces and statistics, with CometMQ's client and the released RocketMQ clients. */
class FilterIT {
    @TempDir
    static Path directory;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(directory, Cluster.Make.COMETMQ)
                .with("enablePropertyFilter", "true")
                .with("enableConsumeQueueExt", "true")
                .with("enableCalcFilterBitMap", "true")
                .with("traceTopicEnable", "true")
                .start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Outgoing person(String topic, int age, String name) {
        return new Outgoing(topic, "t", name, Map.of("age", "" + age, "name", name), bytes(name), 0);
    }

    @ParameterizedTest
    @EnumSource
    void onlyMessagesThatTheConditionHoldsForArrive(ClientLibraries library) throws Exception {
        String topic = "Sql-" + library;
        MessagingClient client = library.client();
        Subscription adults = Subscription.to("CG-" + topic, topic)
                .where("(age BETWEEN 18 AND 67 OR name IN ('eve')) AND NOT (name CONTAINS 'x') AND TAGS = 't'");
        Collector collector = new Collector();
        try (Producer producer = client.producer(cluster.nameServerAddress(), "PG-" + topic)) {
            producer.send(person(topic, 17, "ann"));
            producer.send(person(topic, 18, "bob"));
            producer.send(person(topic, 18, "max"));
            producer.send(person(topic, 3, "eve"));
            producer.send(new Outgoing(topic, "t", "nobody", bytes("nobody")));
            try (Consumer consumer = client.consumer(cluster.nameServerAddress(), adults, collector)) {
                collector.await(2);
                producer.send(person(topic, 5, "dan"));
                producer.send(person(topic, 67, "kim"));
                collector.await(3);
            }
        }
        assertThat(collector.messages()).extracting(Incoming::keys).containsExactlyInAnyOrder("bob", "eve", "kim");
    }

    @ParameterizedTest
    @EnumSource
    void aConsumerWithAWrongConditionIsToldWhatIsWrong(ClientLibraries library) {
        Subscription wrong = Subscription.to("CG-wrong-" + library, "TBW102").where("age >> 5");

        assertThatThrownBy(() -> library.client().consumer(cluster.nameServerAddress(), wrong, new Collector()))
                .hasStackTraceContaining("23")
                .hasStackTraceContaining("line 1, column 6");
    }

    @ParameterizedTest
    @EnumSource
    void tracesOfMessagesAreKept(ClientLibraries library) throws Exception {
        String topic = "Traced-" + library;
        String traceTopic = library == ClientLibraries.COMETMQ ? "MyTraces" : "RMQ_SYS_TRACE_TOPIC";
        MessagingClient client = library.client().tracing(traceTopic);
        Collector collector = new Collector();
        try (RawBroker raw = new RawBroker(cluster);
                Producer producer = client.producer(cluster.nameServerAddress(), "PG-" + topic);
                Consumer consumer = client.consumer(
                        cluster.nameServerAddress(),
                        Subscription.to("CG-" + topic, topic).as("traced-" + library),
                        collector)) {
            String id = producer.send(person(topic, 1, "traced")).msgId();
            collector.await(1);
            // RocketMQ's clients wait for half a second at most when they end: a trace may be lost then.
            await().untilAsserted(() -> assertThat(traces(raw, traceTopic, id))
                    .anyMatch(trace -> trace.startsWith("Pub"))
                    .anyMatch(trace -> trace.startsWith("SubBefore"))
                    .anyMatch(trace -> trace.startsWith("SubAfter")));
        }
    }

    /** Records (docs/protocol/semantics.md 21) of a message, in all queues of the trace topic. */
    private static List<String> traces(RawBroker raw, String traceTopic, String messageId) throws Exception {
        Stream.Builder<MessageExt> all = Stream.builder();
        for (int queueId = 0; queueId < 4; queueId++) {
            raw.readQueue(traceTopic, queueId).forEach(all);
        }
        return all.build()
                .flatMap(message -> Stream.of(new String(message.getBody(), StandardCharsets.UTF_8).split("\u0002")))
                .filter(trace -> trace.contains(messageId))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void whatCameAndWentIsCounted(ClientLibraries library) throws Exception {
        String topic = "Counted-" + library;
        MessagingClient client = library.client();
        Collector collector = new Collector(
                message -> message.reconsumeTimes() > 0 || !message.keys().equals("k3"));
        try (Producer producer = client.producer(cluster.nameServerAddress(), "PG-" + topic)) {
            for (int i = 0; i < 5; i++) {
                producer.send(new Outgoing(topic, "t", "k" + i, bytes("m" + i)));
            }
            try (Consumer consumer =
                    client.consumer(cluster.nameServerAddress(), Subscription.to("CG-" + topic, topic), collector)) {
                collector.await(6);
            }
        }
        // What was counted is counted, but perhaps only after it was answered.
        await().untilAsserted(() -> {
            assertThat(stats("TOPIC_PUT_NUMS", topic).statsDay().sum()).isEqualTo(5);
            assertThat(stats("TOPIC_PUT_SIZE", topic).statsDay().sum()).isGreaterThan(5 * 100);
            assertThat(stats("GROUP_GET_NUMS", topic + "@CG-" + topic)
                            .statsDay()
                            .sum())
                    .isEqualTo(5);
            assertThat(stats("SNDBCK_PUT_NUMS", topic + "@CG-" + topic)
                            .statsDay()
                            .sum())
                    .isEqualTo(1);
        });
    }

    private static BrokerStatsData stats(String name, String key) throws Exception {
        try (RawBroker raw = new RawBroker(cluster)) {
            RemotingCommand answer = raw.call(RemotingCommand.createRequestCommand(
                    RequestCode.VIEW_BROKER_STATS_DATA, new ViewBrokerStatsDataRequestHeader(name, key)));
            assertThat(answer.getCode()).as(answer.getRemark()).isZero();
            return Json.fromJson(answer.getBody(), BrokerStatsData.class);
        }
    }
}
