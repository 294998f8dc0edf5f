package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.e2e.api.MessagingClient.Consumer;
import io.cometmq.e2e.api.MessagingClient.Incoming;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.Producer;
import io.cometmq.e2e.api.MessagingClient.Sent;
import io.cometmq.e2e.api.MessagingClient.Subscription;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Collector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** CometMQ's client and the released RocketMQ clients, in every pair, on the packaged broker; contents compared one by one. */
class InteroperabilityIT {
    @TempDir
    static Path directory;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(directory, Cluster.Make.COMETMQ).start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Producer producer(ClientLibraries library, String name) {
        return library.client().producer(cluster.nameServerAddress(), "PG-" + name);
    }

    private static Consumer consumer(ClientLibraries library, Subscription subscription, Collector collector) {
        return library.client().consumer(cluster.nameServerAddress(), subscription, collector);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "COMETMQ, COMETMQ",
        "COMETMQ, ROCKETMQ_5",
        "ROCKETMQ_5, COMETMQ",
        "ROCKETMQ_5, ROCKETMQ_5",
        "ROCKETMQ_4, ROCKETMQ_4",
        "ROCKETMQ_4, COMETMQ",
    })
    void whatIsSentArrivesUnaltered(ClientLibraries sending, ClientLibraries receiving) throws Exception {
        ScenarioMessages.exchange(
                cluster.nameServerAddress(), sending, receiving, "Unaltered-" + sending + "-" + receiving);
    }

    @ParameterizedTest
    @EnumSource
    void onlyMatchingTagsArrive(ClientLibraries library) throws Exception {
        String topic = "Tags-" + library;
        try (Producer producer = producer(library, topic)) {
            for (int i = 0; i < 30; i++) {
                producer.send(new Outgoing(topic, List.of("A", "B", "C").get(i % 3), "k" + i, bytes("m" + i)));
            }
            Collector collector = new Collector();
            try (Consumer consumer =
                    consumer(library, Subscription.to("CG-" + topic, topic).matching("A || C"), collector)) {
                assertThat(collector.await(20)).extracting(Incoming::tags).containsOnly("A", "C");
                producer.send(new Outgoing(topic, "B", "last", bytes("no")));
                producer.send(new Outgoing(topic, "A", "last", bytes("yes")));
                assertThat(collector.await(21)).hasSize(21);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void orderedMessagesArriveInOrderEvenWhenConsumptionFails(ClientLibraries library) throws Exception {
        String topic = "Ordered-" + library;
        Map<String, Integer> failures = new HashMap<>();
        Collector collector = new Collector(message -> {
            synchronized (failures) {
                return !message.keys().endsWith("5") || failures.merge(message.keys(), 1, Integer::sum) > 1;
            }
        });
        try (Producer producer = producer(library, topic);
                Consumer consumer =
                        consumer(library, Subscription.to("CG-" + topic, topic).inOrder(), collector)) {
            int keys = 4;
            int perKey = 25;
            for (int i = 0; i < perKey; i++) {
                for (int key = 0; key < keys; key++) {
                    producer.sendByKey(new Outgoing(topic, "t", key + "-" + i, bytes(key + ":" + i)), "key" + key);
                }
            }
            int failing = keys
                    * (int) IntStream.range(0, perKey).filter(i -> i % 10 == 5).count();
            collector.await(keys * perKey + failing);
            // Who loses and gets a queue again gets messages twice.
            List<Incoming> all = await().until(
                            collector::messages,
                            messages -> messages.stream()
                                            .map(Incoming::keys)
                                            .distinct()
                                            .count()
                                    == (long) keys * perKey);
            for (int key = 0; key < keys; key++) {
                String prefix = key + ":";
                List<Integer> order = all.stream()
                        .map(message -> new String(message.body(), StandardCharsets.UTF_8))
                        .filter(text -> text.startsWith(prefix))
                        .map(text -> Integer.parseInt(text.substring(prefix.length())))
                        .distinct()
                        .toList();
                assertThat(order).isEqualTo(IntStream.range(0, perKey).boxed().toList());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void broadcastMessagesReachEveryConsumer(ClientLibraries library) throws Exception {
        String topic = "Broadcast-" + library;
        try (Producer producer = producer(library, topic)) {
            producer.send(new Outgoing(topic, "t", "first", bytes("creates the topic")));
            Collector one = new Collector();
            Collector two = new Collector();
            // Broadcast offsets are kept in the user's home: a group of an earlier run would go on where it ended.
            Subscription everybody = Subscription.to("CG-" + topic + "-" + System.nanoTime(), topic)
                    .toEverybody();
            try (Consumer first = consumer(library, everybody.as("one"), one);
                    Consumer second = consumer(library, everybody.as("two"), two)) {
                for (int i = 0; i < 20; i++) {
                    producer.send(new Outgoing(topic, "t", "k" + i, bytes("m" + i)));
                }
                assertThat(keys(one.await(21))).isEqualTo(keys(two.await(21)));
            }
        }
    }

    private static List<String> keys(List<Incoming> messages) {
        return messages.stream().map(Incoming::keys).sorted().toList();
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatIsNeverConsumedEndsInTheDeadLetterTopic(ClientLibraries library) throws Exception {
        String topic = "Dead-" + library;
        String group = "CG-" + topic;
        Collector failing = new Collector(message -> !"bad".equals(message.keys()));
        try (Producer producer = producer(library, topic)) {
            Sent bad = producer.send(new Outgoing(topic, "t", "bad", bytes("poison")));
            producer.send(new Outgoing(topic, "t", "good", bytes("food")));
            try (Consumer consumer =
                    consumer(library, Subscription.to(group, topic).atMostRetries(2), failing)) {
                // Three attempts of the bad one: the first and two retries, a second apart.
                List<Incoming> all = failing.await(4);
                List<Incoming> attempts = all.stream()
                        .filter(message -> "bad".equals(message.keys()))
                        .toList();
                assertThat(attempts).extracting(Incoming::reconsumeTimes).containsExactly(0, 1, 2);
                assertThat(attempts).extracting(Incoming::topic).containsOnly(topic);
                assertThat(attempts).extracting(Incoming::msgId).containsOnly(bad.msgId());
                Collector dead = new Collector();
                String deadLetters = "%DLQ%" + group;
                await().until(() -> ScenarioMessages.exists(cluster, deadLetters));
                try (Consumer reader = consumer(library, Subscription.to("DEAD-" + library, deadLetters), dead)) {
                    Incoming letter = dead.await(1).get(0);
                    assertThat(letter.body()).isEqualTo(bytes("poison"));
                    assertThat(letter.keys()).isEqualTo("bad");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void onewayMessagesArrive(ClientLibraries library) throws Exception {
        String topic = "Oneway-" + library;
        try (Producer producer = producer(library, topic)) {
            producer.send(new Outgoing(topic, "t", "first", bytes("creates the topic")));
            for (int i = 0; i < 50; i++) {
                producer.sendOneway(new Outgoing(topic, "t", "k" + i, bytes("m" + i)));
            }
            Collector collector = new Collector();
            try (Consumer consumer = consumer(library, Subscription.to("CG-" + topic, topic), collector)) {
                assertThat(keys(collector.await(51))).doesNotHaveDuplicates();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConsumerThatComesLaterSharesTheQueuesAndNothingIsLost(ClientLibraries library) throws Exception {
        String topic = "Shared-" + library;
        Subscription group = Subscription.to("CG-" + topic, topic);
        Collector one = new Collector();
        Collector two = new Collector();
        try (Producer producer = producer(library, topic)) {
            producer.send(new Outgoing(topic, "t", "k0", bytes("m0")));
            try (Consumer first = consumer(library, group.as("one"), one)) {
                one.await(1);
                try (Consumer second = consumer(library, group.as("two"), two)) {
                    // Bounded by time: a bound on the messages sent would be a wager on the speed of the cluster.
                    AtomicInteger sent = new AtomicInteger(1);
                    await("the second consumer gets a message")
                            .pollDelay(Duration.ZERO)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> {
                                int next = sent.getAndIncrement();
                                producer.send(new Outgoing(topic, "t", "k" + next, bytes("m" + next)));
                                return !two.messages().isEmpty();
                            });
                    await().until(() -> distinct(one, two).size() >= sent.get());
                }
                for (int i = 0; i < 10; i++) {
                    producer.send(new Outgoing(topic, "t", "after" + i, bytes("a")));
                }
                await().until(() -> distinct(one, two).keySet().stream()
                                .filter(key -> key.startsWith("after"))
                                .count()
                        == 10);
            }
        }
    }

    private static Map<String, Incoming> distinct(Collector one, Collector two) {
        List<Incoming> all = new ArrayList<>(one.messages());
        all.addAll(two.messages());
        return all.stream().collect(Collectors.toMap(Incoming::keys, Function.identity(), (a, b) -> a));
    }
}
