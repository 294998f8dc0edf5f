package io.cometmq.remoting.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.LanguageCode;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.Required;
import io.cometmq.remoting.protocol.SerializeType;
import io.cometmq.remoting.protocol.header.ReceivedSendHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandCodecTest {
    enum Boundary {
        LOWER,
        UPPER
    }

    public record Probe(@Required String topic, @Required int queueId, Long offset, boolean unit, Boundary boundaryType)
            implements CommandHeader {}

    private static RemotingCommand decodeJson(String header) throws RemotingCommandException {
        return decodeJson(header, new byte[0]);
    }

    private static RemotingCommand decodeJson(String header, byte[] body) throws RemotingCommandException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return CommandDecoder.decode(
                Unpooled.buffer().writeInt(text.length).writeBytes(text).writeBytes(body));
    }

    private static byte[] encode(RemotingCommand command) {
        ByteBuf out = Unpooled.buffer();
        CommandEncoder.encodeHeader(command, 0, out);
        return ByteBufUtil.getBytes(out);
    }

    /** docs/protocol/remoting.md 11.1: what RocketMQ's 5.4.0 client sends. */
    @Test
    void readsTheHeaderOfARealSend() throws Exception {
        RemotingCommand command = decodeJson(
                "{\"code\":310,\"extFields\":{\"a\":\"PG_facts\",\"b\":\"TopicFacts\",\"c\":\"TBW102\",\"d\":\"4\",\"e\":\"0\",\"f\":\"0\","
                        + "\"g\":\"1795362436715\",\"h\":\"0\",\"i\":\"KEYS\\u0001key1 key2\\u0002WAIT\\u0001true\\u0002\",\"j\":\"0\","
                        + "\"k\":\"false\",\"m\":\"false\",\"n\":\"broker-a\"},\"flag\":0,\"language\":\"JAVA\",\"opaque\":7,"
                        + "\"serializeTypeCurrentRPC\":\"JSON\",\"version\":493}",
                "hello".getBytes(StandardCharsets.UTF_8));

        assertThat(command.getCode()).isEqualTo(310);
        assertThat(command.getOpaque()).isEqualTo(7);
        assertThat(command.getVersion()).isEqualTo(493);
        assertThat(command.getLanguage()).isEqualTo(LanguageCode.JAVA);
        assertThat(command.isResponseType()).isFalse();
        assertThat(command.getBody()).asString().isEqualTo("hello");
        ReceivedSendHeader header = command.decodeCommandCustomHeader(ReceivedSendHeader.class);
        assertThat(header.producerGroup()).isEqualTo("PG_facts");
        assertThat(header.topic()).isEqualTo("TopicFacts");
        assertThat(header.defaultTopicQueueNums()).isEqualTo(4);
        assertThat(header.bornTimestamp()).isEqualTo(1795362436715L);
        assertThat(StandardCharsets.UTF_8
                        .decode(header.properties().duplicate())
                        .toString())
                .isEqualTo("KEYS\u0001key1 key2\u0002WAIT\u0001true\u0002");
        assertThat(header.maxReconsumeTimes()).isEqualTo(-1);
        command.release();
    }

    @Test
    void readsLongAndShortNamesOfASendAlike() throws Exception {
        String longNames =
                "\"producerGroup\":\"g\",\"topic\":\"t\",\"defaultTopic\":\"d\",\"defaultTopicQueueNums\":4,\"queueId\":1,\"sysFlag\":0,"
                        + "\"bornTimestamp\":5,\"flag\":0,\"properties\":\"p\",\"reconsumeTimes\":2,\"unitMode\":true,\"batch\":true,\"maxReconsumeTimes\":3";
        String letters =
                "\"a\":\"g\",\"b\":\"t\",\"c\":\"d\",\"d\":4,\"e\":1,\"f\":0,\"g\":5,\"h\":0,\"i\":\"p\",\"j\":2,\"k\":true,\"m\":true,\"l\":3";

        ReceivedSendHeader one = decodeJson("{\"code\":10,\"extFields\":{" + longNames + "}}")
                .decodeCommandCustomHeader(ReceivedSendHeader.class);
        ReceivedSendHeader two = decodeJson("{\"code\":310,\"extFields\":{" + letters + "}}")
                .decodeCommandCustomHeader(ReceivedSendHeader.class);

        assertThat(one).isEqualTo(two);
        assertThat(one.properties()).isEqualTo(ByteBuffer.wrap(new byte[] {'p'}));
        assertThat(one.maxReconsumeTimes()).isEqualTo(3);
    }

    /** docs/protocol/remoting.md 11.4: a binary request and 4.9.7's binary answer. */
    @Test
    void readsARealBinaryRequestAndAnswersInKind() throws Exception {
        byte[] frame = ByteBufUtil.decodeHexDump("01000038001e0001ed00000102000000000000000000000023"
                + "0005746f7069630000000a546f706963466163747300077175657565496400000001" + "30");
        RemotingCommand request = CommandDecoder.decode(Unpooled.wrappedBuffer(frame));

        assertThat(request.getSerializeTypeCurrentRPC()).isEqualTo(SerializeType.ROCKETMQ);
        assertThat(request.getCode()).isEqualTo(30);
        assertThat(request.getOpaque()).isEqualTo(258);
        Probe header = request.decodeCommandCustomHeader(Probe.class);
        assertThat(header.topic()).isEqualTo("TopicFacts");
        assertThat(header.queueId()).isZero();
        assertThat(header.offset()).isNull();

        RemotingCommand answer = RemotingCommand.createResponseCommand(0, null);
        answer.setVersion(407);
        answer.addExtField("offset", "0");
        answer.answers(request);
        assertThat(ByteBufUtil.hexDump(encode(answer)))
                .isEqualTo("00000026" + "01000022" + "0000" + "00" + "0197" + "00000102" + "00000001" + "00000000"
                        + "0000000d" + "00066f66667365740000000130");
    }

    /** The canonical form of the official client: sorted keys, no blanks, values as strings (docs/protocol/remoting.md 2). */
    @Test
    void writesCanonicalJson() {
        RemotingCommand command =
                RemotingCommand.createRequestCommand(29, new Probe("T\u00e4\"\u0001", 3, null, true, Boundary.UPPER));
        command.setOpaque(-2147483648);
        command.setRemark("why\n");
        String frame = new String(encode(command), StandardCharsets.UTF_8);

        assertThat(frame.substring(8))
                .isEqualTo(
                        "{\"code\":29,\"extFields\":{\"topic\":\"T\u00e4\\\"\\u0001\",\"queueId\":\"3\",\"unit\":\"true\",\"boundaryType\":\"UPPER\"},"
                                + "\"flag\":0,\"language\":\"JAVA\",\"opaque\":-2147483648,\"remark\":\"why\\n\",\"serializeTypeCurrentRPC\":\"JSON\",\"version\":493}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":1}",
                " { \"code\" : 1 , \"extFields\" : null } \n",
                "{\"code\":1,\"language\":7,\"remark\":null,\"unknown\":[1,{\"a\":\"}\"}],\"extFields\":{}}\n",
                "{\"opaque\":0,\"language\":\"KLINGON\",\"remark\":\"\",\"code\":1}",
            })
    void acceptsWhatReadersMustAccept(String header) throws Exception {
        assertThat(decodeJson(header).getCode()).isEqualTo(1);
    }

    @Test
    void takesNumbersBooleansAndNullsInFields() throws Exception {
        RemotingCommand command = decodeJson(
                "{\"code\":1,\"extFields\":{\"topic\":\"t\",\"queueId\":2,\"unit\":TRUE,\"offset\":null,\"boundaryType\":\"lower\",\"x\":{}}}");
        assertThat(command.decodeCommandCustomHeader(Probe.class))
                .isEqualTo(new Probe("t", 2, null, true, Boundary.LOWER));
        assertThat(command.getExtFields()).containsEntry("queueId", "2").doesNotContainKey("offset");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"code\":}",
                "{\"code\":1",
                "{\"code\":1}}",
                "{\"code\":1} x",
                "{\"code\":99999999999}",
                "{\"code\":\"x\"}",
                "{\"flag\":0}",
                "{\"code\":1,\"extFields\":[]}",
                "{\"code\":1,\"extFields\":\"a\"}",
                "{code:1}",
                "{\"code\":1,\"remark\":\"x}",
            })
    void refusesWhatIsNoHeader(String header) {
        assertThatThrownBy(() -> decodeJson(header)).isInstanceOf(RemotingCommandException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"topic\":\"t\"} | <queueId>",
                "{\"queueId\":\"1\"} | <topic>",
                "{\"topic\":\"t\",\"queueId\":\"one\"} | <queueId> is not a whole number: 'one'",
            })
    void namesTheFieldThatIsMissingOrMalformed(String fields, String named) throws Exception {
        RemotingCommand command = decodeJson("{\"code\":1,\"extFields\":" + fields + "}");
        assertThatThrownBy(() -> command.decodeCommandCustomHeader(Probe.class))
                .isInstanceOf(RemotingCommandException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02000000", // unknown serialization
                "00000005", // header longer than the frame
                "0100000400000000", // shorter than the binary minimum
                "01000015001e0001ed0000010200000000" + "7fffffff" + "00000000", // remark length
                "01000015001e0001ed0000010200000000" + "00000000" + "00000001", // fields length
                "01000018001e0001ed0000010200000000" + "00000000" + "00000003" + "00ff00", // a field's length
                "0000", // no room for the mark
            })
    void refusesLengthsThatCannotBe(String frame) {
        ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(frame));
        assertThatThrownBy(() -> CommandDecoder.decode(in)).isInstanceOf(RemotingCommandException.class);
    }

    @Test
    void hooksSeeAndAddFields() throws Exception {
        RemotingCommand command = RemotingCommand.createRequestCommand(1, new Probe("t", 1, 5L, false, null));
        assertThat(command.getExtFields())
                .isEqualTo(Map.of("topic", "t", "queueId", "1", "offset", "5", "unit", "false"));
        command.addExtField("Signature", "s");
        byte[] frame = encode(command);
        RemotingCommand read = CommandDecoder.decode(Unpooled.wrappedBuffer(frame, 4, frame.length - 4));
        assertThat(read.getExtField("Signature")).isEqualTo("s");
        assertThat(read.decodeCommandCustomHeader(Probe.class).offset()).isEqualTo(5);
    }

    @Test
    void everyPrefixAndMutantOfAFrameEndsInACommandOrAClearRefusal() {
        byte[] frame =
                encode(RemotingCommand.createRequestCommand(29, new Probe("topic", 3, 7L, true, Boundary.UPPER)));
        for (int i = 4; i < frame.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] mutant = frame.clone();
                mutant[i] ^= (byte) (1 << bit);
                tryDecode(Unpooled.wrappedBuffer(mutant, 4, mutant.length - 4));
            }
            tryDecode(Unpooled.wrappedBuffer(frame, 4, i - 4));
        }
    }

    private static void tryDecode(ByteBuf in) {
        try {
            RemotingCommand command = CommandDecoder.decode(in);
            command.decodeCommandCustomHeader(Probe.class);
        } catch (RemotingCommandException refused) {
            assertThat(refused).hasMessageMatching("(?s).{10,}");
        }
    }
}
