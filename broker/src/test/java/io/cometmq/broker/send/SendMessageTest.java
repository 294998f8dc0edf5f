package io.cometmq.broker.send;

import static io.cometmq.broker.server.RunningBroker.sendRequest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.message.StoredRecord;
import io.cometmq.broker.server.RunningBroker;
import io.cometmq.broker.server.RunningBroker.Send;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.sysflag.MessageSysFlag;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.CreateTopicRequestHeader;
import io.cometmq.remoting.protocol.header.GetTopicConfigRequestHeader;
import io.cometmq.remoting.protocol.header.SendMessageRequestHeader;
import io.cometmq.remoting.protocol.header.SendMessageRequestHeaderV2;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendMessageTest {
    @TempDir
    private Path directory;

    private RunningBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = RunningBroker.start(directory);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void aMessageIsStoredAsItCameWithTheBrokersProperties() throws Exception {
        SendMessageResponseHeader answer = broker.send("T", 2, "hello", "TAGS", "A", "KEYS", "k", "UNIQ_KEY", "U1");

        assertThat(answer.queueId()).isEqualTo(2);
        assertThat(answer.queueOffset()).isZero();
        assertThat(answer.transactionId()).isEqualTo("U1");
        assertThat(answer.MSG_REGION()).isEqualTo("DefaultRegion");
        assertThat(answer.TRACE_ON()).isEqualTo("true");
        MessageExt message = only(broker.messages("T", 2, 0));
        assertThat(message.getBody()).isEqualTo("hello".getBytes(UTF_8));
        assertThat(message.getFlag()).isEqualTo(7);
        assertThat(message.getProperties())
                .containsEntry("TAGS", "A")
                .containsEntry("KEYS", "k")
                .containsEntry("UNIQ_KEY", "U1")
                .containsEntry("MSG_REGION", "DefaultRegion")
                .containsEntry("TRACE_ON", "true")
                .containsEntry("CLUSTER", "DefaultCluster")
                .hasSize(6);
        InetSocketAddress storeHost = (InetSocketAddress) message.getStoreHost();
        assertThat(storeHost.getAddress().getHostAddress() + ":" + storeHost.getPort())
                .isEqualTo(broker.address());
        assertThat(MessageDecoder.decodeMessageId(answer.msgId()).getOffset()).isEqualTo(message.getCommitLogOffset());
    }

    @Test
    void aMessageWithoutAUniqueKeyGetsOne() throws Exception {
        SendMessageResponseHeader answer = broker.send("T", 0, "x");

        assertThat(only(broker.messages("T", 0, 0)).getProperty("UNIQ_KEY"))
                .isEqualTo(answer.transactionId())
                .hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void theLongHeaderIsUnderstood() throws Exception {
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.SEND_MESSAGE,
                new SendMessageRequestHeader(
                        "P", "T", "TBW102", 4, 1, 0, 1L, 0, "a\u0001b\u0002", 0, false, false, null, null));
        request.setBody(new byte[] {1});

        assertThat(broker.call(request).getCode()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(only(broker.messages("T", 1, 0)).getProperty("a")).isEqualTo("b");
    }

    @Test
    void aTopicIsCreatedFromItsTemplateWithTheQueuesThatTheProducerWants() throws Exception {
        broker.send("New", 0, "x");

        assertThat(broker.call(sendRequest("New", 3, "x")).getCode()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(broker.call(sendRequest("New", 4, "x")).getCode()).isEqualTo(ResponseCode.INVALID_PARAMETER);
    }

    @Test
    void aNegativeQueueMeansAnyQueue() throws Exception {
        broker.send("T", 0, "x");

        for (int i = 0; i < 20; i++) {
            assertThat(broker.send("T", -1, "x").queueId()).isBetween(0, 3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "T x, 29, illegal characters",
        "SELF_TEST_TOPIC, 16, forbidden",
        "SCHEDULE_TOPIC_XXXX, 16, forbidden",
        "'', 29, blank"
    })
    void topicsThatCannotBeSentToAreRefused(String topic, int code, String remark) throws Exception {
        RemotingCommand answer = broker.call(sendRequest(topic, 0, "x"));

        assertThat(answer.getCode()).isEqualTo(code);
        assertThat(answer.getRemark()).contains(remark);
        assertThat(answer.getExtField("MSG_REGION")).isEqualTo("DefaultRegion");
        assertThat(answer.getExtField("TRACE_ON")).isEqualTo("true");
    }

    @Test
    void aTopicWithoutATemplateIsRefused() throws Exception {
        RemotingCommand answer = broker.call(sendRequest(new Send("New", 0, "NoTemplate", null, null, 0), "x"));

        assertThat(answer.getCode()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
        assertThat(answer.getRemark()).contains("New").contains("NoTemplate");
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        assertThat(broker.call(sendRequest("T", 0, "x".repeat(4_194_305))).getCode())
                .isEqualTo(ResponseCode.MESSAGE_ILLEGAL);
        assertThat(broker.call(sendRequest("T", 0, "x", "a", "y".repeat(32_768)))
                        .getCode())
                .isEqualTo(ResponseCode.MESSAGE_ILLEGAL);
        assertThat(broker.call(sendRequest("T", 0, "")).getCode()).isEqualTo(ResponseCode.MESSAGE_ILLEGAL);
        assertThat(broker.messages("T", 0, 0)).isEmpty();
    }

    @Test
    void aDeliveryTimeInThePastAsksForNothing() throws Exception {
        broker.send("T", 0, "x", "TIMER_DELIVER_MS", "1");

        assertThat(only(broker.messages("T", 0, 0)).getProperty("TIMER_DELIVER_MS"))
                .isEqualTo("1");
    }

    @Test
    void aMalformedDelayLevelIsRefused() throws Exception {
        assertThat(broker.call(sendRequest("T", 0, "x", "DELAY", "soon")).getCode())
                .isEqualTo(ResponseCode.MESSAGE_ILLEGAL);
    }

    @Test
    void theFlagsOfBrokersAreTakenOffAMessage() throws Exception {
        broker.call(sendRequest(new Send("T", 0, "TBW102", null, null, 0xFE), "x"));

        assertThat(only(broker.messages("T", 0, 0)).getSysFlag()).isEqualTo(MessageSysFlag.MULTI_TAGS_FLAG);
    }

    @Test
    void aOnewayMessageIsStored() throws Exception {
        broker.oneway(sendRequest("T", 0, "first"));
        broker.oneway(sendRequest("T", 0, "second"));

        await().untilAsserted(() -> assertThat(broker.messages("T", 0, 0)).hasSize(2));
    }

    @Test
    void aBatchIsStoredAsSeparateMessages() throws Exception {
        Message first = new Message("T", "one".getBytes(UTF_8));
        first.putUserProperty("a", "1");
        first.setFlag(3);
        Message second = new Message("T", "two".getBytes(UTF_8));

        RemotingCommand answer =
                broker.call(batch("T", MessageDecoder.encodeMessages(List.of(first, second)), "UNIQ_KEY", "B1"));

        SendMessageResponseHeader header = answer.decodeCommandCustomHeader(SendMessageResponseHeader.class);
        List<MessageExt> stored = broker.messages("T", 1, 0);
        assertThat(stored)
                .extracting(message -> new String(message.getBody(), UTF_8))
                .containsExactly("one", "two");
        assertThat(stored).extracting(Message::getFlag).containsExactly(3, 0);
        assertThat(stored.get(0).getProperties()).isEqualTo(first.getProperties());
        assertThat(stored.get(1).getProperties()).isEqualTo(second.getProperties());
        assertThat(header.queueOffset()).isZero();
        assertThat(header.transactionId()).isEqualTo("B1");
        String[] ids = header.msgId().split(",", -1);
        assertThat(ids).hasSize(2);
        assertThat(MessageDecoder.decodeMessageId(ids[1]).getOffset())
                .isEqualTo(stored.get(1).getCommitLogOffset());
    }

    @Test
    void aMalformedBatchIsRefusedAsAWhole() throws Exception {
        byte[] whole = MessageDecoder.encodeMessages(List.of(new Message("T", "one".getBytes(UTF_8))));
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);

        assertThat(broker.call(batch("T", cut)).getCode()).isEqualTo(ResponseCode.MESSAGE_ILLEGAL);
        assertThat(broker.call(batch("T", "rubbish".getBytes(UTF_8))).getCode())
                .isEqualTo(ResponseCode.MESSAGE_ILLEGAL);
        assertThat(broker.call(batch("%RETRY%G", whole)).getCode()).isEqualTo(ResponseCode.MESSAGE_ILLEGAL);
        assertThat(broker.messages("T", 1, 0)).isEmpty();
    }

    @Test
    void aHeaderWithoutAMandatoryFieldIsAnsweredWithItsName() throws Exception {
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.SEND_MESSAGE_V2, null);
        request.addExtField("a", "P");
        request.addExtField("b", "T");

        RemotingCommand answer = broker.call(request);

        assertThat(answer.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(answer.getRemark()).contains("defaultTopic");
    }

    @Test
    void theFastPortTakesMessagesButNoPulls() throws Exception {
        assertThat(broker.call(broker.fastAddress(), sendRequest("T", 0, "x")).getCode())
                .isEqualTo(ResponseCode.SUCCESS);
        assertThat(broker.call(broker.fastAddress(), RunningBroker.pullRequest("T", 0, 0, 0, "*"))
                        .getCode())
                .isEqualTo(ResponseCode.REQUEST_CODE_NOT_SUPPORTED);
    }

    private static RemotingCommand batch(String topic, byte[] body, String... properties) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < properties.length; i += 2) {
            text.append(properties[i])
                    .append('\u0001')
                    .append(properties[i + 1])
                    .append('\u0002');
        }
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.SEND_BATCH_MESSAGE,
                new SendMessageRequestHeaderV2(
                        "P", topic, "TBW102", 4, 1, 0, 5L, 0, text.toString(), 0, false, null, true, null));
        request.setBody(body);
        return request;
    }

    private static MessageExt only(List<MessageExt> messages) {
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    @Test
    void entriesWithoutNameOrValueAreDroppedAndTheOthersStored() throws Exception {
        String[] malformed = {
            "novalue\u0002a\u0001b\u0002",
            "\u0001x\u0002a\u0001b",
            "c\u0001\u0002a\u0001b",
            "\u0002a\u0001b\u0002\u0002"
        };
        for (int i = 0; i < malformed.length; i++) {
            RemotingCommand request = RemotingCommand.createRequestCommand(
                    RequestCode.SEND_MESSAGE_V2,
                    new SendMessageRequestHeaderV2(
                            "P", "Malformed", "TBW102", 4, 0, 0, 1, 0, malformed[i], 0, false, null, false, null));
            request.setBody("x".getBytes(UTF_8));
            assertThat(broker.call(request).getCode()).isZero();
            byte[] record = broker.pull("Malformed", 0, i).getBody();
            ByteBuffer properties = new StoredRecord(ByteBuffer.wrap(record)).properties();
            assertThat(UTF_8.decode(properties).toString())
                    .contains("a\u0001b\u0002")
                    .doesNotContain("novalue", "x", "\u0002\u0002")
                    .doesNotStartWith("\u0002");
        }
    }

    @Test
    void aRetryTopicOfAnImpossibleGroupIsRefusedBeforeAnythingIsCreated() throws Exception {
        for (String group : new String[] {"", "g".repeat(121)}) {
            RemotingCommand answer = broker.call(sendRequest("%RETRY%" + group, 0, "x"));
            assertThat(answer.getCode()).isEqualTo(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST);
            RemotingCommand topic =
                    broker.call(RequestCode.GET_TOPIC_CONFIG, new GetTopicConfigRequestHeader("%RETRY%" + group));
            assertThat(topic.getCode()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
        }
    }

    @Test
    void aTopicKeptForOneTypeRefusesOthersWhenThatIsSwitchedOn(@TempDir Path other) throws Exception {
        try (RunningBroker strict = RunningBroker.start(other, "enableTopicMessageTypeCheck", "true")) {
            for (String type : new String[] {"NORMAL", "FIFO", "DELAY", "TRANSACTION"}) {
                RemotingCommand created = strict.call(
                        RequestCode.UPDATE_AND_CREATE_TOPIC,
                        new CreateTopicRequestHeader(
                                "T" + type, "TBW102", 1, 1, 6, "SINGLE_TAG", 0, false, "+message.type=" + type, null));
                assertThat(created.getCode()).as(created.getRemark()).isZero();
            }
            Map<String, String[]> messages = Map.of(
                    "NORMAL", new String[] {"a", "b"},
                    "FIFO", new String[] {"__SHARDINGKEY", "b"},
                    "DELAY", new String[] {"DELAY", "1"},
                    "TRANSACTION", new String[] {"TRAN_MSG", "true", "PGROUP", "P"});
            for (String topic : messages.keySet()) {
                for (String type : messages.keySet()) {
                    RemotingCommand answer = strict.call(sendRequest("T" + topic, 0, "x", messages.get(type)));
                    assertThat(answer.getCode())
                            .as(type + " to T" + topic + ": " + answer.getRemark())
                            .isEqualTo(topic.equals(type) ? ResponseCode.SUCCESS : ResponseCode.MESSAGE_ILLEGAL);
                }
            }
        }
    }
}
