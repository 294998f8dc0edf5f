package io.cometmq.client.impl;

import static io.cometmq.client.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.cometmq.client.consumer.DefaultMQPushConsumer;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.fixture.FakeBroker;
import io.cometmq.client.fixture.FakeConsumerSide;
import io.cometmq.client.fixture.FakeNameServer;
import io.cometmq.client.fixture.Patience;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.Message;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients take from the process that they live in, and give back. */
class ClientFootprintTest {
    private static final String TOPIC = "Orders";

    private FakeNameServer nameServer;
    private FakeBroker broker;
    private FakeConsumerSide consumerSide;

    @BeforeEach
    void start() throws Exception {
        nameServer = new FakeNameServer();
        broker = new FakeBroker("broker-a");
        consumerSide = new FakeConsumerSide(broker);
        nameServer.route(TOPIC, 1, broker);
    }

    @AfterEach
    void stop() {
        broker.close();
        nameServer.close();
    }

    private void produce(int round, boolean sends) throws Exception {
        DefaultMQProducer producer = new DefaultMQProducer("PG");
        Patience.with(producer, nameServer);
        producer.setInstanceName("round" + round);
        producer.start();
        if (sends) {
            producer.send(new Message(TOPIC, new byte[1024]));
        }
        producer.shutdown();
    }

    private DefaultMQPushConsumer consumer(String group, MessageListenerConcurrently listener) throws Exception {
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(group);
        Patience.with(consumer, nameServer);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setConsumeThreadMin(1);
        consumer.setConsumeThreadMax(1);
        consumer.subscribe(TOPIC, "*");
        consumer.registerMessageListener(listener);
        return consumer;
    }

    private void consume(int round) throws Exception {
        DefaultMQPushConsumer consumer =
                consumer("CG" + round, (messages, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
        consumer.start();
        consumer.shutdown();
    }

    /** Starts and stops a client, without a word to anyone or with messages. */
    private void use(int round) throws Exception {
        if (round % 20 == 0) {
            consume(round);
        } else {
            produce(round, round % 10 == 5);
        }
    }

    /** Of the clients; the fake servers have some, too. */
    private static List<String> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("MQ")
                        || name.startsWith("PullMessageService")
                        || name.startsWith("RebalanceService")
                        || name.startsWith("Consume"))
                .collect(Collectors.toList());
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static long directBytes() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    @Test
    void aThousandStartsAndStopsLeaveNothingBehind() throws Exception {
        for (int round = 0; round < 40; round++) {
            use(round);
        }
        await().until(() -> clientThreads().isEmpty());
        int threads = Thread.activeCount();
        long files = openFiles();
        long bytes = directBytes();

        for (int round = 40; round < 1040; round++) {
            use(round);
        }

        assertThat(MQClientManager.getInstance().size()).isZero();
        await().untilAsserted(() -> {
            assertThat(clientThreads()).isEmpty();
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 3);
            // The servers' ends are closed when they notice.
            assertThat(openFiles()).isLessThanOrEqualTo(files + 20);
        });
        // A chunk of the pool is 4 MiB: a leak of a buffer per round would be hundreds of them.
        assertThat(directBytes() - bytes).isLessThan(64L << 20);
    }

    @Test
    void aHundredConsumersShareTheThreadsOfTheirConnections() throws Exception {
        consumerSide.append(TOPIC, 0, null, "to everyone");
        Set<String> reached = ConcurrentHashMap.newKeySet();
        List<DefaultMQPushConsumer> consumers = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                String group = "CG" + i;
                DefaultMQPushConsumer consumer = consumer(group, (messages, context) -> {
                    reached.add(group);
                    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
                });
                consumer.start();
                consumers.add(consumer);
            }
            await().until(() -> reached.size() == 100);

            assertThat(MQClientManager.getInstance().size()).isEqualTo(100);
            assertThat(clientThreads())
                    .filteredOn(name -> name.startsWith("MQClientNetty"))
                    .hasSizeBetween(1, 4);
        } finally {
            consumers.forEach(DefaultMQPushConsumer::shutdown);
        }
        await().until(() -> clientThreads().isEmpty());
    }

    @Test
    void threadsTellWhoseTheyAreAndOneOfConsumersKeepsTheProcessAlive() throws Exception {
        DefaultMQPushConsumer consumer =
                consumer("CG_named", (messages, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
        Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
        consumer.start();
        Set<Thread> made = new HashSet<>(Thread.getAllStackTraces().keySet());
        made.removeAll(before);
        assertThat(made).isNotEmpty().allSatisfy(thread -> {
            assertThat(thread.isDaemon())
                    .as(thread.getName())
                    .isEqualTo(!thread.getName().startsWith("RebalanceService"));
            assertThat(thread.getName()).doesNotMatch("(Thread|pool)-\\d+.*");
        });
        consumer.shutdown();
    }
}
