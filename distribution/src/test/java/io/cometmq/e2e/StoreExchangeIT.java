package io.cometmq.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.e2e.api.MessagingClient.Consumer;
import io.cometmq.e2e.api.MessagingClient.Incoming;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.Producer;
import io.cometmq.e2e.api.MessagingClient.Subscription;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Cluster.Make;
import io.cometmq.e2e.fixture.Collector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One data directory, opened by brokers of both makes in turn: what was written and what waits to be delivered. */
class StoreExchangeIT {
    private static final String TOPIC = "Exchanged";

    private static final String DELAYED = "Delayed";
    private static final long DELAY_MILLIS = 12_000;

    /** RocketMQ's timer goes by whole seconds. */
    private static final long PEERS_PRECISION_MILLIS = 1_000;

    private static final List<Make> TURNS = List.of(Make.ROCKETMQ, Make.COMETMQ, Make.ROCKETMQ, Make.COMETMQ);

    @TempDir
    Path directory;

    /** @param kill whether the brokers die instead of being stopped: the other make then recovers */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachMakeReadsWhatTheOtherHasWritten(boolean kill) throws Exception {
        List<String> written = new ArrayList<>();
        long firstDueMillis = 0;
        for (int turn = 0; turn < TURNS.size(); turn++) {
            Make make = TURNS.get(turn);
            try (Cluster cluster = new Cluster(directory, make)
                    .with("messageDelayLevel", "1s " + DELAY_MILLIS / 1000 + "s")
                    .start()) {
                readAll(cluster, make, "CG-" + written.size() + "-" + make, written);
                write(cluster, make, written);
                if (kill) {
                    cluster.killBroker();
                    continue;
                }
                if (turn == 1) {
                    firstDueMillis = System.currentTimeMillis() + DELAY_MILLIS;
                    sendDelayed(cluster);
                } else if (turn == 2) {
                    readDelayed(cluster, firstDueMillis);
                }
                cluster.stopBroker();
            }
        }
    }

    /** By delay level and by arbitrary delay. */
    private static void sendDelayed(Cluster cluster) throws Exception {
        String delay = Long.toString(DELAY_MILLIS);
        try (Producer producer = ClientLibraries.COMETMQ.client().producer(cluster.nameServerAddress(), "PG-delayed")) {
            for (int i = 0; i < 20; i++) {
                byte[] body = ("delayed " + i).getBytes(StandardCharsets.UTF_8);
                producer.send(
                        i % 2 == 0
                                ? new Outgoing(DELAYED, "t", "k", Map.of(), body, 2)
                                : new Outgoing(DELAYED, "t", "k", Map.of("TIMER_DELAY_MS", delay), body, 0));
            }
        }
    }

    private static void readDelayed(Cluster cluster, long firstDueMillis) throws Exception {
        Queue<String> early = new ConcurrentLinkedQueue<>();
        Collector collector = new Collector(message -> {
            if (System.currentTimeMillis() < firstDueMillis - PEERS_PRECISION_MILLIS) {
                early.add(body(message));
            }
            return true;
        });
        try (Consumer consumer = ClientLibraries.ROCKETMQ_5
                .client()
                .consumer(cluster.nameServerAddress(), Subscription.to("CG-delayed", DELAYED), collector)) {
            assertThat(collector.await(20))
                    .extracting(StoreExchangeIT::body)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 20).mapToObj(i -> "delayed " + i).toList());
            assertThat(early).isEmpty();
        }
    }

    private static String body(Incoming message) {
        return new String(message.body(), StandardCharsets.UTF_8);
    }

    private static void write(Cluster cluster, Make make, List<String> written) throws Exception {
        try (Producer producer =
                ClientLibraries.ROCKETMQ_5.client().producer(cluster.nameServerAddress(), "PG-" + written.size())) {
            for (int i = 0; i < 300; i++) {
                String body = make + " " + written.size();
                producer.send(new Outgoing(TOPIC, "t" + i % 3, "k" + i, body.getBytes(StandardCharsets.UTF_8)));
                written.add(body);
            }
        }
    }

    private static void readAll(Cluster cluster, Make make, String group, List<String> written) throws Exception {
        if (written.isEmpty()) {
            return;
        }
        ClientLibraries library = make == Make.COMETMQ ? ClientLibraries.COMETMQ : ClientLibraries.ROCKETMQ_5;
        Collector collector = new Collector();
        try (Consumer consumer =
                library.client().consumer(cluster.nameServerAddress(), Subscription.to(group, TOPIC), collector)) {
            List<Incoming> read = collector.await(written.size());
            assertThat(read).extracting(StoreExchangeIT::body).containsExactlyInAnyOrderElementsOf(written);
        }
    }
}
