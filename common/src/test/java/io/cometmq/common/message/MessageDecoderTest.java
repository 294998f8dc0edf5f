package io.cometmq.common.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.sysflag.MessageSysFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDecoderTest {
    private static final String HELLOS = "hello hello hello hello hello hello hello";

    /** The record of docs/protocol/message-formats.md 1.4, written by RocketMQ's broker. */
    private static ByteBuffer realRecord() {
        return ByteBuffer.wrap(resource("record.v1.bin"));
    }

    @Test
    void decodesARealRecord() {
        ByteBuffer buffer = realRecord();
        MessageExt message = MessageDecoder.decode(buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        assertThat(message.getStoreSize()).isEqualTo(276);
        assertThat(message.getBodyCRC()).isEqualTo(0x3610A686);
        assertThat(message.getTopic()).isEqualTo("TopicFacts");
        assertThat(message.getBody()).asString(UTF_8).isEqualTo("hello");
        assertThat(message.getBornTimestamp()).isEqualTo(1795362436715L);
        assertThat(message.getStoreTimestamp()).isEqualTo(1795362436827L);
        assertThat(message.getBornHost()).isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 48722));
        assertThat(message.getStoreHost()).isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 20911));
        assertThat(message.getMsgId()).isEqualTo("7F000001000051AF0000000000000000");
        assertThat(message.getTags()).isEqualTo("TagA");
        assertThat(message.getKeys()).isEqualTo("key1 key2");
        assertThat(message.isWaitStoreMsgOK()).isTrue();
        assertThat(message.getProperties())
                .containsEntry("MSG_REGION", "DefaultRegion")
                .containsEntry("CLUSTER", "DefaultCluster")
                .containsEntry("TRACE_ON", "true")
                .containsEntry("age", "18")
                .hasSize(8);
        assertThat(MessageDecoder.decodeProperties(realRecord())).isEqualTo(message.getProperties());
    }

    @Test
    void givesConsumersTheUniqueKeyAsId() {
        MessageExt message = MessageDecoder.clientDecode(realRecord(), false);
        assertThat(message).isInstanceOf(MessageClientExt.class);
        assertThat(message.getMsgId()).isEqualTo("FD00000000000000000000000000000236A430946E096F88CE6A0000");
        assertThat(((MessageClientExt) message).getOffsetMsgId()).isEqualTo("7F000001000051AF0000000000000000");
        assertThat(message.getBody()).isNull();
        message.setMsgId("x");
        assertThat(message.getMsgId()).startsWith("FD00");
        MessageAccessor.clearProperty(message, MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX);
        assertThat(message.getMsgId()).isEqualTo("7F000001000051AF0000000000000000");
    }

    @Test
    void decodesIpv6AndCompression() throws IOException {
        byte[] record = resource("record.v6.zlib.bin");
        MessageExt message = MessageDecoder.decode(ByteBuffer.wrap(record));
        assertThat(message.getStoreHost())
                .isEqualTo(new InetSocketAddress(InetAddress.getByName("2001:db8::7"), 20911));
        assertThat(message.getMsgId()).isEqualTo("20010DB8000000000000000000000007000051AF0000000000000114");
        assertThat(message.getBody()).asString(UTF_8).isEqualTo(HELLOS);
        assertThat(message.getSysFlag()).isEqualTo(MessageSysFlag.STOREHOSTADDRESS_V6_FLAG | 0x300);
        assertThat(message.getReconsumeTimes()).isEqualTo(2);
        assertThat(message.getPreparedTransactionOffset()).isEqualTo(11);
        assertThat(message.getFlag()).isEqualTo(9);
        assertThat(message.getQueueOffset()).isEqualTo(7);
        assertThat(message.getQueueId()).isEqualTo(3);
        MessageExt asStored = MessageDecoder.decode(ByteBuffer.wrap(record), true, false);
        assertThat(asStored.getBody()).hasSize(17);
        assertThat(asStored.getSysFlag()).isEqualTo(MessageSysFlag.STOREHOSTADDRESS_V6_FLAG | 0x301);
    }

    @Test
    void encodesWhatItDecodes() throws IOException {
        byte[] real = realRecord().array();
        MessageExt message = MessageDecoder.decode(ByteBuffer.wrap(real));
        byte[] encoded = MessageDecoder.encode(message, false);
        int propertiesStart = 0x6a;
        assertThat(encoded).hasSameSizeAs(real);
        assertThat(HexFormat.of().formatHex(encoded, 0, propertiesStart))
                .isEqualTo(HexFormat.of().formatHex(real, 0, propertiesStart));
        assertThat(MessageDecoder.decode(ByteBuffer.wrap(encoded)).getProperties())
                .isEqualTo(message.getProperties());
    }

    @Test
    void encodesIpv6AndCompression() throws IOException {
        byte[] real = resource("record.v6.zlib.bin");
        MessageExt message = MessageDecoder.decode(ByteBuffer.wrap(real));
        message.setSysFlag(message.getSysFlag() | MessageSysFlag.COMPRESSED_FLAG);
        byte[] encoded = MessageDecoder.encode(message, true);
        ByteBuffer.wrap(encoded).putInt(8, 0); // the library leaves the CRC of a message that was not stored at 0
        assertThat(encoded).isEqualTo(real);
    }

    @Test
    void keepsLongTopicsInVersion2() throws IOException {
        MessageExt message = MessageDecoder.decode(realRecord());
        message.setTopic("%RETRY%" + "G".repeat(201));
        byte[] encoded = MessageDecoder.encode(message, false);
        assertThat(ByteBuffer.wrap(encoded).getInt(4)).isEqualTo(0xDAA320AB);
        assertThat(ByteBuffer.wrap(encoded).getShort(0x5d)).isEqualTo((short) 208);
        assertThat(MessageDecoder.decode(ByteBuffer.wrap(encoded)).getTopic()).isEqualTo(message.getTopic());
    }

    @Test
    void decodesRecordAfterRecordUntilOneDoesNotParse() {
        byte[] record = realRecord().array();
        ByteBuffer buffer = ByteBuffer.allocate(2 * record.length + 10)
                .put(record)
                .put(record)
                .rewind();
        List<MessageExt> messages = MessageDecoder.decodes(buffer);
        assertThat(messages).hasSize(2).allSatisfy(message -> assertThat(message)
                .isInstanceOf(MessageClientExt.class));
        assertThat(buffer.hasRemaining()).isFalse();
    }

    @Test
    void refusesEveryTruncatedRecord() {
        byte[] record = realRecord().array();
        for (int length = 0; length < record.length; length++) {
            ByteBuffer truncated = ByteBuffer.wrap(record, 0, length);
            assertThat(MessageDecoder.decode(truncated)).isNull();
            assertThat(truncated.hasRemaining()).isFalse();
        }
    }

    @Test
    void neverThrowsOnDamagedRecords() {
        byte[] record = realRecord().array();
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = record.clone();
            for (int i = 0; i <= round % 3; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThatCode(() -> MessageDecoder.decodes(ByteBuffer.wrap(damaged)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void makesAndReadsOffsetIds() throws UnknownHostException {
        InetSocketAddress ipv4 = new InetSocketAddress(InetAddress.getLoopbackAddress(), 20911);
        assertThat(MessageDecoder.createMessageId(ipv4, 0x114)).isEqualTo("7F000001000051AF0000000000000114");
        ByteBuffer host = ByteBuffer.wrap(HexFormat.of().parseHex("7f000001000051af"));
        assertThat(MessageDecoder.createMessageId(ByteBuffer.allocate(28), host, 0x114))
                .isEqualTo("7F000001000051AF0000000000000114");
        MessageId id = MessageDecoder.decodeMessageId("7F000001000051AF0000000000000114");
        assertThat(id.getAddress()).isEqualTo(ipv4);
        assertThat(id.getOffset()).isEqualTo(0x114);
        String ipv6 = "00000000000000000000000000000001000051AF0000000000000114";
        MessageId id6 = MessageDecoder.decodeMessageId(ipv6);
        assertThat(MessageDecoder.createMessageId(id6.getAddress(), id6.getOffset()))
                .isEqualTo(ipv6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zz", "7F000001000051AF000000000000011X", "7F000001FFFFFFFF0000000000000114"})
    void refusesWhatIsNoOffsetId(String text) {
        assertThatThrownBy(() -> MessageDecoder.decodeMessageId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parsesPropertiesAsTheOfficialSideDoes() {
        assertThat(MessageDecoder.string2messageProperties(
                        "a\u00011\u0002b\u0001\u0002\u0001x\u0002c\u00013\u00014\u0002d"))
                .isEqualTo(Map.of("a", "1", "c", "3\u00014"));
        assertThat(MessageDecoder.string2messageProperties("a\u00011\u0002a\u00012"))
                .isEqualTo(Map.of("a", "2"));
        assertThat(MessageDecoder.string2messageProperties(null)).isEmpty();
        assertThat(MessageDecoder.messageProperties2String(Map.of("TAGS", "é"))).isEqualTo("TAGS\u0001é\u0002");
        assertThat(MessageDecoder.messageProperties2String(null)).isEmpty();
    }

    @Test
    void encodesBatchEntriesAsTheOfficialSideDoes() {
        Message message = new Message("T", "TagX", "k", 5, "one".getBytes(UTF_8), true);
        String official = """
                00000034000000000000000000000005000000036f6e65001b\
                4b455953016b025741495401747275650254414753015461675802""";
        assertThat(HexFormat.of().formatHex(MessageDecoder.encodeMessage(message)))
                .isEqualTo(official);
    }

    @Test
    void decodesBatches() {
        Message first = new Message("T", "TagX", "k", 5, "one".getBytes(UTF_8), true);
        Message second = new Message("T", new byte[0]);
        byte[] batch = MessageDecoder.encodeMessages(List.of(first, second));
        assertThat(MessageDecoder.countInnerMsgNum(ByteBuffer.wrap(batch))).isEqualTo(2);
        List<Message> decoded = MessageDecoder.decodeMessages(ByteBuffer.wrap(batch));
        assertThat(decoded).hasSize(2);
        assertThat(decoded.get(0))
                .usingRecursiveComparison()
                .ignoringFields("topic")
                .isEqualTo(first);
        assertThat(decoded.get(1).getBody()).isEmpty();
    }

    @Test
    void refusesEveryTruncatedBatch() {
        byte[] entry = MessageDecoder.encodeMessage(new Message("T", "TagX", "one".getBytes(UTF_8)));
        for (int length = 1; length < entry.length; length++) {
            ByteBuffer truncated = ByteBuffer.wrap(entry, 0, length);
            assertThatThrownBy(() -> MessageDecoder.decodeMessages(truncated))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        ByteBuffer liar = ByteBuffer.wrap(entry.clone()).putInt(16, 1000);
        assertThatThrownBy(() -> MessageDecoder.decodeMessages(liar))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000");
    }

    @Test
    void takesInnerBatchesApart() throws IOException {
        MessageExt envelope = MessageDecoder.decode(realRecord());
        envelope.setSysFlag(MessageSysFlag.INNER_BATCH_FLAG | MessageSysFlag.NEED_UNWRAP_FLAG);
        envelope.setQueueOffset(50);
        envelope.setBody(MessageDecoder.encodeMessages(
                List.of(new Message("T", "one".getBytes(UTF_8)), new Message("T", "two".getBytes(UTF_8)))));
        List<MessageExt> messages = new ArrayList<>(
                MessageDecoder.decodesBatch(ByteBuffer.wrap(MessageDecoder.encode(envelope, false)), true, true, true));
        assertThat(messages).extracting(MessageExt::getQueueOffset).containsExactly(50L, 51L);
        assertThat(messages)
                .extracting(message -> new String(message.getBody(), UTF_8))
                .containsExactly("one", "two");
        assertThat(messages).extracting(Message::getTopic).containsOnly("TopicFacts");
        assertThat(messages).extracting(MessageExt::getMsgId).containsOnly("7F000001000051AF0000000000000000");
    }

    private static byte[] resource(String name) {
        try (InputStream stream = MessageDecoderTest.class.getResourceAsStream("/record/" + name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
