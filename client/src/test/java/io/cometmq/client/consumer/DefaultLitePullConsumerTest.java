package io.cometmq.client.consumer;

import static io.cometmq.client.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.client.fixture.FakeBroker;
import io.cometmq.client.fixture.FakeConsumerSide;
import io.cometmq.client.fixture.FakeNameServer;
import io.cometmq.client.fixture.Patience;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.header.GetMinOffsetResponseHeader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DefaultLitePullConsumerTest {
    private static final String TOPIC = "Topic";
    private static final String GROUP = "lite";

    private final List<DefaultLitePullConsumer> consumers = new ArrayList<>();
    private FakeNameServer nameServer;
    private FakeBroker broker;
    private FakeConsumerSide side;

    @BeforeEach
    void startCluster() throws Exception {
        nameServer = new FakeNameServer();
        broker = new FakeBroker("broker-a");
        side = new FakeConsumerSide(broker);
        broker.answer(
                RequestCode.GET_MIN_OFFSET,
                (exchange, request) -> RemotingCommand.success(new GetMinOffsetResponseHeader(0L)));
        nameServer.route(TOPIC, 2, broker);
    }

    @AfterEach
    void stopCluster() {
        consumers.forEach(DefaultLitePullConsumer::shutdown);
        broker.close();
        nameServer.close();
    }

    private DefaultLitePullConsumer consumer() {
        DefaultLitePullConsumer consumer = new DefaultLitePullConsumer(GROUP);
        Patience.with(consumer, nameServer);
        consumer.setInstanceName("client" + consumers.size() + "#" + System.nanoTime());
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumers.add(consumer);
        return consumer;
    }

    private Set<String> append(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> {
                    side.append(TOPIC, i % 2, i % 2 == 0 ? "even" : "odd", "m" + i);
                    return "m" + i;
                })
                .collect(Collectors.toSet());
    }

    private static String body(MessageExt message) {
        return new String(message.getBody(), StandardCharsets.UTF_8);
    }

    /** Polls until so many messages have come; each may come once only. */
    private static Set<String> poll(DefaultLitePullConsumer consumer, int count) {
        Set<String> polled = new HashSet<>();
        await().until(() -> {
            for (MessageExt message : consumer.poll(100)) {
                assertThat(polled.add(body(message)))
                        .as("%s came twice", body(message))
                        .isTrue();
            }
            return polled.size() >= count;
        });
        return polled;
    }

    @Test
    void pollsWhatItSubscribesToAndCommitsWhatWasPolledWhenItLeaves() throws Exception {
        Set<String> all = append(0, 100);
        DefaultLitePullConsumer consumer = consumer();
        consumer.subscribe(TOPIC, "*");
        consumer.start();
        assertThat(consumer.isRunning()).isTrue();
        assertThat(poll(consumer, 100)).isEqualTo(all);
        assertThat(consumer.poll(10)).isEmpty();
        consumer.shutdown();
        assertThat(side.committed(GROUP, TOPIC, 0)).isEqualTo(50);
        assertThat(side.committed(GROUP, TOPIC, 1)).isEqualTo(50);
        assertThat(side.members(GROUP)).isEmpty();
    }

    @Test
    void aPollCommitsWhatEarlierPollsGaveAndNotWhatItGivesItself() throws Exception {
        nameServer.route(TOPIC, 1, broker);
        for (int i = 0; i < 20; i++) {
            side.append(TOPIC, 0, null, "m" + i);
        }
        DefaultLitePullConsumer consumer = consumer();
        consumer.subscribe(TOPIC, "*");
        consumer.start();
        await().until(() -> consumer.poll(100).size() == 10);
        MessageQueue queue = side.queue(TOPIC, 0);
        assertThat(consumer.committed(queue)).isEqualTo(-1);
        consumer.setAutoCommit(false);
        await().until(() -> consumer.poll(100).size() == 10);
        assertThat(consumer.committed(queue)).isEqualTo(-1);
        consumer.commit();
        assertThat(consumer.committed(queue)).isEqualTo(20);
        consumer.commitSync();
        assertThat(side.committed(GROUP, TOPIC, 0)).isEqualTo(20);
        consumer.commitSync(Map.of(queue, 5L), true);
        assertThat(side.committed(GROUP, TOPIC, 0)).isEqualTo(5);
    }

    @Test
    void assignedQueuesAreConsumedWithoutAGroupAndByTheirExpression() throws Exception {
        append(0, 40);
        DefaultLitePullConsumer consumer = consumer();
        consumer.setSubExpressionForAssign(TOPIC, "odd");
        consumer.assign(List.of(side.queue(TOPIC, 0), side.queue(TOPIC, 1)));
        consumer.start();
        assertThat(poll(consumer, 20))
                .isEqualTo(
                        IntStream.range(0, 20).mapToObj(i -> "m" + (2 * i + 1)).collect(Collectors.toSet()));
        consumer.assign(List.of(side.queue(TOPIC, 1)));
        assertThat(consumer.assignment()).containsExactly(side.queue(TOPIC, 1));
        assertThatThrownBy(() -> consumer.subscribe(TOPIC))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mutually exclusive");
    }

    @Test
    void seekingGoesOnElsewhere() throws Exception {
        append(0, 40);
        MessageQueue queue = side.queue(TOPIC, 0);
        DefaultLitePullConsumer consumer = consumer();
        consumer.assign(List.of(queue));
        consumer.start();
        poll(consumer, 20);
        consumer.seek(queue, 15);
        assertThat(poll(consumer, 5)).contains("m30", "m38").hasSize(5);
        consumer.seekToBegin(queue);
        poll(consumer, 20);
        consumer.seekToBegin(queue);
        consumer.seekToEnd(queue);
        side.append(TOPIC, 0, null, "last");
        assertThat(poll(consumer, 1)).containsExactly("last");
        assertThatThrownBy(() -> consumer.seek(queue, 99)).hasMessageContaining("Seek offset illegal");
        assertThatThrownBy(() -> consumer.seek(side.queue(TOPIC, 1), 0)).hasMessageContaining("not in assigned list");
    }

    @Test
    void aPausedQueueGivesNothingAndAfterwardsEverythingInOrder() throws Exception {
        MessageQueue first = side.queue(TOPIC, 0);
        DefaultLitePullConsumer consumer = consumer();
        consumer.setPullBatchSize(4);
        consumer.assign(List.of(first, side.queue(TOPIC, 1)));
        consumer.start();
        consumer.pause(List.of(first));
        append(0, 40);
        Set<String> others = poll(consumer, 20);
        assertThat(others).allMatch(body -> Integer.parseInt(body.substring(1)) % 2 == 1);
        consumer.resume(List.of(first));
        List<Long> offsets = new ArrayList<>();
        await().until(() -> {
            consumer.poll(100).forEach(message -> offsets.add(message.getQueueOffset()));
            return offsets.size() == 20;
        });
        assertThat(offsets).isSorted();
    }

    @Test
    void twoConsumersShareTheQueuesAndTheListenersAreTold() throws Exception {
        Map<String, Set<MessageQueue>> told = new ConcurrentHashMap<>();
        DefaultLitePullConsumer first = consumer();
        first.subscribe(TOPIC, "*", (topic, all, mine) -> told.put(topic, mine));
        first.start();
        await().until(() -> first.assignment().size() == 2);
        DefaultLitePullConsumer second = consumer();
        second.subscribe(TOPIC, "*");
        second.start();
        await().until(() ->
                first.assignment().size() == 1 && second.assignment().size() == 1);
        await().until(() -> told.get(TOPIC).equals(first.assignment()));
        second.shutdown();
        await().until(() -> first.assignment().size() == 2);
        first.unsubscribe(TOPIC);
        assertThat(first.assignment()).isEmpty();
    }

    @Test
    void pollsThatDoNotComeStopThePulling() throws Exception {
        nameServer.route(TOPIC, 1, broker);
        for (int i = 0; i < 500; i++) {
            side.append(TOPIC, 0, null, "m" + i);
        }
        DefaultLitePullConsumer consumer = consumer();
        consumer.setPullThresholdForAll(30);
        consumer.subscribe(TOPIC, "*");
        consumer.start();
        await().until(() -> broker.requests(RequestCode.PULL_MESSAGE).size() == 4);
        await().during(Duration.ofMillis(300))
                .until(() -> broker.requests(RequestCode.PULL_MESSAGE).size() == 4);
        assertThat(poll(consumer, 500)).hasSize(500);
    }

    @Test
    void aTopicWithOtherQueuesIsNoticed() throws Exception {
        Map<String, Integer> told = new ConcurrentHashMap<>();
        DefaultLitePullConsumer consumer = consumer();
        consumer.setTopicMetadataCheckIntervalMillis(50);
        consumer.subscribe(TOPIC, "*");
        consumer.registerTopicMessageQueueChangeListener(TOPIC, (topic, queues) -> told.put(topic, queues.size()));
        consumer.start();
        await().until(() -> consumer.assignment().size() == 2);
        int queries = nameServer.queries(TOPIC);
        await().until(() -> nameServer.queries(TOPIC) > queries + 1);
        nameServer.route(TOPIC, 3, broker);
        await().until(() -> Integer.valueOf(3).equals(told.get(TOPIC)));
    }

    @Test
    void whatNeedsARunningConsumerSaysSo() {
        DefaultLitePullConsumer consumer = consumer();
        assertThatThrownBy(() -> consumer.poll(1)).hasMessageContaining("not running");
        assertThatThrownBy(() -> consumer.setAutoCommitIntervalMillis(10)).hasMessageContaining("1000");
        assertThatThrownBy(() -> consumer.assign(List.of())).hasMessageContaining("can not be null or empty");
    }
}
