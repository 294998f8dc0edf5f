package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
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
import io.cometmq.e2e.fixture.RawBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Name servers know nothing of one another: brokers register with each, and clients go on when one is gone. */
class TwoNameServersIT {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"COMETMQ", "ROCKETMQ_5"})
    void eitherNameServerMayDie(ClientLibraries library) throws Exception {
        Collector collector = new Collector();
        try (Cluster cluster = new Cluster(directory, Make.COMETMQ, 2).start();
                Producer producer = library.client().producer(cluster.nameServerAddress(), "PG")) {
            send(producer, "First", 0);
            try (Consumer consumer =
                    library.client().consumer(cluster.nameServerAddress(), Subscription.to("CG", "First"), collector)) {
                collector.await(10);
                cluster.nameServer(0).kill();
                send(producer, "First", 10);
                collector.await(20);
                send(producer, "Second", 0);
                cluster.nameServer(0).start();
                cluster.awaitRegistered();
                try (RawBroker raw = new RawBroker(cluster)) {
                    await("the restarted name server knows what was made meanwhile")
                            .until(() -> raw.hasRoute("Second"));
                }
                cluster.nameServer(1).kill();
                send(producer, "First", 20);
                send(producer, "Third", 0);
                assertThat(collector.await(30))
                        .extracting(Incoming::keys)
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, 30).mapToObj(i -> "k" + i).toList());
            }
        }
    }

    private static void send(Producer producer, String topic, int from) throws Exception {
        for (int i = from; i < from + 10; i++) {
            producer.send(new Outgoing(topic, "t", "k" + i, ("m" + i).getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** RocketMQ's client does not: one that starts asks the first name server only. */
    @Test
    void ourClientStartsWhileTheFirstNameServerIsDown() throws Exception {
        try (Cluster cluster = new Cluster(directory, Make.COMETMQ, 2).start()) {
            cluster.nameServer(0).kill();
            ScenarioMessages.exchange(
                    cluster.nameServerAddress(), ClientLibraries.COMETMQ, ClientLibraries.COMETMQ, "WithoutTheFirst");
        }
    }
}
