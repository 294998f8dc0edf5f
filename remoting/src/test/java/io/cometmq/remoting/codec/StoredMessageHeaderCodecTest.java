package io.cometmq.remoting.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import io.cometmq.remoting.protocol.header.StoredMessageHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients read a SendMessageResponseHeader out of it. */
class StoredMessageHeaderCodecTest {
    private static final byte[] HOST = {127, 0, 0, 1, 0, 0, (byte) 0x51, (byte) 0xAF};

    private final StoredMessageHeaderCodec codec = new StoredMessageHeaderCodec();

    @Test
    void jsonHoldsTheIdsAsText() {
        ByteBuf out = Unpooled.buffer();

        codec.write(header("x\u0001KEY\"\u00e9\u0002", 2, 6), new JsonFieldWriter(out));

        assertThat(out.toString(UTF_8))
                .isEqualTo("\"msgId\":\"7F000001000051AF0000000000000114\",\"queueId\":\"3\",\"queueOffset\":\"7\","
                        + "\"transactionId\":\"KEY\\\"\u00e9\",\"MSG_REGION\":\"R\",\"TRACE_ON\":\"true\"");
    }

    @Test
    void everyFormIsReadAsTheAnswerToASend() throws Exception {
        SendMessageResponseHeader expected =
                new SendMessageResponseHeader("7F000001000051AF0000000000000114", 3, 7, "KEY", null, null, "R", "true");
        Map<String, String> fields = new HashMap<>();
        codec.write(header("KEY", 0, 3), new MapFieldWriter(fields));
        ByteBuf binary = Unpooled.buffer();
        codec.write(header("KEY", 0, 3), new BinaryFieldWriter(binary));

        assertThat(new SendResponseCodec().read(HeaderFields.reader(fields))).isEqualTo(expected);
        assertThat(new SendResponseCodec().read(new BinaryFieldReader(binary.array(), 0, binary.writerIndex())))
                .isEqualTo(expected);
    }

    @Test
    void withoutAUniqueKeyThereIsNoTransactionId() {
        Map<String, String> fields = new HashMap<>();

        codec.write(header("", 0, 0), new MapFieldWriter(fields));

        assertThat(fields).doesNotContainKey("transactionId").containsEntry("queueOffset", "7");
    }

    private static StoredMessageHeader header(String properties, int keyOffset, int keyLength) {
        return new StoredMessageHeader(HOST, 0x114, 3, 7, properties.getBytes(UTF_8), keyOffset, keyLength, "R", true);
    }
}
