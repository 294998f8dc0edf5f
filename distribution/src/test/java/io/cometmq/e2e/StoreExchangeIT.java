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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One data directory, opened by brokers of both makes in turn; and CometMQ's client on RocketMQ's broker. */
class StoreExchangeIT {
    private static final String TOPIC = "Exchanged";

    @TempDir
    Path directory;

    /** @param kill whether the brokers die instead of being stopped: the other make then recovers */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachMakeReadsWhatTheOtherHasWritten(boolean kill) throws Exception {
        List<String> written = new ArrayList<>();
        for (Make make : List.of(Make.ROCKETMQ, Make.COMETMQ, Make.ROCKETMQ, Make.COMETMQ)) {
            try (Cluster cluster = new Cluster(directory, make).start()) {
                readAll(cluster, make, "CG-" + written.size() + "-" + make, written);
                write(cluster, make, written);
                if (kill) {
                    cluster.killBroker();
                } else {
                    cluster.stopBroker();
                }
            }
        }
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
            assertThat(read)
                    .extracting(message -> new String(message.body(), StandardCharsets.UTF_8))
                    .containsExactlyInAnyOrderElementsOf(written);
        }
    }

    @Test
    void ourClientWorksOnRocketmqsBroker() throws Exception {
        try (Cluster cluster = new Cluster(directory, Make.ROCKETMQ).start()) {
            ScenarioMessages.exchange(
                    cluster.nameServerAddress(), ClientLibraries.COMETMQ, ClientLibraries.COMETMQ, "OnPeer");
            ScenarioMessages.exchange(
                    cluster.nameServerAddress(), ClientLibraries.COMETMQ, ClientLibraries.ROCKETMQ_5, "OnPeerFromUs");
            ScenarioMessages.exchange(
                    cluster.nameServerAddress(), ClientLibraries.ROCKETMQ_5, ClientLibraries.COMETMQ, "OnPeerToUs");
        }
    }
}
