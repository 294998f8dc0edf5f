package io.cometmq.common.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {
    private static final byte[] BODY = "hello".getBytes(UTF_8);

    @Test
    void keepsWhatTheConstructorGets() {
        Message message = new Message("T", "TagA", "k1 k2", 7, BODY, false);
        assertThat(message.getProperties()).isEqualTo(Map.of("TAGS", "TagA", "KEYS", "k1 k2", "WAIT", "false"));
        assertThat(message.isWaitStoreMsgOK()).isFalse();
        assertThat(message.getFlag()).isEqualTo(7);
        assertThat(new Message("T", BODY).getProperties()).isEqualTo(Map.of("WAIT", "true"));
        assertThat(new Message().isWaitStoreMsgOK()).isTrue();
        assertThat(new Message().getProperties()).isEmpty();
    }

    @Test
    void hasRocketMQsDefaults() {
        Message message = new Message();
        assertThat(message.getPriority()).isEqualTo(-1);
        assertThat(message.getDelayTimeLevel()).isZero();
        assertThat(message.getDelayTimeSec()).isZero();
        assertThat(message.getDeliverTimeMs()).isZero();
    }

    @Test
    void keepsSystemPropertiesUnderTheirWireNames() {
        Message message = new Message();
        message.setDelayTimeSec(5);
        message.setDelayTimeMs(6);
        message.setDeliverTimeMs(7);
        message.setPriority(3);
        message.setInstanceId("i");
        message.setBuyerId("b");
        message.setDelayTimeLevel(4);
        message.setKeys(List.of("a", "b"));
        assertThat(message.getProperties())
                .isEqualTo(Map.of(
                        "TIMER_DELAY_SEC", "5",
                        "TIMER_DELAY_MS", "6",
                        "TIMER_DELIVER_MS", "7",
                        "_SYS_MSG_PRIORITY_", "3",
                        "INSTANCE_ID", "i",
                        "BUYER_ID", "b",
                        "DELAY", "4",
                        "KEYS", "a b"));
        message.setTags(null);
        assertThat(message.hasProperty("TAGS")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"KEYS, x", "UNIQ_KEY, x", "a, ' '", "' ', x", "a,", ",x", "'a\u0001', x", "a, 'x\u0002'"})
    void refusesBadUserProperties(String name, String value) {
        Message message = new Message("T", BODY);
        assertThatThrownBy(() -> message.putUserProperty(name, value)).isInstanceOf(RuntimeException.class);
        assertThat(message.getProperties()).hasSize(1);
    }

    @Test
    void clonesWithPropertiesOfItsOwn() {
        Message message = new Message("T", BODY);
        message.setFlag(3);
        Message copy = MessageAccessor.cloneMessage(message);
        copy.putUserProperty("a", "1");
        assertThat(copy.getFlag()).isEqualTo(3);
        assertThat(message.getUserProperty("a")).isNull();
    }

    @Test
    void tellsItsHosts() {
        MessageExt message = new MessageExt();
        assertThat(message.getBornHostString()).isNull();
        assertThat(message.getBornHostNameString()).isNull();
        message.setBornHost(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5));
        assertThat(message.getBornHostString()).isEqualTo("127.0.0.1");
        assertThat(message.getBornHostBytes().getInt()).isEqualTo(0x7F000001);
        assertThat(message.getBornHostBytes().remaining()).isEqualTo(8);
    }

    @Test
    void batchesOnlyWhatCanTravelTogether() {
        Message plain = new Message("T", BODY);
        Message delayed = new Message("T", BODY);
        delayed.setDelayTimeLevel(1);
        Message impatient = new Message("T", BODY);
        impatient.setWaitStoreMsgOK(false);
        assertRefused(List.of(plain, new Message("U", BODY)));
        assertRefused(List.of(new Message("%RETRY%g", BODY)));
        assertRefused(List.of(delayed));
        assertRefused(List.of(plain, impatient));
        assertThatThrownBy(() -> MessageBatch.generateFromList(List.of())).isInstanceOf(IllegalArgumentException.class);
        MessageBatch batch = MessageBatch.generateFromList(List.of(plain, plain));
        assertThat(batch).containsExactly(plain, plain);
        assertThat(batch.getTopic()).isEqualTo("T");
        assertThat(batch.encode()).isEqualTo(MessageDecoder.encodeMessages(List.of(plain, plain)));
    }

    private static void assertRefused(List<Message> messages) {
        assertThatThrownBy(() -> MessageBatch.generateFromList(messages))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void ordersQueuesByTopicBrokerAndId() {
        MessageQueue queue = new MessageQueue("t", "b", 3);
        assertThat(queue.hashCode()).isEqualTo(124178);
        assertThat(new MessageQueue().hashCode()).isEqualTo(29791);
        assertThat(queue).isEqualTo(new MessageQueue(queue)).isNotEqualTo(new MessageQueue("t", "b", 4));
        assertThat(List.of(
                        new MessageQueue("t", "b", 10),
                        new MessageQueue("t", "b", 2),
                        new MessageQueue("t", "a", 3),
                        new MessageQueue("s", "z", 9)))
                .map(MessageQueue::toString)
                .hasSize(4);
        assertThat(List.of(new MessageQueue("t", "b", 10), new MessageQueue("t", "b", 2), new MessageQueue("t", "a", 3))
                        .stream()
                        .sorted())
                .containsExactly(
                        new MessageQueue("t", "a", 3), new MessageQueue("t", "b", 2), new MessageQueue("t", "b", 10));
    }

    @Test
    void namesTypes() {
        assertThat(MessageType.getByShortName("TransCommit")).isEqualTo(MessageType.Trans_msg_Commit);
        assertThat(MessageType.getByShortName("x")).isEqualTo(MessageType.Normal_Msg);
        assertThat(MessageVersion.valueOfMagicCode(-626843477)).isEqualTo(MessageVersion.MESSAGE_VERSION_V2);
        assertThatThrownBy(() -> MessageVersion.valueOfMagicCode(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
