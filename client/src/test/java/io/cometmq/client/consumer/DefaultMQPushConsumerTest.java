package io.cometmq.client.consumer;

import static io.cometmq.client.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.consumer.store.StoresForTests;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.fixture.FakeBroker;
import io.cometmq.client.fixture.FakeConsumerSide;
import io.cometmq.client.fixture.FakeNameServer;
import io.cometmq.client.fixture.Patience;
import io.cometmq.common.MixAll;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.CMResult;
import io.cometmq.remoting.protocol.body.ConsumeMessageDirectlyResult;
import io.cometmq.remoting.protocol.body.GetConsumerStatusBody;
import io.cometmq.remoting.protocol.body.ResetOffsetBody;
import io.cometmq.remoting.protocol.header.ConsumeMessageDirectlyResultRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumerStatusRequestHeader;
import io.cometmq.remoting.protocol.header.ResetOffsetRequestHeader;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DefaultMQPushConsumerTest {
    private static final String TOPIC = "Topic";
    private static final String GROUP = "group";
    private static final String RETRY_TOPIC = MixAll.getRetryTopic(GROUP);

    private final List<DefaultMQPushConsumer> consumers = new ArrayList<>();
    private final List<String> consumed = Collections.synchronizedList(new ArrayList<>());
    private FakeNameServer nameServer;
    private FakeBroker broker;
    private FakeConsumerSide side;

    @BeforeEach
    void startCluster() throws Exception {
        nameServer = new FakeNameServer();
        broker = new FakeBroker("broker-a");
        side = new FakeConsumerSide(broker);
        nameServer.route(TOPIC, 4, broker);
        nameServer.route(RETRY_TOPIC, 1, broker);
    }

    @AfterEach
    void stopCluster() {
        consumers.forEach(DefaultMQPushConsumer::shutdown);
        broker.close();
        nameServer.close();
    }

    private DefaultMQPushConsumer consumer(MessageListenerConcurrently listener) throws MQClientException {
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(GROUP);
        Patience.with(consumer, nameServer);
        consumer.setInstanceName("client" + consumers.size() + "#" + System.nanoTime());
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(TOPIC, "*");
        consumer.registerMessageListener(listener);
        consumers.add(consumer);
        return consumer;
    }

    private ConsumeConcurrentlyStatus note(List<MessageExt> messages) {
        messages.forEach(message -> consumed.add(body(message)));
        return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    }

    private static String body(MessageExt message) {
        return new String(message.getBody(), StandardCharsets.UTF_8);
    }

    private Set<String> append(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> {
                    side.append(TOPIC, i % 4, i % 2 == 0 ? "even" : "odd", "m" + i);
                    return "m" + i;
                })
                .collect(Collectors.toSet());
    }

    private void awaitConsumed(Set<String> expected) {
        await().until(() -> consumed.size() >= expected.size());
        assertThat(consumed).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyMessageIsConsumedOnceAndTheOffsetsAreStored() throws Exception {
        Set<String> all = append(0, 400);
        DefaultMQPushConsumer consumer = consumer((messages, context) -> note(messages));
        consumer.start();
        awaitConsumed(all);
        all.addAll(append(400, 500));
        awaitConsumed(all);
        consumer.shutdown();
        for (int queue = 0; queue < 4; queue++) {
            assertThat(side.committed(GROUP, TOPIC, queue)).isEqualTo(125);
        }
        assertThat(side.members(GROUP)).isEmpty();
    }

    @Test
    void aMessageSaysWhereItComesFrom() throws Exception {
        List<MessageExt> seen = Collections.synchronizedList(new ArrayList<>());
        side.append(TOPIC, 2, "tag", "body");
        DefaultMQPushConsumer consumer = consumer((messages, context) -> {
            seen.addAll(messages);
            assertThat(context.getMessageQueue()).isEqualTo(side.queue(TOPIC, 2));
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        await().until(() -> seen.size() == 1);
        MessageExt message = seen.get(0);
        assertThat(message.getBrokerName()).isEqualTo("broker-a");
        assertThat(message.getQueueId()).isEqualTo(2);
        assertThat(message.getQueueOffset()).isZero();
        assertThat(message.getProperty(MessageConst.PROPERTY_MIN_OFFSET)).isEqualTo("0");
        assertThat(message.getProperty(MessageConst.PROPERTY_MAX_OFFSET)).isEqualTo("1");
    }

    @Test
    void onlyTheTagsThatAreSubscribedToReachTheListener() throws Exception {
        append(0, 40);
        DefaultMQPushConsumer consumer = consumer((messages, context) -> note(messages));
        consumer.subscribe(TOPIC, "even || other");
        consumer.start();
        awaitConsumed(IntStream.range(0, 20).mapToObj(i -> "m" + 2 * i).collect(Collectors.toSet()));
        await().until(() -> {
            consumer.getDefaultMQPushConsumerImpl().persistConsumerOffset();
            return side.committed(GROUP, TOPIC, 1) == 10;
        });
    }

    @Test
    void batchesAreAsLargeAsConfiguredAndTheAckIndexCutsThem() throws Exception {
        nameServer.route(TOPIC, 1, broker);
        IntStream.range(0, 10).forEach(i -> side.append(TOPIC, 0, null, "m" + i));
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        DefaultMQPushConsumer consumer = consumer((messages, context) -> {
            sizes.add(messages.size());
            if (messages.get(0).getReconsumeTimes() == 0) {
                context.setAckIndex(0);
                note(messages.subList(0, 1));
            } else {
                assertThat(messages).allMatch(message -> message.getTopic().equals(TOPIC));
                note(messages);
            }
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.setConsumeMessageBatchMaxSize(5);
        consumer.start();
        awaitConsumed(IntStream.range(0, 10).mapToObj(i -> "m" + i).collect(Collectors.toSet()));
        assertThat(sizes).contains(5).allMatch(size -> size <= 5);
        assertThat(side.messages(RETRY_TOPIC, 0)).hasSize(8);
    }

    @Test
    void aMessageThatAlwaysFailsEndsInTheDeadLetterTopic() throws Exception {
        side.append(TOPIC, 0, null, "poison");
        AtomicInteger attempts = new AtomicInteger();
        DefaultMQPushConsumer consumer = consumer((messages, context) -> {
            assertThat(messages.get(0).getTopic()).isEqualTo(TOPIC);
            if (attempts.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("from the listener");
            }
            return ConsumeConcurrentlyStatus.RECONSUME_LATER;
        });
        consumer.setMaxReconsumeTimes(3);
        consumer.start();
        await().until(() -> side.messages(MixAll.getDLQTopic(GROUP), 0).size() == 1);
        assertThat(attempts).hasValue(4);
        consumer.shutdown();
        assertThat(side.committed(GROUP, TOPIC, 0)).isEqualTo(1);
    }

    @Test
    void aMessageThatItsBrokerDoesNotTakeBackIsSentToTheRetryTopic() throws Exception {
        broker.answer(
                RequestCode.CONSUMER_SEND_MSG_BACK,
                (exchange, request) -> RemotingCommand.createResponseCommand(ResponseCode.SYSTEM_ERROR, "no"));
        MessageExt origin = side.append(TOPIC, 0, "tag", "again");
        List<MessageExt> seen = Collections.synchronizedList(new ArrayList<>());
        DefaultMQPushConsumer consumer = consumer((messages, context) -> {
            seen.addAll(messages);
            return seen.size() == 1
                    ? ConsumeConcurrentlyStatus.RECONSUME_LATER
                    : ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        await().until(() -> seen.size() == 2);
        MessageExt retried = seen.get(1);
        assertThat(retried.getTopic()).isEqualTo(TOPIC);
        assertThat(retried.getReconsumeTimes()).isEqualTo(1);
        assertThat(retried.getTags()).isEqualTo("tag");
        assertThat(retried.getBody()).isEqualTo(origin.getBody());
        assertThat(side.messages(RETRY_TOPIC, 0).get(0).getProperties())
                .containsEntry("DELAY", "3")
                .containsKey("ORIGIN_MESSAGE_ID");
        assertThat(broker.requests(RequestCode.SEND_MESSAGE_V2).get(0).fields())
                .as("attempts so far, and allowed")
                .containsEntry("j", "1")
                .containsEntry("l", "16");
    }

    @Test
    void twoConsumersShareTheQueuesAndLeavingLosesAndRepeatsNothing() throws Exception {
        Random pace = new Random(3);
        MessageListenerConcurrently listener = (messages, context) -> {
            try {
                Thread.sleep(pace.nextInt(4));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ConsumeConcurrentlyStatus.RECONSUME_LATER;
            }
            return note(messages);
        };
        DefaultMQPushConsumer first = consumer(listener);
        DefaultMQPushConsumer second = consumer(listener);
        first.start();
        second.start();
        await().until(() -> queues(first).size() == 2 && queues(second).size() == 2);
        Set<String> all = append(0, 1_000);
        await().until(() -> consumed.size() > 100);
        first.shutdown();
        all.addAll(append(1_000, 1_200));
        awaitConsumed(all);
        assertThat(queues(second)).hasSize(4);
        second.shutdown();
        assertThat(IntStream.range(0, 4).mapToLong(queue -> side.committed(GROUP, TOPIC, queue)))
                .containsExactly(300L, 300L, 300L, 300L);
    }

    private static Set<Object> queues(DefaultMQPushConsumer consumer) {
        return consumer.getDefaultMQPushConsumerImpl().consumerRunningInfo().mqTable().keySet().stream()
                .filter(queue -> queue.getTopic().equals(TOPIC))
                .collect(Collectors.toSet());
    }

    @Test
    void everyBroadcastingConsumerGetsEverythingAndGoesOnWhereItsFileSays(@TempDir Path directory) throws Exception {
        Set<String> all = append(0, 100);
        List<Set<String>> seen = List.of(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
        for (int i = 0; i < 2; i++) {
            broadcasting(directory, i, seen.get(i)).start();
        }
        await().until(() -> seen.get(0).size() == 100 && seen.get(1).size() == 100);
        assertThat(seen.get(0)).isEqualTo(all);
        consumers.get(0).shutdown();
        Set<String> later = append(100, 110);
        Set<String> afterRestart = ConcurrentHashMap.newKeySet();
        broadcasting(directory, 0, afterRestart).start();
        await().until(() -> afterRestart.size() == 10);
        assertThat(afterRestart).isEqualTo(later);
        assertThat(side.committed(GROUP, TOPIC, 0)).isEqualTo(-1);
    }

    private DefaultMQPushConsumer broadcasting(Path directory, int client, Set<String> seen) throws MQClientException {
        DefaultMQPushConsumer consumer = consumer((messages, context) -> {
            messages.forEach(message -> seen.add(body(message)));
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.setMessageModel(MessageModel.BROADCASTING);
        consumer.setOffsetStore(StoresForTests.localFile(directory.resolve(client + "/offsets.json"), GROUP));
        return consumer;
    }

    @Test
    void aSlowListenerStopsThePulling() throws Exception {
        nameServer.route(TOPIC, 1, broker);
        IntStream.range(0, 1_000).forEach(i -> side.append(TOPIC, 0, null, "m" + i));
        CountDownLatch release = new CountDownLatch(1);
        DefaultMQPushConsumer consumer = consumer((messages, context) -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return note(messages);
        });
        consumer.setPullThresholdForQueue(50);
        consumer.setPullBatchSize(20);
        consumer.start();
        await().until(() -> cached(consumer) > 50);
        // Pulls that are held back are tried again every 50 ms: there must be no more of them.
        int pulls = broker.requests(RequestCode.PULL_MESSAGE).size();
        await().during(Duration.ofMillis(300)).until(() -> cached(consumer) <= 70);
        assertThat(broker.requests(RequestCode.PULL_MESSAGE)).hasSize(pulls);
        release.countDown();
        await().until(() -> consumed.size() == 1_000);
    }

    private static int cached(DefaultMQPushConsumer consumer) {
        return consumer.getDefaultMQPushConsumerImpl().consumerRunningInfo().mqTable().values().stream()
                .mapToInt(queue -> queue.cachedMsgCount())
                .sum();
    }

    @Test
    void aSuspendedConsumerPullsNothingUntilItIsResumed() throws Exception {
        DefaultMQPushConsumer consumer = consumer((messages, context) -> note(messages));
        consumer.start();
        consumer.suspend();
        assertThat(consumer.isPause()).isTrue();
        consumer.resume();
        Set<String> all = append(0, 8);
        awaitConsumed(all);
    }

    @Test
    void messagesThatTheBrokerHasDeletedAreSkippedAndThoseBehindThemConsumed() throws Exception {
        append(0, 40);
        for (int queue = 0; queue < 4; queue++) {
            side.minOffset(TOPIC, queue, 5);
        }
        DefaultMQPushConsumer consumer = consumer((messages, context) -> note(messages));
        consumer.start();
        awaitConsumed(IntStream.range(20, 40).mapToObj(i -> "m" + i).collect(Collectors.toSet()));
    }

    @Test
    void aBrokerThatLostItsTailIsFollowedBack() throws Exception {
        nameServer.route(TOPIC, 1, broker);
        IntStream.range(0, 10).forEach(i -> side.append(TOPIC, 0, null, "m" + i));
        DefaultMQPushConsumer consumer = consumer((messages, context) -> note(messages));
        consumer.start();
        await().until(() -> consumed.size() == 10);
        side.truncate(TOPIC, 0, 6);
        await().until(() -> side.committed(GROUP, TOPIC, 0) == 6);
        side.append(TOPIC, 0, null, "new");
        await().until(() -> consumed.contains("new"));
        consumer.shutdown();
        assertThat(side.committed(GROUP, TOPIC, 0)).isEqualTo(7);
    }

    @Test
    void aTopicThatIsSubscribedToLaterIsConsumedAndAfterwardsLeft() throws Exception {
        nameServer.route("Other", 1, broker);
        side.append("Other", 0, null, "other");
        DefaultMQPushConsumer consumer = consumer((messages, context) -> note(messages));
        consumer.start();
        consumer.subscribe("Other", "*");
        await().until(() -> consumed.contains("other"));
        consumer.unsubscribe("Other");
        await().until(() -> side.committed(GROUP, "Other", 0) == 1);
        await().until(() -> consumer.getDefaultMQPushConsumerImpl().consumerRunningInfo().mqTable().keySet().stream()
                .noneMatch(queue -> queue.getTopic().equals("Other")));
    }

    @Test
    void aPullThatFailsIsTriedAgain() throws Exception {
        Set<String> all = append(0, 20);
        AtomicInteger refusals = new AtomicInteger(3);
        broker.answer(RequestCode.PULL_MESSAGE, (exchange, request) -> {
            if (refusals.decrementAndGet() == 0) {
                broker.answer(RequestCode.PULL_MESSAGE, side::pull);
            }
            return RemotingCommand.createResponseCommand(ResponseCode.SUBSCRIPTION_NOT_EXIST, "not yet");
        });
        DefaultMQPushConsumer consumer = consumer((messages, context) -> note(messages));
        consumer.setPullTimeDelayMillsWhenException(20);
        consumer.start();
        awaitConsumed(all);
    }

    @Test
    void anOperatorResetsTheOffsetsAndAsksForThem() throws Exception {
        nameServer.route(TOPIC, 1, broker);
        IntStream.range(0, 10).forEach(i -> side.append(TOPIC, 0, null, "m" + i));
        DefaultMQPushConsumer consumer = consumer((messages, context) -> note(messages));
        consumer.start();
        await().until(() -> consumed.size() == 10);
        RemotingCommand reset = RemotingCommand.createRequestCommand(
                RequestCode.RESET_CONSUMER_CLIENT_OFFSET,
                new ResetOffsetRequestHeader(GROUP, TOPIC, null, null, 0, true));
        reset.setBody(Json.toJsonBytes(new ResetOffsetBody(Map.of(side.queue(TOPIC, 0), 4L))));
        Connection connection = broker.connections().iterator().next();
        connection.oneway(reset);
        await().until(() -> consumed.size() == 16);
        assertThat(consumed.subList(10, 16)).containsExactlyInAnyOrder("m4", "m5", "m6", "m7", "m8", "m9");
        await().untilAsserted(() -> assertThat(statusOf(connection)).containsEntry(side.queue(TOPIC, 0), 10L));
    }

    private static Map<MessageQueue, Long> statusOf(Connection connection) throws Exception {
        RemotingCommand status = connection
                .call(
                        RemotingCommand.createRequestCommand(
                                RequestCode.GET_CONSUMER_STATUS_FROM_CLIENT,
                                new GetConsumerStatusRequestHeader(TOPIC, GROUP, null)),
                        Patience.CALL_MILLIS)
                .get();
        return Json.fromJson(status.getBody(), GetConsumerStatusBody.class).messageQueueTable();
    }

    @Test
    void anOperatorHasOneMessageConsumedNow() throws Exception {
        DefaultMQPushConsumer consumer = consumer((messages, context) -> {
            if (body(messages.get(0)).equals("bad")) {
                throw new IllegalStateException("from the listener");
            }
            return note(messages);
        });
        consumer.start();
        await().until(() -> side.members(GROUP).size() == 1);
        ConsumeMessageDirectlyResult good = consumeDirectly("good");
        assertThat(good.consumeResult()).isEqualTo(CMResult.CR_SUCCESS);
        assertThat(good.order()).isFalse();
        assertThat(consumed).containsExactly("good");
        ConsumeMessageDirectlyResult bad = consumeDirectly("bad");
        assertThat(bad.consumeResult()).isEqualTo(CMResult.CR_THROW_EXCEPTION);
        assertThat(bad.remark()).contains("from the listener");
    }

    private ConsumeMessageDirectlyResult consumeDirectly(String body) throws Exception {
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.CONSUME_MESSAGE_DIRECTLY,
                new ConsumeMessageDirectlyResultRequestHeader(GROUP, null, "id", "broker-a", null, null, null));
        request.setBody(MessageDecoder.encode(side.append("Elsewhere", 0, null, body), false));
        RemotingCommand response = broker.connections()
                .iterator()
                .next()
                .call(request, Patience.CALL_MILLIS)
                .get();
        return Json.fromJson(response.getBody(), ConsumeMessageDirectlyResult.class);
    }

    @Test
    void aConsumerMayShutItselfDownFromItsListener() throws Exception {
        append(0, 4);
        CountDownLatch down = new CountDownLatch(1);
        DefaultMQPushConsumer consumer = consumer((messages, context) -> {
            consumers.get(0).shutdown();
            down.countDown();
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        assertThat(down.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(side.members(GROUP)).isEmpty();
    }

    @Test
    void nothingIsLeftRunningAfterTheShutdown() throws Exception {
        append(0, 20);
        DefaultMQPushConsumer consumer = consumer((messages, context) -> note(messages));
        consumer.start();
        await().until(() -> consumed.size() == 20);
        String clientId = side.members(GROUP).iterator().next();
        consumer.shutdown();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .noneMatch(name -> name.contains(clientId) || name.contains("_" + GROUP)));
    }

    @Test
    void whatIsConfiguredWronglyIsRefusedAtTheStart() throws Exception {
        DefaultMQPushConsumer consumer = consumer((messages, context) -> note(messages));
        consumer.setPullBatchSize(0);
        assertThatThrownBy(consumer::start).hasMessageContaining("pullBatchSize Out of range [1, 1024]");
        consumer.setPullBatchSize(1);
        consumer.setConsumeTimestamp("yesterday");
        assertThatThrownBy(consumer::start).hasMessageContaining("yyyyMMddHHmmss");
        DefaultMQPushConsumer unnamed = new DefaultMQPushConsumer();
        assertThatThrownBy(unnamed::start).hasMessageContaining("DEFAULT_CONSUMER");
        DefaultMQPushConsumer deaf = new DefaultMQPushConsumer(GROUP);
        assertThatThrownBy(deaf::start).hasMessageContaining("messageListener is null");
    }
}
