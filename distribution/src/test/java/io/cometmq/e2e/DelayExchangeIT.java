package io.cometmq.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.e2e.api.MessagingClient.Consumer;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.Producer;
import io.cometmq.e2e.api.MessagingClient.Subscription;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Cluster.Make;
import io.cometmq.e2e.fixture.Collector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits in our data directory when RocketMQ's broker takes it over. */
class DelayExchangeIT {
    private static final String TOPIC = "Delayed";
    private static final long DELAY_MILLIS = 12_000;
    /** RocketMQ's timer goes by whole seconds. */
    private static final long PEERS_PRECISION_MILLIS = 1_000;

    @TempDir
    Path directory;

    private static Outgoing delayed(int i) {
        byte[] body = ("delayed " + i).getBytes(StandardCharsets.UTF_8);
        return i % 2 == 0
                ? new Outgoing(TOPIC, "t", "k", Map.of(), body, 2)
                : new Outgoing(TOPIC, "t", "k", Map.of("TIMER_DELAY_MS", Long.toString(DELAY_MILLIS)), body, 0);
    }

    /** By delay level and by arbitrary delay. */
    @Test
    void rocketmqsBrokerDeliversWhatWaitsInOurDirectory() throws Exception {
        Set<String> waiting = new HashSet<>();
        long firstDueMillis;
        try (Cluster cluster = delaying(Make.COMETMQ).start();
                Producer producer =
                        ClientLibraries.COMETMQ.client().producer(cluster.nameServerAddress(), "PG-delayed")) {
            firstDueMillis = System.currentTimeMillis() + DELAY_MILLIS;
            for (int i = 0; i < 20; i++) {
                producer.send(delayed(i));
                waiting.add("delayed " + i);
            }
            cluster.stopBroker();
        }
        Queue<String> early = new ConcurrentLinkedQueue<>();
        Collector collector = new Collector(message -> {
            if (System.currentTimeMillis() < firstDueMillis - PEERS_PRECISION_MILLIS) {
                early.add(new String(message.body(), StandardCharsets.UTF_8));
            }
            return true;
        });
        try (Cluster cluster = delaying(Make.ROCKETMQ).start();
                Consumer consumer = ClientLibraries.ROCKETMQ_5
                        .client()
                        .consumer(cluster.nameServerAddress(), Subscription.to("CG-delayed", TOPIC), collector)) {
            assertThat(collector.await(waiting.size()))
                    .extracting(message -> new String(message.body(), StandardCharsets.UTF_8))
                    .containsExactlyInAnyOrderElementsOf(waiting);
            assertThat(early).isEmpty();
            cluster.stopBroker();
        }
    }

    private Cluster delaying(Make make) {
        return new Cluster(directory, make).with("messageDelayLevel", "1s " + DELAY_MILLIS / 1000 + "s");
    }
}
