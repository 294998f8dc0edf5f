package io.cometmq.tools.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageDecoder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrameTemplateTest {
    private static final String PREFIX = "7F0000011234000001A203FE";
    private static final MessageShape SHAPE = new MessageShape(5, MessageShape.ALL_PROPERTIES, PREFIX, false);

    private static ByteBuffer encode(FrameTemplate template, RequestValues values) {
        ByteBuffer out = ByteBuffer.allocate(template.maxBytes());
        template.encode(out, values);
        return out.flip();
    }

    private static String header(ByteBuffer frame) {
        assertThat(frame.getInt(0)).as("L").isEqualTo(frame.limit() - 4);
        return UTF_8.decode(frame.slice(8, frame.getInt(4))).toString();
    }

    @Test
    void aSendIsWhatTheJavaClientSends() {
        RequestValues values = new RequestValues();
        values.opaque = 7;
        values.bornMillis = 1795362436715L;
        values.sequence = 0xABCDEFL;
        ByteBuffer frame = encode(RequestTemplates.send("T", 3, SHAPE, 1, false), values);
        assertThat(header(frame))
                .isEqualTo(
                        "{\"code\":310,\"extFields\":{\"a\":\"PG_benchmark\",\"b\":\"T\",\"c\":\"TBW102\",\"d\":\"4\","
                                + "\"e\":\"3\",\"f\":\"0\",\"g\":\"1795362436715\",\"h\":\"0\",\"i\":\"KEYS\\u0001order-00ABCDEF"
                                + "\\u0002UNIQ_KEY\\u0001" + PREFIX
                                + "00ABCDF0\\u0002WAIT\\u0001true\\u0002TAGS\\u0001TagA"
                                + "\\u0002\",\"j\":\"0\",\"k\":\"false\",\"m\":\"false\"},\"flag\":0,\"language\":\"JAVA\","
                                + "\"opaque\":7,\"serializeTypeCurrentRPC\":\"JSON\",\"version\":493}");
        assertThat(frame.limit() - 8 - frame.getInt(4)).as("body bytes").isEqualTo(5);
        assertThat(values.sequence).as("two numbers used").isEqualTo(0xABCDF1L);
    }

    @Test
    void aOnewaySendSaysSo() {
        assertThat(header(encode(RequestTemplates.send("T", 0, SHAPE, 1, true), new RequestValues())))
                .contains("\"flag\":2,");
    }

    @Test
    void numbersOfAnyLengthFit() {
        RequestValues values = new RequestValues();
        values.opaque = Integer.MAX_VALUE;
        values.queueOffset = Long.MAX_VALUE;
        assertThat(header(encode(RequestTemplates.pull("T", 0, 32, true), values)))
                .contains("\"queueOffset\":\"9223372036854775807\"", "\"commitOffset\":\"9223372036854775807\"")
                .contains("\"opaque\":2147483647,", "\"sysFlag\":\"3\"");
    }

    @Test
    void aStampLeadsTheBody() {
        RequestValues values = new RequestValues();
        values.sentNanos = 0x0102030405060708L;
        MessageShape stamped = new MessageShape(20, Set.of(), PREFIX, true);
        ByteBuffer frame = encode(RequestTemplates.send("T", 0, stamped, 1, false), values);
        int bodyAt = 8 + frame.getInt(4);
        assertThat(frame.limit() - bodyAt).isEqualTo(20);
        assertThat(frame.getLong(bodyAt)).isEqualTo(0x0102030405060708L);
        assertThat(header(frame)).contains("\"i\":\"\"");
    }

    @Test
    void aBatchIsReadBackByTheDecoder() {
        ByteBuffer frame = encode(RequestTemplates.send("T", 0, SHAPE, 3, false), new RequestValues());
        assertThat(header(frame)).startsWith("{\"code\":320,").contains("\"m\":\"true\"");
        List<Message> messages = MessageDecoder.decodeMessages(frame.position(8 + frame.getInt(4)));
        assertThat(messages).hasSize(3).allSatisfy(message -> {
            assertThat(message.getBody()).hasSize(5);
            assertThat(message.getTags()).isEqualTo("TagA");
        });
        assertThat(messages)
                .extracting(Message::getKeys)
                .containsExactly("order-00000000", "order-00000002", "order-00000004");
    }
}
