package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.common.message.MessageExt;
import io.cometmq.e2e.api.MessagingClient.Consumer;
import io.cometmq.e2e.api.MessagingClient.Incoming;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.Producer;
import io.cometmq.e2e.api.MessagingClient.Sent;
import io.cometmq.e2e.api.MessagingClient.Subscription;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Collector;
import io.cometmq.e2e.fixture.RawBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timer messages: delivered once, in time, never early, also over a kill; and taken back. */
class TimerIT {
    @TempDir
    static Path directory;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(directory, Cluster.Make.COMETMQ)
                .with("recallMessageEnable", "true")
                .with("timerMaxDelaySec", "31622400")
                .start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Outgoing timed(String topic, String body, String property, long value) {
        return new Outgoing(
                topic, "t", "k", Map.of(property, Long.toString(value)), body.getBytes(StandardCharsets.UTF_8), 0);
    }

    private static String body(Incoming message) {
        return new String(message.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"COMETMQ, ROCKETMQ_5", "ROCKETMQ_5, COMETMQ", "ROCKETMQ_4, ROCKETMQ_4"})
    void messagesComeOnceAndNotBeforeTheirTime(ClientLibraries sender, ClientLibraries receiver) throws Exception {
        String topic = "Timed-" + sender;
        int count = 60;
        Queue<String> early = new ConcurrentLinkedQueue<>();
        Collector collector = new Collector(message -> {
            if (System.currentTimeMillis() < Long.parseLong(message.properties().get("TIMER_OUT_MS"))) {
                early.add(body(message));
            }
            return true;
        });
        Set<String> expected = new HashSet<>();
        Random random = new Random(5);
        try (Producer producer = sender.client().producer(cluster.nameServerAddress(), "PG-timed");
                Consumer consumer = receiver.client()
                        .consumer(cluster.nameServerAddress(), Subscription.to("CG-" + topic, topic), collector)) {
            for (int i = 0; i < count; i++) {
                Sent sent = producer.send(
                        switch (i % 3) {
                            case 0 -> timed(topic, "m" + i, "TIMER_DELAY_MS", 1 + random.nextInt(3_000));
                            case 1 -> timed(topic, "m" + i, "TIMER_DELAY_SEC", 1 + random.nextInt(3));
                            default ->
                                timed(
                                        topic,
                                        "m" + i,
                                        "TIMER_DELIVER_MS",
                                        System.currentTimeMillis() + 500 + random.nextInt(2_500));
                        });
                assertThat(sent.status()).isEqualTo("SEND_OK");
                expected.add("m" + i);
            }
            List<Incoming> received = collector.await(count);
            assertThat(received)
                    .extracting(TimerIT::body)
                    .doesNotHaveDuplicates()
                    .hasSameElementsAs(expected);
            assertThat(early).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"COMETMQ", "ROCKETMQ_5"})
    void aMessageIsTakenBackWithTheLibrarysMethod(ClientLibraries library) throws Exception {
        String topic = "Recalled-" + library;
        Collector collector = new Collector();
        try (Producer producer = library.client().producer(cluster.nameServerAddress(), "PG-recall");
                Consumer consumer = library.client()
                        .consumer(cluster.nameServerAddress(), Subscription.to("CG-" + topic, topic), collector)) {
            Sent inAYear = producer.send(timed(topic, "in a year", "TIMER_DELAY_SEC", 365 * 86_400));
            assertThat(producer.recall(topic, inAYear.recallHandle())).isEqualTo(inAYear.msgId());
            // On a machine that stands still meanwhile they are due before they are taken back: again, with more time.
            long delayMillis = 2_000;
            while (!areTakenBack(producer, topic, delayMillis)) {
                delayMillis *= 2;
            }
            String taken = "taken back within " + delayMillis;
            String last = "last of " + delayMillis;
            producer.send(timed(topic, last, "TIMER_DELAY_MS", delayMillis + 1_000));
            await().until(() -> bodies(collector).contains(last));
            assertThat(bodies(collector)).doesNotContain(taken, "in a year");
        }
    }

    /** Whether messages could be sent and taken back before they were due. */
    private static boolean areTakenBack(Producer producer, String topic, long delayMillis) throws Exception {
        long firstDue = System.currentTimeMillis() + delayMillis;
        List<Sent> withdrawn = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            withdrawn.add(
                    producer.send(timed(topic, "taken back within " + delayMillis, "TIMER_DELAY_MS", delayMillis)));
        }
        for (Sent sent : withdrawn) {
            try {
                assertThat(producer.recall(topic, sent.recallHandle())).isEqualTo(sent.msgId());
            } catch (Exception e) {
                if (System.currentTimeMillis() < firstDue) {
                    throw e;
                }
            }
        }
        return System.currentTimeMillis() < firstDue;
    }

    private static Set<String> bodies(Collector collector) {
        return collector.messages().stream().map(TimerIT::body).collect(Collectors.toSet());
    }

    @Test
    void aKillNeitherLosesNorRepeatsMessages() throws Exception {
        String topic = "Killed";
        Collector collector = new Collector();
        Set<String> expected = new HashSet<>();
        try (Producer producer = ClientLibraries.COMETMQ.client().producer(cluster.nameServerAddress(), "PG-kill");
                Consumer consumer = ClientLibraries.COMETMQ
                        .client()
                        .consumer(cluster.nameServerAddress(), Subscription.to("CG-kill", topic), collector)) {
            for (int i = 0; i < 600; i++) {
                String body = "m" + i;
                producer.send(timed(topic, body, "TIMER_DELAY_MS", 2_000 + i * 7L));
                expected.add(body);
            }
            collector.await(100);
            cluster.killBroker();
            cluster.startBroker();
            await().until(() -> bodies(collector).containsAll(expected));
        }
        List<String> stored = new ArrayList<>();
        try (RawBroker raw = new RawBroker(cluster)) {
            for (int queueId = 0; queueId < 4; queueId++) {
                for (MessageExt message : raw.readQueue(topic, queueId)) {
                    stored.add(new String(message.getBody(), StandardCharsets.UTF_8));
                }
            }
        }
        assertThat(stored).doesNotHaveDuplicates().hasSameElementsAs(expected);
    }
}
