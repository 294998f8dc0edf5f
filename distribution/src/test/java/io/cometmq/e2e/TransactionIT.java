package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.common.message.MessageExt;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.TransactionProducer;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Cluster.Make;
import io.cometmq.e2e.fixture.RawBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions with each client library, across deaths of producer and broker, and across the makes of the broker. */
class TransactionIT {
    private static final String COMMIT = "COMMIT_MESSAGE";
    private static final String ROLLBACK = "ROLLBACK_MESSAGE";
    private static final String UNKNOWN = "UNKNOW";
    private static final int EACH = 5;

    @TempDir
    static Path directory;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = quick(new Cluster(directory.resolve("shared"), Make.COMETMQ)).start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Cluster quick(Cluster slow) {
        return slow.with("transactionTimeOut", "500")
                .with("transactionCheckInterval", "1000")
                .with("transactionCheckMax", "100");
    }

    private static TransactionProducer producer(
            Cluster cluster, ClientLibraries library, String topic, Function<String, String> execute, String check) {
        return producer(cluster, library, topic, execute, keys -> check);
    }

    private static TransactionProducer producer(
            Cluster cluster,
            ClientLibraries library,
            String topic,
            Function<String, String> execute,
            Function<String, String> check) {
        return library.client().transactionProducer(cluster.nameServerAddress(), "PG-" + topic, execute, check);
    }

    private static void send(TransactionProducer producer, String topic, String kind) throws Exception {
        for (int i = 0; i < EACH; i++) {
            producer.send(new Outgoing(topic, "t", kind + "-" + i, kind.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static List<String> keys(String... kinds) {
        return List.of(kinds).stream()
                .flatMap(kind -> IntStream.range(0, EACH).mapToObj(i -> kind + "-" + i))
                .toList();
    }

    /** The keys of everything that is in the topic. */
    private static List<String> stored(Cluster cluster, String topic) throws Exception {
        List<String> found = new ArrayList<>();
        try (RawBroker raw = new RawBroker(cluster)) {
            for (int queueId = 0; queueId < 4; queueId++) {
                raw.readQueue(topic, queueId).stream().map(MessageExt::getKeys).forEach(found::add);
            }
        }
        return found;
    }

    private static void awaitStored(Cluster cluster, String topic, String... kinds) {
        await().untilAsserted(
                        () -> assertThat(stored(cluster, topic)).containsExactlyInAnyOrderElementsOf(keys(kinds)));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCommittedAtOnceOrWhenAskedIsThereOnce(ClientLibraries library) throws Exception {
        String topic = "Verdicts-" + library;
        Function<String, String> execute =
                keys -> keys.startsWith("commit") ? COMMIT : keys.startsWith("rollback") ? ROLLBACK : UNKNOWN;
        // A broker that hears of a verdict late asks for it: a database would say the same again.
        Function<String, String> check = keys -> keys.startsWith("unknown") ? COMMIT : execute.apply(keys);
        try (TransactionProducer producer = producer(cluster, library, topic, execute, check)) {
            send(producer, topic, "rollback");
            send(producer, topic, "commit");
            send(producer, topic, "unknown");
            awaitStored(cluster, topic, "commit", "unknown");
        }
    }

    @Test
    void anotherProducerOfTheGroupDecidesWhatTheFirstOneLeftAndTheBrokersDeathChangesNothing() throws Exception {
        for (ClientLibraries library : ClientLibraries.values()) {
            String topic = "Orphans-" + library;
            Function<String, String> execute = keys -> keys.startsWith("commit") ? COMMIT : UNKNOWN;
            try (TransactionProducer first = producer(cluster, library, topic, execute, UNKNOWN)) {
                send(first, topic, "unknown");
                send(first, topic, "commit");
                awaitStored(cluster, topic, "commit");
            }
        }
        cluster.killBroker();
        cluster.startBroker();
        for (ClientLibraries library : ClientLibraries.values()) {
            String topic = "Orphans-" + library;
            assertThat(stored(cluster, topic)).containsExactlyInAnyOrderElementsOf(keys("commit"));
            try (TransactionProducer second = producer(cluster, library, topic, keys -> COMMIT, COMMIT)) {
                send(second, topic, "later");
                awaitStored(cluster, topic, "commit", "unknown", "later");
            }
        }
    }

    @Test
    void undecidedHalvesChangeHandsWithTheDirectory(@TempDir Path shared) throws Exception {
        String topic = "Exchanged";
        int phase = 0;
        List<String> open = List.of();
        for (Make make : List.of(Make.ROCKETMQ, Make.COMETMQ, Make.ROCKETMQ)) {
            // RocketMQ's broker stores a half again to ask for it, and then delivers both when a verdict comes
            // meanwhile: it is not
            // to ask for what is about to be decided, and may deliver it twice all the same on a machine that stands
            // still.
            Cluster quick = quick(new Cluster(shared, make));
            if (make == Make.ROCKETMQ) {
                quick.with("transactionOpBatchInterval", "50").with("transactionTimeOut", "5000");
            }
            try (Cluster owner = quick.start()) {
                List<String> decided = new ArrayList<>(open);
                decided.addAll(keys("commit-" + phase));
                // What the one before has left is decided now.
                try (TransactionProducer decides =
                        producer(owner, ClientLibraries.ROCKETMQ_5, topic, keys -> COMMIT, COMMIT)) {
                    send(decides, topic, "commit-" + phase);
                    await().untilAsserted(() -> {
                        List<String> stored = stored(owner, topic);
                        stored.retainAll(decided);
                        assertThat(make == Make.ROCKETMQ ? List.copyOf(new HashSet<>(stored)) : stored)
                                .containsExactlyInAnyOrderElementsOf(decided);
                    });
                }
                try (TransactionProducer leaves =
                        producer(owner, ClientLibraries.ROCKETMQ_4, topic, keys -> UNKNOWN, UNKNOWN)) {
                    send(leaves, topic, "open-" + phase);
                    open = keys("open-" + phase);
                }
                phase++;
                owner.stopBroker();
            }
        }
    }
}
