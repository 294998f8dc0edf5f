package io.cometmq.client.consumer;

import static io.cometmq.client.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.client.consumer.listener.ConsumeOrderlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerOrderly;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.fixture.FakeBroker;
import io.cometmq.client.fixture.FakeConsumerSide;
import io.cometmq.client.fixture.FakeNameServer;
import io.cometmq.client.fixture.Patience;
import io.cometmq.common.MixAll;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.protocol.RequestCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OrderlyConsumptionTest {
    private static final String TOPIC = "Topic";
    private static final String GROUP = "orderly";
    private static final int QUEUES = 4;

    private final List<DefaultMQPushConsumer> consumers = new ArrayList<>();

    /** By queue: the offsets in the order in which they were consumed with success. */
    private final Map<Integer, List<Long>> consumed = new ConcurrentHashMap<>();

    private FakeNameServer nameServer;
    private FakeBroker broker;
    private FakeConsumerSide side;

    @BeforeEach
    void startCluster() throws Exception {
        nameServer = new FakeNameServer();
        broker = new FakeBroker("broker-a");
        side = new FakeConsumerSide(broker);
        nameServer.route(TOPIC, QUEUES, broker);
        nameServer.route(MixAll.getRetryTopic(GROUP), 1, broker);
    }

    @AfterEach
    void stopCluster() {
        consumers.forEach(DefaultMQPushConsumer::shutdown);
        broker.close();
        nameServer.close();
    }

    private DefaultMQPushConsumer consumer(MessageListenerOrderly listener) throws MQClientException {
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(GROUP);
        Patience.with(consumer, nameServer);
        consumer.setInstanceName("client" + consumers.size() + "#" + System.nanoTime());
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setSuspendCurrentQueueTimeMillis(20);
        consumer.subscribe(TOPIC, "*");
        consumer.registerMessageListener(listener);
        consumers.add(consumer);
        return consumer;
    }

    private ConsumeOrderlyStatus note(List<MessageExt> messages) {
        for (MessageExt message : messages) {
            consumed.computeIfAbsent(message.getQueueId(), queue -> new CopyOnWriteArrayList<>())
                    .add(message.getQueueOffset());
        }
        return ConsumeOrderlyStatus.SUCCESS;
    }

    private void append(int perQueue) {
        for (int i = 0; i < perQueue * QUEUES; i++) {
            side.append(TOPIC, i % QUEUES, null, "m" + i);
        }
    }

    private int count() {
        return consumed.values().stream().mapToInt(List::size).sum();
    }

    /** Each message once, and each queue in its order. */
    private void assertInOrder(int perQueue) {
        List<Long> expected = LongStream.range(0, perQueue).boxed().toList();
        for (int queue = 0; queue < QUEUES; queue++) {
            assertThat(consumed.get(queue)).as("queue %d", queue).isEqualTo(expected);
        }
    }

    @Test
    void everyQueueIsConsumedInItsOrderThoughTheListenerFailsNowAndThen() throws Exception {
        append(50);
        AtomicInteger calls = new AtomicInteger();
        DefaultMQPushConsumer consumer = consumer((messages, context) -> {
            if (calls.incrementAndGet() % 7 == 0) {
                if (calls.get() % 2 == 0) {
                    throw new IllegalStateException("from the listener");
                }
                return ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT;
            }
            return note(messages);
        });
        consumer.start();
        await().until(() -> count() == 50 * QUEUES);
        assertInOrder(50);
        consumer.shutdown();
        for (int queue = 0; queue < QUEUES; queue++) {
            assertThat(side.committed(GROUP, TOPIC, queue)).isEqualTo(50);
            assertThat(side.lockHolder(GROUP, TOPIC, queue)).isNull();
        }
    }

    @Test
    void queuesChangeHandsWithoutLossRepetitionOrDisorder() throws Exception {
        AtomicBoolean overlap = new AtomicBoolean();
        Map<Integer, AtomicInteger> atWork = new ConcurrentHashMap<>();
        MessageListenerOrderly listener = (messages, context) -> {
            AtomicInteger working = atWork.computeIfAbsent(messages.get(0).getQueueId(), queue -> new AtomicInteger());
            if (working.incrementAndGet() > 1) {
                overlap.set(true);
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            note(messages);
            working.decrementAndGet();
            return ConsumeOrderlyStatus.SUCCESS;
        };
        append(200);
        consumer(listener).start();
        await().until(() -> count() > 40);
        consumer(listener).start();
        await().until(() -> count() > 400);
        consumers.get(0).shutdown();
        await().until(() -> count() >= 200 * QUEUES);
        assertInOrder(200);
        assertThat(overlap).isFalse();
    }

    @Test
    void withoutItsLockAQueueIsNotConsumedAndItIsBegunAnewWithIt() throws Exception {
        append(1);
        DefaultMQPushConsumer consumer = consumer((messages, context) -> note(messages));
        side.stealLock(GROUP, TOPIC, 0);
        consumer.start();
        await().until(() -> count() == QUEUES - 1);
        assertThat(consumed).doesNotContainKey(0);
        side.freeLock(GROUP, TOPIC, 0);
        await().until(() -> count() == QUEUES);
        assertInOrder(1);
    }

    @Test
    void aMessageThatFailsTooOftenGoesToTheRetryTopicAndTheQueueGoesOn() throws Exception {
        append(2);
        DefaultMQPushConsumer consumer = consumer((messages, context) -> {
            boolean poison =
                    messages.get(0).getQueueId() == 1 && messages.get(0).getQueueOffset() == 0;
            return poison ? ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT : note(messages);
        });
        consumer.setMaxReconsumeTimes(2);
        consumer.start();
        await().until(() -> broker.requests(RequestCode.SEND_MESSAGE_V2).size() == 1);
        assertThat(broker.requests(RequestCode.SEND_MESSAGE_V2).get(0).fields())
                .containsEntry("j", "3")
                .containsEntry("l", "2");
        await().until(() -> consumed.containsKey(1));
        assertThat(consumed.get(1)).first().isEqualTo(1L);
        await().until(() -> {
            consumer.getDefaultMQPushConsumerImpl().persistConsumerOffset();
            return side.committed(GROUP, TOPIC, 1) == 2;
        });
    }

    @Test
    @SuppressWarnings("deprecation")
    void withoutAutoCommitTheOffsetStaysUntilTheCommit() throws Exception {
        nameServer.route(TOPIC, 1, broker);
        List<Long> seen = new CopyOnWriteArrayList<>();
        AtomicBoolean commit = new AtomicBoolean();
        DefaultMQPushConsumer consumer = consumer((messages, context) -> {
            context.setAutoCommit(false);
            seen.add(messages.get(0).getQueueOffset());
            if (messages.get(0).getQueueOffset() < 2) {
                return ConsumeOrderlyStatus.SUCCESS;
            }
            return commit.getAndSet(true) ? ConsumeOrderlyStatus.COMMIT : ConsumeOrderlyStatus.ROLLBACK;
        });
        for (int i = 0; i < 3; i++) {
            side.append(TOPIC, 0, null, "m" + i);
        }
        consumer.start();
        await().until(() -> seen.size() == 6);
        assertThat(seen).containsExactly(0L, 1L, 2L, 0L, 1L, 2L);
        consumer.shutdown();
        assertThat(side.committed(GROUP, TOPIC, 0)).isEqualTo(3);
    }
}
