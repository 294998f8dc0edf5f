package io.cometmq.broker.send;

import static io.cometmq.broker.server.RunningBroker.sendRequest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.broker.server.RunningBroker.Send;
import io.cometmq.common.MQVersion;
import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.LockBatchRequestBody;
import io.cometmq.remoting.protocol.header.ConsumerSendMsgBackRequestHeader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that a group did not consume, and delayed ones. Level 1 is due at once, 2 after one second, 4 after two. */
class RetryTest {
    private static final String RETRY = "%RETRY%G";
    private static final String DEAD = "%DLQ%G";
    private static final String LEVELS = "0s 1s 1m 2s";

    @TempDir
    private Path directory;

    private RunningBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = RunningBroker.start(directory, "messageDelayLevel", LEVELS);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void aDelayedMessageIsDeliveredWhenItIsDueAndNotBefore() throws Exception {
        broker.send("T", 0, "now");
        long sent = System.currentTimeMillis();
        var answer = broker.send("T", 2, "later", "DELAY", "2", "a", "b");

        MessageExt scheduled = only(broker.messages("SCHEDULE_TOPIC_XXXX", 1, 0));
        MessageExt delivered = delivered("T", 2, 1).get(0);

        assertThat(answer.queueId()).isEqualTo(2);
        assertThat(MessageDecoder.decodeMessageId(answer.msgId()).getOffset())
                .isEqualTo(scheduled.getCommitLogOffset());
        assertThat(delivered.getStoreTimestamp()).isBetween(sent + 1_000, sent + 1_900);
        assertThat(delivered.getBody()).isEqualTo("later".getBytes(UTF_8));
        assertThat(delivered.getBornTimestamp()).isEqualTo(scheduled.getBornTimestamp());
        assertThat(delivered.getBornHost()).isEqualTo(scheduled.getBornHost());
        assertThat(delivered.getProperties())
                .isEqualTo(scheduled.getProperties())
                .containsEntry("DELAY", "2")
                .containsEntry("REAL_TOPIC", "T")
                .containsEntry("REAL_QID", "2")
                .containsEntry("a", "b")
                .containsEntry("CLUSTER", "DefaultCluster");
    }

    @Test
    void levelsAboveTheHighestCountAsTheHighest() throws Exception {
        broker.send("T", 0, "x", "DELAY", "99", "TIMER_DELAY_SEC", "10");

        assertThat(only(broker.messages("SCHEDULE_TOPIC_XXXX", 3, 0)).getProperties())
                .containsEntry("DELAY", "4")
                .doesNotContainKey("TIMER_DELAY_SEC");
    }

    @Test
    void manyDelayedMessagesAreDeliveredInTheirOrder() throws Exception {
        for (int i = 0; i < 200; i++) {
            broker.send("T", 0, "m" + i, "DELAY", "1");
        }

        List<MessageExt> delivered = delivered("T", 0, 200);

        for (int i = 0; i < 200; i++) {
            assertThat(new String(delivered.get(i).getBody(), UTF_8)).isEqualTo("m" + i);
        }
    }

    @Test
    void delaysSurviveARestartAndAreDeliveredOnce() throws Exception {
        broker.send("T", 0, "first", "DELAY", "1");
        delivered("T", 0, 1);
        broker.send("T", 0, "second", "DELAY", "4");
        broker.close();

        start();

        assertThat(delivered("T", 0, 2))
                .extracting(message -> new String(message.getBody(), UTF_8))
                .containsExactly("first", "second");
        broker.send("T", 0, "third", "DELAY", "1");
        assertThat(delivered("T", 0, 3)).hasSize(3);
    }

    @Test
    void aMessageGivenBackComesAgainInTheRetryTopic() throws Exception {
        broker.send("T", 1, "x", "TAGS", "A", "UNIQ_KEY", "U");
        MessageExt original = only(broker.messages("T", 1, 0));

        assertThat(giveBack(original, 1, null).getCode()).isEqualTo(ResponseCode.SUCCESS);

        MessageExt again = delivered(RETRY, 0, 1).get(0);
        assertThat(again.getReconsumeTimes()).isEqualTo(1);
        assertThat(again.getBody()).isEqualTo(original.getBody());
        assertThat(again.getBornHost()).isEqualTo(original.getBornHost());
        assertThat(again.getProperties())
                .containsEntry("RETRY_TOPIC", "T")
                .containsEntry("ORIGIN_MESSAGE_ID", offsetId(original))
                .containsEntry("REAL_TOPIC", RETRY)
                .containsEntry("DELAY", "1")
                .containsEntry("WAIT", "false")
                .containsEntry("TAGS", "A")
                .containsEntry("UNIQ_KEY", "U");

        assertThat(giveBack(again, 1, null).getCode()).isEqualTo(ResponseCode.SUCCESS);
        MessageExt third = delivered(RETRY, 0, 2).get(1);
        assertThat(third.getReconsumeTimes()).isEqualTo(2);
        assertThat(third.getProperty("RETRY_TOPIC")).isEqualTo("T");
        assertThat(third.getProperty("ORIGIN_MESSAGE_ID")).isEqualTo(again.getProperty("ORIGIN_MESSAGE_ID"));
    }

    private static String offsetId(MessageExt message) {
        return MessageDecoder.createMessageId(message.getStoreHost(), message.getCommitLogOffset());
    }

    @Test
    void withoutALevelTheDelayGrowsWithTheAttempts() throws Exception {
        broker.send("T", 0, "x");

        giveBack(only(broker.messages("T", 0, 0)), 0, null);

        assertThat(only(broker.messages("SCHEDULE_TOPIC_XXXX", 2, 0)).getProperty("DELAY"))
                .isEqualTo("3");
    }

    @Test
    void whatWasTriedOftenEnoughBecomesADeadLetter() throws Exception {
        broker.send("T", 0, "x");
        MessageExt original = only(broker.messages("T", 0, 0));

        giveBack(original, 0, 0);
        giveBack(original, -1, null);

        List<MessageExt> dead = broker.messages(DEAD, 0, 0);
        assertThat(dead).hasSize(2).allSatisfy(message -> assertThat(message.getProperties())
                .containsEntry("RETRY_TOPIC", "T")
                .containsEntry("DELAY", "0"));
    }

    @Test
    void oldClientsLeaveTheNumberOfAttemptsToTheGroup() throws Exception {
        broker.send("T", 0, "x");
        RemotingCommand request =
                giveBackRequest(only(broker.messages("T", 0, 0)).getCommitLogOffset(), "G", 1, 0);
        request.setVersion(MQVersion.V3_4_9 - 1);

        broker.call(request);

        assertThat(delivered(RETRY, 0, 1)).hasSize(1);
    }

    @Test
    void whatCannotBeGivenBackIsRefused() throws Exception {
        broker.send("T", 0, "x");

        RemotingCommand unknown = broker.call(giveBackRequest(7, "G", 1, null));
        RemotingCommand beyond = broker.call(giveBackRequest(1L << 40, "G", 1, null));
        RemotingCommand badGroup = broker.call(giveBackRequest(0, "bad group", 1, null));

        assertThat(unknown.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(beyond.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(beyond.getRemark()).contains("1099511627776");
        assertThat(badGroup.getCode()).isEqualTo(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST);
    }

    @Test
    void aConsumerMaySendToItsRetryTopicItself() throws Exception {
        broker.send("T", 0, "x");
        sendToRetryTopic(16, 16);
        sendToRetryTopic(17, 16);

        assertThat(delivered(RETRY, 0, 1).get(0).getReconsumeTimes()).isEqualTo(16);
        MessageExt dead = only(broker.messages(DEAD, 0, 0));
        assertThat(dead.getReconsumeTimes()).isEqualTo(17);
        assertThat(dead.getProperty("DELAY")).isEqualTo("-1");
        assertThat(dead.getProperty("RETRY_TOPIC")).isEqualTo("T");
    }

    @Test
    void aGroupThatConsumesInOrderSendsItsDeadLettersAtOnce() throws Exception {
        broker.send("T", 0, "x");
        RemotingCommand lock = RemotingCommand.createRequestCommand(RequestCode.LOCK_BATCH_MQ, null);
        lock.setBody(Json.toJsonBytes(
                new LockBatchRequestBody("G", "client", false, Set.of(new MessageQueue("T", "broker-t", 0)))));
        broker.call(lock);

        sendToRetryTopic(1, 16);

        assertThat(broker.messages(DEAD, 0, 0)).hasSize(1);
    }

    private void sendToRetryTopic(int reconsumeTimes, int max) throws Exception {
        RemotingCommand answer = broker.call(sendRequest(
                new Send(RETRY, 0, "TBW102", reconsumeTimes, max, 0), "x", "RETRY_TOPIC", "T", "DELAY", "1"));
        assertThat(answer.getCode()).as(answer.getRemark()).isEqualTo(ResponseCode.SUCCESS);
    }

    private RemotingCommand giveBack(MessageExt message, int level, Integer max) throws Exception {
        return broker.call(giveBackRequest(message.getCommitLogOffset(), "G", level, max));
    }

    private static RemotingCommand giveBackRequest(long offset, String group, int level, Integer max) {
        return RemotingCommand.createRequestCommand(
                RequestCode.CONSUMER_SEND_MSG_BACK,
                new ConsumerSendMsgBackRequestHeader(offset, group, level, "id", "T", false, max, null));
    }

    private List<MessageExt> delivered(String topic, int queueId, int count) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> all(topic, queueId), list -> list.size() >= count);
    }

    private List<MessageExt> all(String topic, int queueId) throws Exception {
        List<MessageExt> all = new java.util.ArrayList<>();
        List<MessageExt> some;
        do {
            some = broker.messages(topic, queueId, all.size());
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    private static MessageExt only(List<MessageExt> messages) {
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }
}
