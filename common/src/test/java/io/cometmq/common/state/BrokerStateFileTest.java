package io.cometmq.common.state;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.json.JsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerStateFileTest {
    @Test
    void otherVersionsMayHaveOtherPropertiesAndLackSome() {
        assertThatCode(() -> BrokerStateFile.CONSUMER_OFFSETS.check(
                        "{\"offsetTable\":{\"T@G\":{0:3}},\"pullOffsetTable\":{\"T@G\":{0:2}}}"))
                .doesNotThrowAnyException();
        assertThatCode(() -> BrokerStateFile.TOPICS.check(
                        "{\"topicConfigTable\":{\"T\":{\"topicName\":\"T\",\"perm\":6,\"tier\":\"cold\"}}}"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"offsetTablf\":{}} | has no offsetTable",
                "{\"offsetTable\":{},\"dataVersiom\":{}} | has dataVersiom, which is not known, and no dataVersion",
                "{\"offsetTable\":{},\"a b\":1} | has a b, which is no name",
                "{\"offsetTable\":{\"T\":{0:3}}} | the state.offsetTable.T is not under topic@group",
                "{\"offsetTable\":{\"T@G\":{-1:3}}} | the state.offsetTable.T@G.-1 is not under a whole number",
                "{\"offsetTable\":{\"T@G\":{0:null}}} | the state.offsetTable.T@G.0 is not a whole number",
            })
    void harmIsNamed(String text, String problem) {
        assertThatThrownBy(() -> BrokerStateFile.CONSUMER_OFFSETS.check(text))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(problem);
    }
}
