package io.cometmq.tools.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerScannerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":13,\"extFields\":{\"msgId\":\"7F\"},\"flag\":1,\"language\":\"JAVA\",\"opaque\":70001,\"version\":493}",
                "{\"opaque\": 70001, \"flag\": 1, \"code\": 13}",
                "{\"flag\":1,\"code\":13,\"opaque\":70001,\"remark\":\"\\\"opaque\\\":5 \\\"code\\\":6\"}",
            })
    void findsNumbersWhereverTheyStand(String header) {
        byte[] data = ("xx" + header + "9").getBytes(UTF_8);
        int to = data.length - 1;
        assertThat(AnswerScanner.numberFromStart(AnswerScanner.CODE, data, 2, to))
                .isEqualTo(13);
        assertThat(AnswerScanner.numberFromEnd(AnswerScanner.OPAQUE, data, 2, to))
                .isEqualTo(70001);
        assertThat(AnswerScanner.numberFromEnd(AnswerScanner.FLAG, data, 2, to)).isEqualTo(1);
    }

    @Test
    void readsNegativeNumbers() {
        byte[] data = "{\"opaque\":-12}".getBytes(UTF_8);
        assertThat(AnswerScanner.numberFromEnd(AnswerScanner.OPAQUE, data, 0, data.length))
                .isEqualTo(-12);
    }

    @Test
    void findsTexts() {
        byte[] data = "{\"remark\":\"no \\\"T\\\" here\",\"x\":\"y\"}".getBytes(UTF_8);
        assertThat(AnswerScanner.text("remark", data, 0, data.length)).isEqualTo("no \\\"T\\\" here");
        assertThat(AnswerScanner.text("topic", data, 0, data.length)).isNull();
    }

    @Test
    void saysWhatIsMissing() {
        byte[] data = "{\"flag\":1}".getBytes(UTF_8);
        assertThatThrownBy(() -> AnswerScanner.numberFromStart(AnswerScanner.CODE, data, 0, data.length))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("\"code\":")
                .hasMessageContaining("{\"flag\":1}");
    }
}
