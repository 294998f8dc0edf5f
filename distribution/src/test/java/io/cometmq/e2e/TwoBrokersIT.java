package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.common.message.MessageExt;
import io.cometmq.e2e.api.MessagingClient.Consumer;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.Producer;
import io.cometmq.e2e.api.MessagingClient.Sent;
import io.cometmq.e2e.api.MessagingClient.Subscription;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Cluster.Make;
import io.cometmq.e2e.fixture.Command;
import io.cometmq.e2e.fixture.RawBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two brokers, which both hold every topic: requests and their replies over either of them, and what becomes of sends when one stands still. */
class TwoBrokersIT {
    private static final long TIMEOUT_MILLIS = 60_000;
    private static final int REQUESTS = 12;
    private static final int STILL_SENDS = 20;
    private static final int ANSWER_MILLIS = 2_000;
    private static final int AVOID_MILLIS = 4_000;

    @TempDir
    static Path directory;

    private static Cluster one;
    private static Cluster two;

    @BeforeAll
    static void start() throws Exception {
        one = new Cluster(directory.resolve("one"), Make.COMETMQ).start();
        two = Cluster.joining(one, directory.resolve("two"), Make.COMETMQ, "broker-b")
                .start();
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
    }

    @ParameterizedTest
    @CsvSource({
        "COMETMQ, COMETMQ",
        "COMETMQ, ROCKETMQ_5",
        "ROCKETMQ_5, COMETMQ",
        "COMETMQ, ROCKETMQ_4",
        "ROCKETMQ_4, COMETMQ",
        "ROCKETMQ_5, ROCKETMQ_5",
    })
    void everyRequestGetsItsReplyWhicheverBrokerItComesOver(ClientLibraries asking, ClientLibraries replying)
            throws Exception {
        String topic = "Questions-" + asking + "-" + replying;
        createTopic(topic);
        try (Consumer replier = replying.client()
                        .replier(one.nameServerAddress(), Subscription.to("CG-" + topic, topic), TwoBrokersIT::shout);
                Producer asker = asking.client().producer(one.nameServerAddress(), "PG-" + topic)) {
            for (int i = 0; i < REQUESTS; i++) {
                byte[] reply = asker.request(
                        new Outgoing(topic, "t", "k" + i, ("question " + i).getBytes(StandardCharsets.UTF_8)),
                        TIMEOUT_MILLIS);
                assertThat(new String(reply, StandardCharsets.UTF_8)).isEqualTo("QUESTION " + i);
            }
            assertThat(requestsOver(one, topic)).as("over the first broker").isPositive();
            assertThat(requestsOver(two, topic)).as("over the second broker").isPositive();
        }
    }

    /** A queue on each broker. */
    private static void createTopic(String topic) throws Exception {
        for (Cluster broker : List.of(one, two)) {
            try (RawBroker raw = new RawBroker(broker)) {
                raw.createTopic(topic, 1);
            }
        }
    }

    private static int requestsOver(Cluster broker, String topic) throws Exception {
        try (RawBroker raw = new RawBroker(broker)) {
            return raw.readQueue(topic, 0).size();
        }
    }

    private static byte[] shout(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMETMQ", "ROCKETMQ_5"})
    void aBrokerThatStandsStillIsAvoidedAndTakenUpAgainWhenItGoesOn(ClientLibraries library) throws Exception {
        String topic = "Still-" + library;
        createTopic(topic);
        List<String> sent = new ArrayList<>();
        try (Producer producer = library.client()
                .producerAvoidingTheSlow(one.nameServerAddress(), "PG-" + topic, ANSWER_MILLIS, AVOID_MILLIS)) {
            awaitSendOver(two, producer, topic, sent);
            signal("STOP", two);
            try {
                for (int i = 0; i < STILL_SENDS; i++) {
                    assertThat(send(producer, topic, "still" + i, sent)).isEqualTo(one.brokerName());
                }
            } finally {
                signal("CONT", two);
            }
            awaitSendOver(two, producer, topic, sent);
            assertThat(keys(one, topic))
                    .containsAll(
                            sent.stream().filter(key -> key.startsWith("still")).toList());
            // What it was sent while it stood still it takes when it goes on: the first, and one for each time that it
            // was
            // no longer avoided, where it would be nearly all of them.
            await().untilAsserted(() -> assertThat(keys(two, topic).stream().filter(key -> key.startsWith("still")))
                    .as("sends that waited for the broker that stood still")
                    .hasSizeBetween(1, STILL_SENDS / 2));
            List<String> stored = new ArrayList<>(keys(one, topic));
            stored.addAll(keys(two, topic));
            assertThat(stored).containsAll(sent);
        }
    }

    private static void awaitSendOver(Cluster broker, Producer producer, String topic, List<String> sent) {
        await("a send over " + broker.brokerName())
                .until(() -> send(producer, topic, "any" + sent.size(), sent).equals(broker.brokerName()));
    }

    /** The name of the broker that has stored the message. */
    private static String send(Producer producer, String topic, String key, List<String> sent) throws Exception {
        Sent result = producer.send(new Outgoing(topic, "t", key, new byte[] {1}));
        assertThat(result.status()).isEqualTo("SEND_OK");
        sent.add(key);
        return result.brokerName();
    }

    private static void signal(String name, Cluster broker) throws Exception {
        List<String> command =
                List.of("sh", "-c", "kill -" + name + " " + broker.broker().pid());
        assertThat(Command.run(Map.of(), command).status()).isZero();
    }

    private static List<String> keys(Cluster broker, String topic) throws Exception {
        try (RawBroker raw = new RawBroker(broker)) {
            return raw.readQueue(topic, 0).stream().map(MessageExt::getKeys).toList();
        }
    }
}
