package io.cometmq.broker.schedule;

import static io.cometmq.broker.server.RunningBroker.sendRequest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.RecallMessageRequestHeader;
import io.cometmq.remoting.protocol.header.RecallMessageResponseHeader;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimerMessageTest {
    @TempDir
    private Path directory;

    private RunningBroker broker;

    private void start(String... settings) throws Exception {
        broker = RunningBroker.start(directory, settings);
    }

    @AfterEach
    void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private MessageExt awaitMessage(String topic, int queueId) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !broker.messages(topic, queueId, 0).isEmpty());
        try {
            return broker.messages(topic, queueId, 0).get(0);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"TIMER_DELAY_SEC, 1, 1000", "TIMER_DELAY_MS, 300, 300", "TIMER_DELIVER_MS, +300, 300"})
    void aMessageIsDeliveredAtItsTimeWithThePropertiesThatRocketMQGivesIt(String property, String value, long delay)
            throws Exception {
        start();
        long before = System.currentTimeMillis();
        String asked = value.startsWith("+") ? Long.toString(before + Long.parseLong(value.substring(1))) : value;
        SendMessageResponseHeader answer = broker.send("T", 2, "later", property, asked, "UNIQ_KEY", "U1");

        assertThat(answer.queueId()).isEqualTo(2);
        assertThat(answer.transactionId()).isEqualTo("U1");
        String[] handle = new String(Base64.getUrlDecoder().decode(answer.recallHandle()), UTF_8).split(" ");
        assertThat(handle).hasSize(5).startsWith("v1", "T").endsWith("U1");
        long due = Long.parseLong(handle[3]);
        assertThat(due).isGreaterThanOrEqualTo(before + delay);

        MessageExt message = awaitMessage("T", 2);
        assertThat(message.getBody()).isEqualTo("later".getBytes(UTF_8));
        assertThat(message.getStoreTimestamp()).isGreaterThanOrEqualTo(due);
        assertThat(message.getProperties())
                .containsEntry(property, asked)
                .containsEntry("TIMER_OUT_MS", handle[3])
                .containsEntry("REAL_TOPIC", "T")
                .containsEntry("REAL_QID", "2")
                .containsKeys("TIMER_ENQUEUE_MS", "TIMER_DEQUEUE_MS")
                .doesNotContainKey("TIMER_ROLL_TIMES");
    }

    @ParameterizedTest
    @CsvSource({
        "TIMER_DELAY_SEC, 0",
        "TIMER_DELAY_SEC, -3",
        "TIMER_DELAY_MS, 0",
        "TIMER_DELIVER_MS, 1795362436000",
        "TIMER_DELIVER_MS, 0"
    })
    void aTimeThatIsPastAsksForNothing(String property, String value) throws Exception {
        start();
        SendMessageResponseHeader answer = broker.send("T", 0, "now", property, value);

        assertThat(answer.recallHandle()).isNull();
        assertThat(broker.messages("T", 0, 0).get(0).getProperties())
                .containsEntry(property, value)
                .doesNotContainKey("REAL_TOPIC");
    }

    @Test
    void theOrderOfTheThreePropertiesAndTheLevelIsThatOfRocketMQ() throws Exception {
        start("messageDelayLevel", "0s 1s");
        broker.send("T", 0, "level", "TIMER_DELAY_MS", "60000000", "DELAY", "1");
        broker.send("T", 1, "seconds", "TIMER_DELAY_MS", "60000000", "TIMER_DELAY_SEC", "1", "DELAY", "0");

        assertThat(awaitMessage("T", 0).getProperties()).doesNotContainKey("TIMER_DELAY_MS");
        assertThat(awaitMessage("T", 1).getProperties()).containsEntry("TIMER_DELAY_MS", "60000000");
    }

    @ParameterizedTest
    @CsvSource({
        "TIMER_DELAY_SEC, 259201",
        "TIMER_DELAY_SEC, 9223372036854775807",
        "TIMER_DELAY_MS, 259200001",
        "TIMER_DELIVER_MS, 9223372036854775807",
        "TIMER_DELAY_SEC, soon"
    })
    void whatIsTooFarOrNoNumberIsIllegal(String property, String value) throws Exception {
        start();
        RemotingCommand answer = broker.call(sendRequest("T", 0, "x", property, value));

        assertThat(answer.getCode()).isEqualTo(ResponseCode.MESSAGE_ILLEGAL);
        assertThat(answer.getRemark()).contains("T");
    }

    @Test
    void aYearIsPossibleWhereItIsAllowed() throws Exception {
        start("timerMaxDelaySec", "31622400");

        assertThat(broker.send("T", 0, "x", "TIMER_DELAY_SEC", "31622400").recallHandle())
                .isNotNull();
    }

    @Test
    void aBrokerThatSwitchedThemOffSaysSo() throws Exception {
        start("timerWheelEnable", "false");
        RemotingCommand answer = broker.call(sendRequest("T", 0, "x", "TIMER_DELAY_SEC", "1"));

        assertThat(answer.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(answer.getRemark()).contains("timerWheelEnable");
    }

    @Test
    void aRestartDeliversWhatWaitedAndNothingTwice() throws Exception {
        start();
        broker.send("T", 0, "soon", "TIMER_DELAY_MS", "1");
        awaitMessage("T", 0);
        broker.send("T", 1, "later", "TIMER_DELAY_MS", "1000");
        broker.close();
        start();

        awaitMessage("T", 1);
        assertThat(broker.messages("T", 0, 0)).hasSize(1);
        assertThat(broker.messages("T", 1, 0)).hasSize(1);
    }

    // ------------------------------------------------------------------------------------------------------------
    // recall

    private RemotingCommand recall(String topic, String handle) throws Exception {
        return broker.call(RequestCode.RECALL_MESSAGE, new RecallMessageRequestHeader("P", topic, handle, "broker-a"));
    }

    @Test
    void aMessageIsTakenBackWithItsHandle() throws Exception {
        start("recallMessageEnable", "true");
        String handle = broker.send("T", 0, "never", "TIMER_DELAY_MS", "1000", "UNIQ_KEY", "U1")
                .recallHandle();
        broker.send("T", 1, "marker", "TIMER_DELAY_MS", "1100");

        RemotingCommand answer = recall("T", handle);

        assertThat(answer.getCode()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(answer.decodeCommandCustomHeader(RecallMessageResponseHeader.class)
                        .msgId())
                .isEqualTo("U1");
        awaitMessage("T", 1);
        assertThat(broker.messages("T", 0, 0)).isEmpty();
    }

    @Test
    void aMessageIsTakenBackByAnotherOneWithItsKeyAndTime() throws Exception {
        start();
        String due = Long.toString(System.currentTimeMillis() + 1_000);
        broker.send("T", 0, "never", "TIMER_DELIVER_MS", due, "UNIQ_KEY", "U1");
        broker.send("T", 2, "takes back", "TIMER_DELIVER_MS", due, "TIMER_DEL_UNIQKEY", "U1");
        broker.send("T", 1, "marker", "TIMER_DELIVER_MS", Long.toString(Long.parseLong(due) + 100));

        awaitMessage("T", 1);
        assertThat(broker.messages("T", 0, 0)).isEmpty();
        assertThat(broker.messages("T", 2, 0)).isEmpty();
        RemotingCommand late =
                broker.call(sendRequest("T", 0, "x", "TIMER_DELIVER_MS", "1795362436000", "TIMER_DEL_UNIQKEY", "U1"));
        assertThat(late.getCode()).isEqualTo(ResponseCode.MESSAGE_ILLEGAL);
    }

    @Test
    void aHandleThatCannotBeIsRefusedAsByRocketMQ() throws Exception {
        start("recallMessageEnable", "true");
        String due = Long.toString(System.currentTimeMillis() + 60_000);
        String far = Long.toString(System.currentTimeMillis() + 400_000_000);
        String name = new String(
                        Base64.getUrlDecoder()
                                .decode(broker.send("T", 0, "x", "TIMER_DELAY_SEC", "100")
                                        .recallHandle()),
                        UTF_8)
                .split(" ", -1)[2];
        for (List<String> wrong : List.of(
                List.of("v1 T " + name + " 1 U", "recall failed, timestamp invalid"),
                List.of("v1 T " + name + " x U", "recall failed, timestamp invalid"),
                List.of("v1 T " + name + " " + far + " U", "recall failed, timestamp invalid"),
                List.of("v1 T other " + due + " U", "recall failed, broker service not available"),
                List.of("v1 T2 " + name + " " + due + " U", "recall failed, topic not match"),
                List.of("v2 T " + name + " " + due + " U", "recall handle is invalid"),
                List.of("v1 T", "recall handle is invalid"))) {
            RemotingCommand answer = recall(
                    "T", Base64.getUrlEncoder().encodeToString(wrong.get(0).getBytes(UTF_8)));
            assertThat(answer.getCode()).as(wrong.get(0)).isEqualTo(ResponseCode.ILLEGAL_OPERATION);
            assertThat(answer.getRemark()).isEqualTo(wrong.get(1));
        }
        assertThat(recall("T", "!!!").getCode()).isEqualTo(ResponseCode.ILLEGAL_OPERATION);
        assertThat(recall("Nope", "!!!").getCode()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
    }

    @Test
    void takingBackIsForbiddenUnlessSwitchedOn() throws Exception {
        start();

        assertThat(recall("T", "x").getCode()).isEqualTo(ResponseCode.NO_PERMISSION);
    }

    // ----------------------------------------------------------------------------------------------------------
    // progress

    @Test
    void howMuchWaitsAndHowFarTheTimerIsCanBeAsked() throws Exception {
        start();
        broker.send("T", 0, "x", "TIMER_DELAY_SEC", "1000");
        broker.send("T", 0, "y", "TIMER_DELAY_SEC", "2000");
        broker.send("U", 0, "z", "TIMER_DELAY_SEC", "2000");

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            ByteBuffer checkpoint = ByteBuffer.wrap(
                    broker.call(RequestCode.GET_TIMER_CHECK_POINT, null).getBody());
            return checkpoint.limit() == 56
                    && checkpoint.getLong(16) == 3
                    && checkpoint.getLong(0) > System.currentTimeMillis() - 60_000;
        });
        String metrics =
                new String(broker.call(RequestCode.GET_TIMER_METRICS, null).getBody(), UTF_8);
        assertThat(metrics).contains("\"T\":{\"count\":2,").contains("\"U\":{\"count\":1,");
        assertThat(new String(
                        broker.call(RequestCode.GET_BROKER_RUNTIME_INFO, null).getBody(), UTF_8))
                .contains("\"timerCongestNum\":\"3\"");
    }
}
