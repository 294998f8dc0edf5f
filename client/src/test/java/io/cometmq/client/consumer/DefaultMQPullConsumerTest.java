package io.cometmq.client.consumer;

import static io.cometmq.client.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.fixture.FakeBroker;
import io.cometmq.client.fixture.FakeConsumerSide;
import io.cometmq.client.fixture.FakeNameServer;
import io.cometmq.client.fixture.Patience;
import io.cometmq.common.message.MessageQueue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DefaultMQPullConsumerTest {
    private static final String TOPIC = "Topic";
    private static final String GROUP = "pull";

    private FakeNameServer nameServer;
    private FakeBroker broker;
    private FakeConsumerSide side;
    private MessageQueue queue;
    private DefaultMQPullConsumer consumer;

    @BeforeEach
    void startCluster() throws Exception {
        nameServer = new FakeNameServer();
        broker = new FakeBroker("broker-a");
        side = new FakeConsumerSide(broker);
        nameServer.route(TOPIC, 2, broker);
        queue = side.queue(TOPIC, 0);
        consumer = configured(new DefaultMQPullConsumer(GROUP));
    }

    private DefaultMQPullConsumer configured(DefaultMQPullConsumer made) {
        Patience.with(made, nameServer);
        made.setInstanceName("client#" + System.nanoTime());
        return made;
    }

    @AfterEach
    void stopCluster() {
        consumer.shutdown();
        broker.close();
        nameServer.close();
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            side.append(TOPIC, 0, i % 2 == 0 ? "even" : "odd", "m" + i);
        }
    }

    @Test
    void pullsAtAnOffsetAndSaysWhereTheNextOneIs() throws Exception {
        append(10);
        consumer.start();
        PullResult result = consumer.pull(queue, "*", 2, 5);
        assertThat(result.getPullStatus()).isEqualTo(PullStatus.FOUND);
        assertThat(result.getMsgFoundList())
                .extracting(message -> message.getQueueOffset())
                .containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(result.getNextBeginOffset()).isEqualTo(7);
        assertThat(consumer.pull(queue, "odd", 0, 32).getMsgFoundList()).hasSize(5);
        assertThat(consumer.pull(queue, "*", 10, 5).getPullStatus()).isEqualTo(PullStatus.NO_NEW_MSG);
        assertThat(consumer.pull(queue, "*", 99, 5).getPullStatus()).isEqualTo(PullStatus.OFFSET_ILLEGAL);
    }

    @Test
    void aBlockingPullWaitsForTheMessage() throws Exception {
        consumer.start();
        List<Object> outcomes = new CopyOnWriteArrayList<>();
        PullCallback callback = new PullCallback() {
            @Override
            public void onSuccess(PullResult pullResult) {
                outcomes.add(pullResult.getPullStatus());
            }

            @Override
            public void onException(Throwable e) {
                outcomes.add(e);
            }
        };
        consumer.pullBlockIfNotFound(queue, "*", 0, 5, callback);
        consumer.pull(queue, "*", 0, 5, callback);
        await().until(() -> outcomes.size() == 1);
        assertThat(outcomes).containsExactly(PullStatus.NO_NEW_MSG);
        append(1);
        await().until(() -> outcomes.size() == 2);
        assertThat(outcomes.get(1)).isEqualTo(PullStatus.FOUND);
    }

    @Test
    void offsetsAreKeptForTheApplicationAndStoredWhenItLeaves() throws Exception {
        consumer.start();
        assertThat(consumer.fetchConsumeOffset(queue, true)).isEqualTo(-1);
        consumer.updateConsumeOffset(queue, 7);
        assertThat(consumer.fetchConsumeOffset(queue, false)).isEqualTo(7);
        consumer.shutdown();
        assertThat(side.committed(GROUP, TOPIC, 0)).isEqualTo(7);
    }

    @Test
    void aRegisteredTopicIsSharedOut() throws Exception {
        Set<MessageQueue> told = ConcurrentHashMap.newKeySet();
        consumer.registerMessageQueueListener(TOPIC, (topic, all, mine) -> told.addAll(mine));
        consumer.start();
        await().until(() -> told.size() == 2);
        assertThat(consumer.fetchMessageQueuesInBalance(TOPIC)).isEqualTo(told);
    }

    @Test
    void whatMakesNoSenseIsRefused() throws Exception {
        assertThatThrownBy(() -> consumer.pull(queue, "*", 0, 1)).hasMessageContaining("not in running status");
        consumer.start();
        assertThatThrownBy(() -> consumer.pull(queue, "*", -1, 1)).hasMessageContaining("offset < 0");
        assertThatThrownBy(() -> consumer.pull(queue, "*", 0, 0)).hasMessageContaining("maxNums <= 0");
        assertThatThrownBy(() -> consumer.pull(side.queue("Unknown", 0), "||", 0, 1))
                .isInstanceOf(MQClientException.class);
    }

    @Test
    void theScheduleServiceRunsATaskForEachQueue() throws Exception {
        append(10);
        MQPullConsumerScheduleService service = new MQPullConsumerScheduleService("scheduled");
        configured(service.getDefaultMQPullConsumer());
        service.setPullThreadNums(2);
        List<Long> seen = new CopyOnWriteArrayList<>();
        service.registerPullTaskCallback(TOPIC, (mq, context) -> {
            try {
                long offset = Math.max(0, context.getPullConsumer().fetchConsumeOffset(mq, false));
                PullResult result = context.getPullConsumer().pull(mq, "*", offset, 3);
                result.getMsgFoundList().forEach(message -> seen.add(message.getQueueOffset()));
                context.getPullConsumer().updateConsumeOffset(mq, result.getNextBeginOffset());
                context.setPullNextDelayTimeMillis(5);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        service.start();
        try {
            // A task that is interrupted has seen messages, and not said so.
            await().until(() -> service.getDefaultMQPullConsumer().fetchConsumeOffset(queue, false) == 10);
        } finally {
            service.shutdown();
        }
        assertThat(seen).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        await().until(() -> side.committed("scheduled", TOPIC, 0) == 10);
    }
}
