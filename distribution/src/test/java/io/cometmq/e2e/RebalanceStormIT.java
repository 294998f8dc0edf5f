package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two consumers of a group that come and go at random while messages flow: nothing is lost. A failure names the seed. */
class RebalanceStormIT {
    private static final int QUEUES = 8;
    private static final int MESSAGES_IN_COMMON = 200;
    private static final int STORM_SECONDS = 4;
    private static final int LONG_STORM_SECONDS = 300;

    @TempDir
    static Path directory;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(directory, Make.COMETMQ).start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLost(ClientLibraries library) throws Exception {
        new Storm(library, "Storm-" + library, 7).run(STORM_SECONDS);
    }

    @Test
    void whoLeavesInGoodOrderLeavesNothingThatComesTwice() throws Exception {
        new Storm(ClientLibraries.COMETMQ, "Leave", 7).leaveCleanly(3);
    }

    @Test
    @Tag("campaign")
    void campaign() throws Exception {
        for (ClientLibraries library : ClientLibraries.values()) {
            for (long seed = 100; seed < 103; seed++) {
                new Storm(library, "Storm-" + library + "-" + seed, seed).run(LONG_STORM_SECONDS);
            }
        }
    }

    private static final class Storm {
        private final ClientLibraries library;
        private final String topic;
        private final long seed;
        private final Random random;
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicReference<Exception> failure = new AtomicReference<>();
        private final Map<Integer, Integer> received = new ConcurrentHashMap<>();
        private final List<Set<Integer>> queuesOf =
                List.of(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
        private final Consumer[] consumers = new Consumer[2];

        Storm(ClientLibraries library, String topic, long seed) {
            this.library = library;
            this.topic = topic;
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run(int seconds) throws Exception {
            createTopic();
            try (Producer producer = library.client().producer(cluster.nameServerAddress(), "PG-" + topic)) {
                Thread sender = new Thread(() -> send(producer), "sender");
                sender.start();
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
                while (System.nanoTime() < end) {
                    comeOrGo(random.nextInt(2));
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50 + random.nextInt(600)));
                }
                isOver.set(true);
                sender.join();
                assertThat(failure.get()).isNull();
                if (consumers[0] == null && consumers[1] == null) {
                    comeOrGo(0);
                }
                await("seed " + seed).untilAsserted(() -> assertThat(received).hasSize(sent.get()));
            } finally {
                everybodyGoes();
            }
        }

        /**
         * Who comes may get again what is being consumed; who goes leaves nothing behind that comes again: what was sent after both had
         * their queues comes once.
         */
        void leaveCleanly(int times) throws Exception {
            createTopic();
            try (Producer producer = library.client().producer(cluster.nameServerAddress(), "PG-" + topic)) {
                Thread sender = new Thread(() -> send(producer), "sender");
                sender.start();
                comeOrGo(0);
                for (int i = 0; i < times; i++) {
                    int comes = (i + 1) % 2;
                    comeOrGo(comes);
                    awaitQueues(comes, QUEUES / 2);
                    awaitQueues(1 - comes, QUEUES / 2);
                    int shared = sent.get() + 1;
                    awaitAllReceived();
                    await("more messages").until(() -> sent.get() > shared + MESSAGES_IN_COMMON);
                    comeOrGo(1 - comes);
                    awaitQueues(comes, QUEUES);
                    int left = sent.get();
                    awaitAllReceived();
                    assertThat(IntStream.range(shared, left).filter(number -> received.get(number) != 1))
                            .as("messages of %d to %d that came twice after a clean leave", shared, left)
                            .isEmpty();
                }
                isOver.set(true);
                sender.join();
                assertThat(failure.get()).isNull();
            } finally {
                isOver.set(true);
                everybodyGoes();
            }
        }

        /** Waits until the consumer gets messages of so many queues. */
        private void awaitQueues(int consumer, int count) {
            queuesOf.get(consumer).clear();
            await("queues of consumer " + consumer)
                    .until(() -> queuesOf.get(consumer).size() >= count);
        }

        private void awaitAllReceived() {
            int until = sent.get();
            await("seed " + seed + ", " + until + " messages")
                    .until(() -> IntStream.range(0, until).allMatch(received::containsKey));
        }

        private void everybodyGoes() {
            for (int i = 0; i < consumers.length; i++) {
                if (consumers[i] != null) {
                    comeOrGo(i);
                }
            }
        }

        private void createTopic() throws Exception {
            try (RawBroker raw = new RawBroker(cluster)) {
                raw.createTopic(topic, QUEUES);
            }
        }

        private void send(Producer producer) {
            try {
                while (!isOver.get()) {
                    producer.send(new Outgoing(
                            topic, "t", "k", Integer.toString(sent.get()).getBytes(StandardCharsets.UTF_8)));
                    sent.incrementAndGet();
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
                }
            } catch (Exception e) {
                failure.set(e);
            }
        }

        private void comeOrGo(int index) {
            if (consumers[index] != null) {
                consumers[index].close();
                consumers[index] = null;
                return;
            }
            consumers[index] = library.client()
                    .consumer(
                            cluster.nameServerAddress(),
                            Subscription.to("CG-" + topic, topic).as("consumer-" + index),
                            message -> {
                                queuesOf.get(index).add(message.queueId());
                                received.merge(
                                        Integer.parseInt(new String(message.body(), StandardCharsets.UTF_8)),
                                        1,
                                        Integer::sum);
                                return true;
                            });
        }
    }
}
