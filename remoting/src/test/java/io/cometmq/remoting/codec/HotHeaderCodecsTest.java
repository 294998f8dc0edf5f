package io.cometmq.remoting.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.header.PullMessageRequestHeader;
import io.cometmq.remoting.protocol.header.PullMessageResponseHeader;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The codecs written by hand must do what the derived one does. */
class HotHeaderCodecsTest {
    static Stream<Record> headers() {
        return Stream.of(
                new SendMessageResponseHeader("7F00", 3, 1L << 40, "tx", "b", "r", "DefaultRegion", "true"),
                new SendMessageResponseHeader("7F00", 0, 0, null, null, null, null, null),
                new PullMessageRequestHeader("g", "t", 1, 2, 32, 3, 4, 15000, "*", 9, "TAG", 5, 6, "c", "broker-a"),
                new PullMessageRequestHeader("g", "t", 1, -2, 32, 3, 4, 15000, null, 0, null, null, null, null, null),
                new PullMessageResponseHeader(1, 2, 3, Long.MAX_VALUE, 5L, 6, 7, 8),
                new PullMessageResponseHeader(0, 0, 0, 0, null, null, null, null));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void writeAndReadAsTheDerivedCodecDoes(Record header) throws Exception {
        Map<String, String> written = write(HotHeaderCodecs.of(header.getClass()), header);
        assertThat(written).isEqualTo(write(new RecordHeaderCodec<>(header.getClass()), header));
        assertThat(HotHeaderCodecs.of(header.getClass()).read(HeaderFields.reader(written)))
                .isEqualTo(header);
    }

    @ParameterizedTest
    @MethodSource("headers")
    void refuseWhatTheDerivedCodecRefuses(Record header) {
        Map<String, String> all = write(HotHeaderCodecs.of(header.getClass()), header);
        for (String name : all.keySet()) {
            Map<String, String> rest = new HashMap<>(all);
            rest.remove(name);
            if (accepts(new RecordHeaderCodec<>(header.getClass()), rest)) {
                assertThat(accepts(HotHeaderCodecs.of(header.getClass()), rest))
                        .as(name)
                        .isTrue();
            } else {
                assertThatThrownBy(() -> HotHeaderCodecs.of(header.getClass()).read(HeaderFields.reader(rest)))
                        .hasMessageContaining(name);
            }
        }
    }

    private static boolean accepts(HeaderCodec<?> codec, Map<String, String> fields) {
        try {
            codec.read(HeaderFields.reader(fields));
            return true;
        } catch (RemotingCommandException e) {
            return false;
        }
    }

    @SuppressWarnings("unchecked") // the codec is the header's own
    private static <H extends CommandHeader> Map<String, String> write(HeaderCodec<?> codec, Record header) {
        Map<String, String> fields = new HashMap<>();
        ((HeaderCodec<H>) codec).write((H) header, new MapFieldWriter(fields));
        return fields;
    }
}
