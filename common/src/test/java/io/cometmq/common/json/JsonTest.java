package io.cometmq.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.message.MessageQueue;
import io.cometmq.common.message.MessageRequestMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final MessageQueue QUEUE = new MessageQueue("t", "b", 3);

    /** As bodies are: all kinds of keys, an enum, a default. */
    record Sample(
            Map<MessageQueue, Long> offsetTable,
            Map<Long, String> brokerAddrs,
            MessageRequestMode mode,
            double tps,
            String name) {
        Sample {
            name = name == null ? "none" : name;
        }

        boolean isReadOnly() {
            return true;
        }
    }

    private static Sample sample(String name) {
        return new Sample(Map.of(QUEUE, 5L), new TreeMap<>(Map.of(0L, "a", 1L, "b")), null, 0.5, name);
    }

    @Test
    void writesKeysAsTheOfficialSideDoes() {
        assertThat(Json.toJson(sample("n")))
                .isEqualTo("{\"brokerAddrs\":{0:\"a\",1:\"b\"},\"name\":\"n\",\"offsetTable\":"
                        + "{{\"brokerName\":\"b\",\"queueId\":3,\"topic\":\"t\"}:5},\"tps\":0.5}");
        assertThat(Json.toJsonBytes(sample("ü"))).asString(UTF_8).contains("\"ü\"");
    }

    @Test
    void writesStandardTextWithQuotedSortedKeys() {
        Map<Long, String> unsorted = new LinkedHashMap<>();
        unsorted.put(2L, "b");
        unsorted.put(0L, "ü");
        assertThat(Json.toStandardJsonBytes(new Sample(null, unsorted, null, 0, "é")))
                .asString(UTF_8)
                .isEqualTo("{\"brokerAddrs\":{\"0\":\"ü\",\"2\":\"b\"},\"name\":\"é\",\"tps\":0.0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"offsetTable\":{{\"brokerName\":\"b\",\"queueId\":3,\"topic\":\"t\"}:5},\"brokerAddrs\":{0:\"a\",1:\"b\"},\"tps\":0.5}",
                "{\"offsetTable\":{\"{\\\"brokerName\\\":\\\"b\\\",\\\"queueId\\\":3,\\\"topic\\\":\\\"t\\\"}\":\"5\"},\"brokerAddrs\":{\"0\":\"a\",\"1\":\"b\"},\"tps\":\"0.5\"}",
                " {\"tps\" : 0.5, \"x\":{\"y\":[1,{2:3}]}, \"offsetTable\" : { {\"queueId\":3 , \"topic\":\"t\",\"brokerName\":\"b\"} : 5 } , \"brokerAddrs\":{ 0 : \"a\", 1:\"b\" } }\n",
                "{\"x\":{{\"y\":1}:2},\"offsetTable\":{{\"brokerName\":\"b\",\"queueId\":3,\"topic\":\"t\"}:5},\"brokerAddrs\":{0:\"a\",1:\"b\"},\"tps\":0.5}",
            })
    void readsEveryShapeOfKeys(String text) {
        assertThat(Json.fromJson(text, Sample.class)).isEqualTo(sample(null));
        assertThat(Json.fromJson(text.getBytes(UTF_8), Sample.class)).isEqualTo(sample(null));
    }

    @Test
    void readsEnumsByNameAndOrdinalAndToleratesUnknownOnes() {
        assertThat(Json.fromJson("{\"mode\":\"POP\"}", Sample.class).mode()).isEqualTo(MessageRequestMode.POP);
        assertThat(Json.fromJson("{\"mode\":1}", Sample.class).mode()).isEqualTo(MessageRequestMode.POP);
        assertThat(Json.fromJson("{\"mode\":\"NEW\"}", Sample.class).mode()).isNull();
    }

    @Test
    void keepsDefaultsOfWhatIsMissing() {
        assertThat(Json.fromJson("{}", Sample.class)).isEqualTo(new Sample(null, null, null, 0, "none"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[1]", "{\"tps\":", "{\"tps\":\"x\"}", "{} x", "{\"offsetTable\":{\"q\":1}}"})
    void refusesWhatIsNotOfTheType(String text) {
        assertThatThrownBy(() -> Json.fromJson(text, Sample.class))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("Sample");
    }

    @Test
    void refusesDeepNesting() {
        assertThatThrownBy(() -> Json.fromJson("{\"x\":" + "[".repeat(200_000), Sample.class))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("128");
        assertThat(Json.fromJson("{\"name\":\"" + "[\\\"".repeat(1000) + "\"}", Sample.class)
                        .name())
                .hasSize(2000);
    }

    @Test
    void loadsNoTypesThatTheTextNamesAndFollowsNoReferences() {
        String text = "{\"@type\":\"java.util.HashMap\",\"name\":{\"$ref\":\"$\"}}";
        assertThat(Json.fromJson(text, Sample.class).name()).contains("$ref");
    }
}
