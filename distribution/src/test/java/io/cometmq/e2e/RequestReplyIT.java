package io.cometmq.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.e2e.api.MessagingClient.Consumer;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.Producer;
import io.cometmq.e2e.api.MessagingClient.Subscription;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Cluster.Make;
import io.cometmq.e2e.fixture.RawBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests and their replies over two brokers, which both hold every topic, with each pair of client libraries. */
class RequestReplyIT {
    private static final long TIMEOUT_MILLIS = 60_000;
    private static final int REQUESTS = 12;

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
        for (Cluster broker : new Cluster[] {one, two}) {
            try (RawBroker raw = new RawBroker(broker)) {
                raw.createTopic(topic, 1);
            }
        }
        try (Consumer replier = replying.client()
                        .replier(
                                one.nameServerAddress(), Subscription.to("CG-" + topic, topic), RequestReplyIT::shout);
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

    private static int requestsOver(Cluster broker, String topic) throws Exception {
        try (RawBroker raw = new RawBroker(broker)) {
            return raw.readQueue(topic, 0).size();
        }
    }

    private static byte[] shout(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }
}
