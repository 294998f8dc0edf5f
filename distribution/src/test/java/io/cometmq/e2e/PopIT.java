package io.cometmq.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageExt;
import io.cometmq.e2e.api.MessagingClient.Consumer;
import io.cometmq.e2e.api.MessagingClient.Incoming;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.Producer;
import io.cometmq.e2e.api.MessagingClient.Subscription;
import io.cometmq.e2e.api.PopApi;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Collector;
import io.cometmq.e2e.fixture.RawBroker;
import io.cometmq.e2e.fixture.RawPops;
import io.cometmq.remoting.protocol.pop.PopHandle;
import io.cometmq.remoting.protocol.pop.TopicKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consumers that pop: CometMQ's and RocketMQ's, on the brokers of both. Each test has a topic and a group of its own. */
class PopIT {
    private static final int MESSAGES = 60;

    @TempDir
    static Path directory;

    private static Cluster cluster;
    private static RawBroker raw;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(directory.resolve("ours"), Cluster.Make.COMETMQ).start();
        raw = new RawBroker(cluster);
    }

    @AfterAll
    static void stop() {
        raw.close();
        cluster.close();
    }

    private static void sendAll(Cluster to, String topic, int count) throws Exception {
        try (Producer producer = ClientLibraries.COMETMQ.client().producer(to.nameServerAddress(), "PG-pop")) {
            for (int i = 0; i < count; i++) {
                producer.send(new Outgoing(topic, "t", "k" + i, ("m" + i).getBytes(UTF_8)));
            }
        }
    }

    private static Consumer consumer(Cluster at, ClientLibraries library, RawPops pops, Collector collector) {
        Subscription subscription =
                Subscription.to(pops.group(), pops.topic()).as("pop-" + library).asTheBrokerShares();
        return library.client().consumer(at.nameServerAddress(), subscription, collector);
    }

    @Test
    void consumersOfBothMakesShareTheQueuesOfOurBroker() throws Exception {
        RawPops pops = new RawPops(raw, "Popped", "CG-popped");
        sendAll(cluster, pops.topic(), MESSAGES);
        pops.letConsumersPop();
        // One message fails once, whoever gets it, and comes again after ten seconds.
        AtomicInteger failures = new AtomicInteger();
        Collector ours = new Collector(message -> !isBad(message) || failures.incrementAndGet() > 1);
        Collector theirs = new Collector(message -> !isBad(message) || failures.incrementAndGet() > 1);
        try (Consumer one = consumer(cluster, ClientLibraries.COMETMQ, pops, ours);
                Consumer two = consumer(cluster, ClientLibraries.ROCKETMQ_5, pops, theirs)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> both(ours, theirs).size() >= MESSAGES + 1);
            List<Incoming> all = both(ours, theirs);
            assertThat(all).extracting(Incoming::keys).hasSize(MESSAGES + 1);
            List<Incoming> bad = all.stream().filter(PopIT::isBad).toList();
            assertThat(bad).extracting(Incoming::reconsumeTimes).containsExactlyInAnyOrder(0, 1);
            assertThat(bad).extracting(Incoming::topic).containsOnly(pops.topic());
            assertThat(all).allMatch(message -> message.properties().containsKey(MessageConst.PROPERTY_POP_CK));
            awaitEverythingAcknowledged(pops);
        }
        assertThat(both(ours, theirs)).hasSize(MESSAGES + 1);
    }

    private static boolean isBad(Incoming message) {
        return "k7".equals(message.keys());
    }

    private static List<Incoming> both(Collector one, Collector two) {
        List<Incoming> all = new ArrayList<>(one.messages());
        all.addAll(two.messages());
        return all;
    }

    /** As many acknowledgements as messages that were handed out are in the journal. */
    private static void awaitEverythingAcknowledged(RawPops pops) {
        String itsGroup = "\"c\":\"" + pops.group() + "\"";
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<String> journal = new ArrayList<>();
            int open = 0;
            for (int queueId = 0; queueId < 8; queueId++) {
                for (MessageExt record : raw.readQueue("rmq_sys_REVIVE_LOG_DefaultCluster", queueId)) {
                    String body = new String(record.getBody(), UTF_8);
                    if (!body.contains(itsGroup)) {
                        continue;
                    }
                    journal.add(record.getTags() + " " + body);
                    open += switch (record.getTags()) {
                        case "ck" -> count(body, "d");
                        case "bAck" -> -count(body, "aol");
                        default -> -1;
                    };
                }
            }
            assertThat(open).as(() -> String.join("\n", journal)).isZero();
        });
    }

    /** Length of a list of numbers in JSON. */
    private static int count(String json, String name) {
        String key = "\"" + name + "\":[";
        int at = json.indexOf(key) + key.length();
        return json.substring(at, json.indexOf(']', at)).split(",", -1).length;
    }

    @Test
    void whatIsNotAcknowledgedComesAgainAlthoughTheBrokerWasKilled() throws Exception {
        RawPops pops = new RawPops(raw, "Killed", "CG-killed");
        sendAll(cluster, pops.topic(), 8);
        List<PopHandle> shortly = pops.pop(4, 3_000);
        List<PopHandle> forLong = pops.pop(4, 120_000);
        assertThat(shortly).hasSize(4);
        assertThat(forLong).hasSize(4);
        pops.acknowledge(shortly.subList(0, 2));
        pops.acknowledge(forLong.subList(0, 2));

        cluster.killBroker();
        cluster.startBroker();

        pops.acknowledge(forLong.subList(2, 4));
        expectTwoMore(pops);
    }

    private static void expectTwoMore(RawPops pops) throws Exception {
        List<PopHandle> again = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            again.addAll(pops.pop(32, 60_000));
            return again.size() >= 2;
        });
        assertThat(pops.pop(32, 60_000)).isEmpty();
        assertThat(again).hasSize(2).extracting(PopHandle::kind).containsOnly(TopicKind.RETRY_V1);
    }

    /** They always pull: what the broker shares out to them changes nothing. */
    @Test
    void pushConsumersThatListenInOrderKeepItInAGroupThatPops() throws Exception {
        RawPops pops = new RawPops(raw, "Ordered", "CG-ordered");
        raw.createTopic(pops.topic(), 4);
        pops.letConsumersPop();
        AtomicInteger failures = new AtomicInteger();
        Collector collector = new Collector(message -> !isBad(message) || failures.incrementAndGet() > 2);
        try (Consumer stays = orderly(ClientLibraries.COMETMQ, pops, collector)) {
            try (Consumer leaves = orderly(ClientLibraries.ROCKETMQ_5, pops, collector)) {
                sendAll(cluster, pops.topic(), MESSAGES);
                collector.await(MESSAGES + 2);
            }
            sendAll(cluster, pops.topic(), MESSAGES);
            collector.await(2 * MESSAGES + 2);
        }
        List<Incoming> attempts = collector.messages();
        assertThat(attempts).hasSize(2 * MESSAGES + 2);
        assertThat(attempts).noneMatch(message -> message.properties().containsKey(MessageConst.PROPERTY_POP_CK));
        Incoming bad = attempts.stream().filter(PopIT::isBad).findFirst().orElseThrow();
        for (int queueId = 0; queueId < 4; queueId++) {
            assertThat(offsets(attempts, queueId))
                    .as("queue " + queueId)
                    .isEqualTo(inOrder(2 * MESSAGES / 4, queueId == bad.queueId() ? bad.queueOffset() : -1));
        }
    }

    private static Consumer orderly(ClientLibraries library, RawPops pops, Collector collector) {
        Subscription subscription = Subscription.to(pops.group(), pops.topic())
                .as("ordered-" + library)
                .asTheBrokerShares();
        return library.client().consumer(cluster.nameServerAddress(), subscription.inOrder(), collector);
    }

    private static List<Long> offsets(List<Incoming> messages, int queueId) {
        return messages.stream()
                .filter(message -> message.queueId() == queueId)
                .map(Incoming::queueOffset)
                .toList();
    }

    /** All offsets once, but for the one of the message that fails twice: what is behind it waits. */
    private static List<Long> inOrder(int count, long bad) {
        List<Long> offsets = new ArrayList<>();
        for (long offset = 0; offset < count; offset++) {
            offsets.addAll(Collections.nCopies(offset == bad ? 3 : 1, offset));
        }
        return offsets;
    }

    @Test
    void rocketmqsOwnCallsPopInOrder() throws Exception {
        String topic = "OrderedPops";
        String group = "CG-ordered-pops";
        raw.createTopic(topic, 1);
        sendAll(cluster, topic, 8);
        try (PopApi api = ClientLibraries.popApi(cluster.brokerName(), cluster.brokerAddress())) {
            assertThat(api.peek(topic, group, 32)).hasSize(8);
            assertThat(keys(api.popInOrder(topic, group, 3, 60_000, "one"))).containsExactly("k0", "k1", "k2");
            assertThat(api.popInOrder(topic, group, 3, 60_000, "another"))
                    .as("behind what is handed out")
                    .isEmpty();
            List<Incoming> first = api.popInOrder(topic, group, 3, 60_000, "one");
            assertThat(keys(first)).as("the same attempt").containsExactly("k0", "k1", "k2");

            // The second one fails: it and what was handed out with it come again, in order, before what is behind.
            api.acknowledge(group, first.get(0));
            long failedAt = System.currentTimeMillis();
            api.giveBack(group, first.get(1), 500);
            api.giveBack(group, first.get(2), 500);
            List<Incoming> second = awaitPop(api, topic, group, 4, 60_000);
            assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(failedAt + 500);
            assertThat(keys(second)).containsExactly("k1", "k2", "k3", "k4");
            assertThat(second).extracting(Incoming::reconsumeTimes).containsExactly(1, 1, 0, 0);
            for (Incoming message : second) {
                api.acknowledge(group, message);
            }
            assertThat(api.peek(topic, group, 32)).hasSize(3);

            // Somebody acknowledges a part and is gone.
            List<Incoming> third = api.popInOrder(topic, group, 2, 1_000, "leaves");
            assertThat(keys(third)).containsExactly("k5", "k6");
            api.acknowledge(group, third.get(0));
            List<Incoming> rest = awaitPop(api, topic, group, 32, 60_000);
            assertThat(keys(rest)).containsExactly("k6", "k7");
            for (Incoming message : rest) {
                api.acknowledge(group, message);
            }
            assertThat(api.popInOrder(topic, group, 32, 60_000, "last")).isEmpty();
        }
        assertThat(raw.committed(group, topic, 0)).isEqualTo(8);
    }

    private static List<String> keys(List<Incoming> messages) {
        return messages.stream().map(Incoming::keys).toList();
    }

    private static List<Incoming> awaitPop(PopApi api, String topic, String group, int max, long invisibleMillis) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> api.popInOrder(topic, group, max, invisibleMillis, "again"), found -> !found.isEmpty());
    }

    /** RocketMQ's broker is slow to start and to stop: one run of it for both. What it handed out is in its timer. */
    @Test
    void ourConsumerPopsFromRocketmqsBrokerAndOursGoesOnWithWhatThatHandedOut() throws Exception {
        Path theirDirectory = directory.resolve("theirs");
        try (Cluster theirs = new Cluster(theirDirectory, Cluster.Make.ROCKETMQ).start();
                RawBroker theirRaw = new RawBroker(theirs)) {
            RawPops consumed = new RawPops(theirRaw, "Popped", "CG-popped");
            sendAll(theirs, consumed.topic(), MESSAGES);
            consumed.letConsumersPop();
            Collector collector = new Collector();
            try (Consumer consumer = consumer(theirs, ClientLibraries.COMETMQ, consumed, collector)) {
                assertThat(collector.await(MESSAGES))
                        .allMatch(message -> message.properties().containsKey(MessageConst.PROPERTY_POP_CK))
                        .extracting(Incoming::keys)
                        .doesNotHaveDuplicates();
            }

            RawPops left = new RawPops(theirRaw, "Left", "CG-left");
            sendAll(theirs, left.topic(), 4);
            List<PopHandle> handles = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                handles.addAll(left.pop(32, 12_000));
                return handles.size() == 4;
            });
            left.acknowledge(handles.subList(0, 2));
            theirs.stopBroker();
        }
        try (Cluster ours = new Cluster(theirDirectory, Cluster.Make.COMETMQ).start();
                RawBroker ourRaw = new RawBroker(ours)) {
            expectTwoMore(new RawPops(ourRaw, "Left", "CG-left"));
        }
    }
}
