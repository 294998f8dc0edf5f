package io.cometmq.e2e;

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
import io.cometmq.e2e.fixture.RawBroker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;

/** Messages of every shape, sent in every way, and their comparison with what arrives. */
final class ScenarioMessages {
    private ScenarioMessages() {}

    static List<Outgoing> ofEveryShape(String topic) {
        List<Outgoing> messages = new ArrayList<>();
        Random random = new Random(42);
        for (int i = 0; i < 40; i++) {
            byte[] body = new byte[1 + random.nextInt(2000)];
            random.nextBytes(body);
            messages.add(new Outgoing(
                    topic,
                    "Tag" + i % 5,
                    "key" + i + " second" + i,
                    Map.of("number", "" + i, "umlaut", "\u00fc\u4e2d"),
                    body,
                    0));
        }
        // Above the clients' compression threshold, once well compressible and once not.
        messages.add(new Outgoing(
                topic, "big", "big1", "all work and no play ".repeat(3000).getBytes(StandardCharsets.UTF_8)));
        byte[] noise = new byte[200_000];
        random.nextBytes(noise);
        messages.add(new Outgoing(topic, "big", "big2", noise));
        messages.add(new Outgoing(topic, null, null, new byte[] {0}));
        messages.add(new Outgoing(
                topic,
                "\u30bf\u30b0",
                "k\u00e9y",
                Map.of("quote", "\"\\/"),
                "\u0000\u0001\u0002".getBytes(StandardCharsets.UTF_8),
                0));
        return messages;
    }

    /** Sends with one library, receives with the other, and compares every message. */
    static void exchange(String nameServers, ClientLibraries sending, ClientLibraries receiving, String topic)
            throws Exception {
        Map<String, Outgoing> byId = new HashMap<>();
        Map<String, Sent> sentById = new HashMap<>();
        int total = 0;
        Collector collector = new Collector();
        try (Producer producer = sending.client().producer(nameServers, "PG-" + topic)) {
            List<Outgoing> messages = ofEveryShape(topic);
            for (int i = 0; i < messages.size(); i++) {
                Outgoing message = messages.get(i);
                Sent sent =
                        switch (i % 3) {
                            case 0 -> producer.send(message);
                            case 1 -> producer.sendAsync(message);
                            default -> producer.sendByKey(message, "key" + i % 7);
                        };
                assertThat(sent.status()).isEqualTo("SEND_OK");
                byId.put(sent.msgId(), message);
                sentById.put(sent.msgId(), sent);
                total++;
            }
            List<Outgoing> batch = messages.subList(0, 10);
            Sent batched = producer.sendBatch(batch);
            String[] ids = batched.msgId().split(",");
            assertThat(ids).hasSize(batch.size());
            for (int i = 0; i < ids.length; i++) {
                byId.put(ids[i], batch.get(i));
                sentById.put(
                        ids[i],
                        new Sent(
                                batched.status(),
                                ids[i],
                                null,
                                batched.brokerName(),
                                batched.queueId(),
                                batched.queueOffset() + i));
                total++;
            }
            assertThat(byId).as("ids are unique").hasSize(total);
            try (Consumer consumer =
                    receiving.client().consumer(nameServers, Subscription.to("CG-" + topic, topic), collector)) {
                compare(byId, sentById, collector.await(total));
            }
        }
    }

    private static void compare(Map<String, Outgoing> byId, Map<String, Sent> sentById, List<Incoming> received) {
        assertThat(received).extracting(Incoming::msgId).containsExactlyInAnyOrderElementsOf(byId.keySet());
        for (Incoming message : received) {
            Outgoing sent = byId.get(message.msgId());
            Sent where = sentById.get(message.msgId());
            SoftAssertions softly = new SoftAssertions();
            softly.assertThat(message.body()).as("body").isEqualTo(sent.body());
            softly.assertThat(message.topic()).isEqualTo(sent.topic());
            softly.assertThat(message.tags()).isEqualTo(sent.tags());
            softly.assertThat(message.keys()).isEqualTo(sent.keys());
            softly.assertThat(message.properties()).containsAllEntriesOf(sent.properties());
            softly.assertThat(message.queueId()).isEqualTo(where.queueId());
            softly.assertThat(message.queueOffset()).isEqualTo(where.queueOffset());
            softly.assertThat(message.reconsumeTimes()).isZero();
            softly.assertAll();
        }
    }

    /** Whether the topic can be consumed by now. */
    static boolean exists(Cluster cluster, String topic) throws Exception {
        try (RawBroker raw = new RawBroker(cluster)) {
            return raw.hasRoute(topic);
        }
    }
}
