package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.client.consumer.DefaultLitePullConsumer;
import io.cometmq.client.consumer.DefaultMQPullConsumer;
import io.cometmq.client.consumer.DefaultMQPushConsumer;
import io.cometmq.client.consumer.PullCallback;
import io.cometmq.client.consumer.PullResult;
import io.cometmq.client.consumer.PullStatus;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.ConsumeOrderlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.consumer.listener.MessageListenerOrderly;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.e2e.fixture.BothMakes;
import io.cometmq.e2e.fixture.Cluster.Make;
import io.cometmq.e2e.fixture.Patience;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our consumers' methods, group by group, on brokers of both makes. */
@ExtendWith(BothMakes.class)
class ConsumerApiIT {
    private final List<Runnable> endings = new ArrayList<>();

    @AfterEach
    void end() {
        endings.forEach(Runnable::run);
    }

    /** Sends that many messages, "0", "1" and so on, and gives the producer. */
    private DefaultMQProducer send(Make make, String topic, int count) throws Exception {
        DefaultMQProducer producer = new DefaultMQProducer("PG_" + topic);
        BothMakes.connect(producer, make);
        producer.setInstanceName("sender-" + topic + make);
        producer.setSendMsgTimeout(Patience.CALL_MILLIS);
        producer.start();
        endings.add(producer::shutdown);
        for (int i = 0; i < count; i++) {
            producer.send(message(topic, i));
        }
        return producer;
    }

    /** When the name server knows the topic: the broker tells it when it has made it. */
    private static List<MessageQueue> queues(DefaultMQProducer producer, String topic) {
        return await().ignoreExceptions()
                .until(() -> producer.fetchPublishMessageQueues(topic), queues -> !queues.isEmpty());
    }

    private static Message message(String topic, int number) {
        return new Message(topic, number % 2 == 0 ? "even" : "odd", "", text(number));
    }

    private static byte[] text(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    }

    private static int number(MessageExt message) {
        return Integer.parseInt(new String(message.getBody(), StandardCharsets.UTF_8));
    }

    private DefaultMQPushConsumer push(Make make, String topic) throws MQClientException {
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("CG_" + topic);
        BothMakes.connect(consumer, make);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(topic, "*");
        consumer.setAwaitTerminationMillisWhenShutdown(Patience.CALL_MILLIS);
        endings.add(0, consumer::shutdown);
        return consumer;
    }

    @ParameterizedTest
    @EnumSource
    void aBatchCanBeConsumedInPartAndTheRestComesAgain(Make make) throws Exception {
        String topic = "AckIndex";
        send(make, topic, 8);
        Set<Integer> first = ConcurrentHashMap.newKeySet();
        Set<Integer> rest = ConcurrentHashMap.newKeySet();
        Set<Integer> again = ConcurrentHashMap.newKeySet();
        DefaultMQPushConsumer consumer = push(make, topic);
        consumer.setConsumeMessageBatchMaxSize(4);
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            context.setDelayLevelWhenNextConsume(1);
            List<Integer> numbers = messages.stream().map(ConsumerApiIT::number).toList();
            if (messages.stream().allMatch(message -> message.getReconsumeTimes() > 0)) {
                again.addAll(numbers);
            } else {
                first.add(numbers.get(0));
                rest.addAll(numbers.subList(1, numbers.size()));
                context.setAckIndex(0);
            }
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        // Two of each queue are there before the consumer is.
        await().until(() -> first.size() + rest.size() == 8 && again.size() == rest.size());
        assertThat(again).isEqualTo(rest).isNotEmpty().doesNotContainAnyElementsOf(first);
    }

    @ParameterizedTest
    @EnumSource
    void anOrderlyListenerHoldsItsQueueUntilItSucceeds(Make make) throws Exception {
        String topic = "Orderly";
        DefaultMQProducer producer = send(make, topic, 1);
        MessageQueue queue = queues(producer, topic).get(0);
        for (int i = 1; i < 6; i++) {
            producer.send(message(topic, i * 10), queue);
        }
        List<Integer> calls = new ArrayList<>();
        DefaultMQPushConsumer consumer = push(make, topic);
        consumer.setSuspendCurrentQueueTimeMillis(50);
        consumer.registerMessageListener((MessageListenerOrderly) (messages, context) -> {
            int number = number(messages.get(0));
            synchronized (calls) {
                calls.add(number);
                return number == 30 && calls.stream().filter(call -> call == 30).count() < 3
                        ? ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT
                        : ConsumeOrderlyStatus.SUCCESS;
            }
        });
        consumer.start();
        await().untilAsserted(() -> {
            synchronized (calls) {
                assertThat(calls.stream().filter(call -> call > 0)).containsExactly(10, 20, 30, 30, 30, 40, 50);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aSuspendedConsumerGoesOnWhereItStopped(Make make) throws Exception {
        String topic = "Suspended";
        DefaultMQProducer producer = send(make, topic, 4);
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        DefaultMQPushConsumer consumer = push(make, topic);
        consumer.setUseHeartbeatV2(true);
        consumer.setHeartbeatBrokerInterval(1000);
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            messages.forEach(message -> seen.add(number(message)));
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        await().until(() -> seen.size() == 4);
        consumer.suspend();
        assertThat(consumer.isPause()).isTrue();
        consumer.resume();
        for (int i = 4; i < 12; i++) {
            producer.send(message(topic, i));
        }
        await().until(() -> seen.size() == 12);
    }

    @ParameterizedTest
    @EnumSource
    void aMemberThatLeavesHandsItsQueuesOverWithoutARepetition(Make make) throws Exception {
        String topic = "HandOver";
        DefaultMQProducer producer = send(make, topic, 1);
        queues(producer, topic);
        ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();
        Map<DefaultMQPushConsumer, Integer> shares = new ConcurrentHashMap<>();
        DefaultMQPushConsumer leaves = member(make, topic, seen, shares);
        DefaultMQPushConsumer stays = member(make, topic, seen, shares);
        await().until(() -> shares.getOrDefault(leaves, 0) == 2 && shares.getOrDefault(stays, 0) == 2);

        for (int i = 1; i <= 30; i++) {
            producer.send(message(topic, i));
            if (i == 15) {
                leaves.shutdown();
            }
        }
        await().until(() -> Set.copyOf(seen).size() == 31);
        assertThat(seen.stream().filter(number -> number > 0)).doesNotHaveDuplicates();
    }

    private DefaultMQPushConsumer member(
            Make make, String topic, Collection<Integer> seen, Map<DefaultMQPushConsumer, Integer> shares)
            throws MQClientException {
        DefaultMQPushConsumer consumer = push(make, topic);
        consumer.setMessageQueueListener((changed, all, mine) -> {
            if (changed.equals(topic)) {
                shares.put(consumer, mine.size());
            }
        });
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            messages.forEach(message -> seen.add(number(message)));
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        return consumer;
    }

    @ParameterizedTest
    @EnumSource
    void aLitePullConsumerSharesTopicsAndCommits(Make make) throws Exception {
        String topic = "LiteShared";
        send(make, topic, 20);
        DefaultLitePullConsumer consumer = lite(make, topic);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setAutoCommit(false);
        consumer.subscribe(topic, "even");
        consumer.start();
        List<MessageExt> polled = new ArrayList<>();
        await().until(() -> {
            polled.addAll(consumer.poll(200));
            return polled.size() >= 10;
        });
        assertThat(polled).hasSize(10).allSatisfy(message -> assertThat(number(message) % 2)
                .isZero());
        Set<MessageQueue> queues = consumer.assignment();
        assertThat(queues).isNotEmpty();
        consumer.commitSync();
        // Even numbers need not be in every queue.
        MessageExt first = polled.get(0);
        MessageQueue queue = new MessageQueue(topic, first.getBrokerName(), first.getQueueId());
        assertThat(consumer.committed(queue)).isPositive();

        consumer.pause(queues);
        consumer.seek(queue, 0);
        assertThat(consumer.poll(300)).isEmpty();
        consumer.resume(queues);
        await().until(() -> !consumer.poll(200).isEmpty());
        assertThat(consumer.offsetForTimestamp(queue, 0L)).isZero();
        assertThat(consumer.isRunning()).isTrue();
    }

    private DefaultLitePullConsumer lite(Make make, String topic) {
        DefaultLitePullConsumer consumer = new DefaultLitePullConsumer("CG_" + topic);
        BothMakes.connect(consumer, make);
        endings.add(0, consumer::shutdown);
        return consumer;
    }

    @ParameterizedTest
    @EnumSource
    void aLitePullConsumerReadsTheQueuesThatItIsGiven(Make make) throws Exception {
        String topic = "LiteAssigned";
        queues(send(make, topic, 20), topic);
        DefaultLitePullConsumer consumer = lite(make, topic);
        consumer.start();
        Collection<MessageQueue> queues = consumer.fetchMessageQueues(topic);
        consumer.assign(queues);
        for (MessageQueue queue : queues) {
            consumer.seekToBegin(queue);
        }
        List<Integer> polled = new ArrayList<>();
        await().until(() -> {
            consumer.poll(200).forEach(message -> polled.add(number(message)));
            return polled.size() >= 20;
        });
        assertThat(polled)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).boxed().toList());
        for (MessageQueue queue : queues) {
            consumer.seekToEnd(queue);
        }
        assertThat(consumer.poll(300)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPullConsumerPullsAndKeepsItsOffsets(Make make) throws Exception {
        String topic = "Pulled";
        DefaultMQProducer producer = send(make, topic, 1);
        MessageQueue queue = queues(producer, topic).get(0);
        producer.send(message(topic, 10), queue);
        producer.send(message(topic, 11), queue);
        DefaultMQPullConsumer consumer = new DefaultMQPullConsumer("CG_" + topic);
        BothMakes.connect(consumer, make);
        consumer.registerMessageQueueListener(topic, null);
        consumer.start();
        endings.add(0, consumer::shutdown);

        assertThat(consumer.fetchSubscribeMessageQueues(topic)).contains(queue);
        await().untilAsserted(() ->
                assertThat(consumer.fetchMessageQueuesInBalance(topic)).contains(queue));
        long end = producer.maxOffset(queue);
        await().until(() -> producer.maxOffset(queue) >= 2);
        PullResult found = consumer.pull(queue, "*", end > 2 ? end - 2 : 0, 32);
        assertThat(found.getPullStatus()).isEqualTo(PullStatus.FOUND);
        assertThat(found.getMsgFoundList()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(consumer.pull(queue, "nothing", 0, 32).getPullStatus()).isEqualTo(PullStatus.NO_MATCHED_MSG);
        assertThat(consumer.pull(queue, "*", found.getNextBeginOffset(), 32).getPullStatus())
                .isEqualTo(PullStatus.NO_NEW_MSG);

        CompletableFuture<PullResult> later = new CompletableFuture<>();
        consumer.pullBlockIfNotFound(queue, "*", found.getNextBeginOffset(), 32, new PullCallback() {
            @Override
            public void onSuccess(PullResult pullResult) {
                later.complete(pullResult);
            }

            @Override
            public void onException(Throwable e) {
                later.completeExceptionally(e);
            }
        });
        producer.send(message(topic, 12), queue);
        assertThat(later.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS).getMsgFoundList())
                .extracting(ConsumerApiIT::number)
                .contains(12);

        consumer.updateConsumeOffset(queue, found.getNextBeginOffset());
        consumer.persist(queue);
        await().untilAsserted(() ->
                assertThat(consumer.fetchConsumeOffset(queue, true)).isEqualTo(found.getNextBeginOffset()));
    }
}
