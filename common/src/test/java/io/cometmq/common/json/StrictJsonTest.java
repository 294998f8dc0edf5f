package io.cometmq.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {
    @Test
    void readsWhatProgramsWrite() {
        assertThat(StrictJson.parse(
                        " {\n\t\"a\":{0:3,\"1\":-4},\"b\":[true,false,2.5,1e3],\"c\":\"x\\u00e9\\n\\\"\"}\n"))
                .isEqualTo(Map.of(
                        "a",
                        Map.of("0", 3L, "1", -4L),
                        "b",
                        List.of(true, false, new BigDecimal("2.5"), new BigDecimal("1e3")),
                        "c",
                        "xé\n\""));
        assertThat(StrictJson.parse("[null,{},[],9223372036854775808]"))
                .isEqualTo(Arrays.asList(null, Map.of(), List.of(), new BigDecimal("9223372036854775808")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1        | the text ends at 6 instead of '}'",
                "{\"a\":1}}      | '}' stands at 7 instead of the end",
                "{\"a\":1,}      | '}' stands at 7 instead of a value",
                "{\"a\":1 \"b\":2} | '\"' stands at 7 instead of '}'",
                "{\"a\":1,\"a\":2} | the key a is there twice",
                "{1:1,\"1\":2}   | the key 1 is there twice",
                "{a:1}           | 'a' stands at 1 instead of a value",
                "{'a':1}         | ''' stands at 1 instead of a value",
                "[01]            | '1' stands at 2 instead of ']'",
                "[1.]            | ']' stands at 3 instead of a value",
                "[tru]           | 't' stands at 1 instead of true",
                "[NaN]           | 'N' stands at 1 instead of a value",
                "[1,,2]          | ',' stands at 3 instead of a value",
                "[\"\\x41\"]     | 'x' stands at 3 instead of an escaped character",
                "[\"\\u00g0\"]   | 'g' stands at 6 instead of a hexadecimal digit",
                "[1]/**/         | '/' stands at 3 instead of the end",
            })
    void forgivesNothing(String text, String problem) {
        assertThatThrownBy(() -> StrictJson.parse(text))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void refusesControlCharactersAndZerosBehindTheEnd() {
        assertThatThrownBy(() -> StrictJson.parse("[\"a\tb\"]")).hasMessageContaining("the character 0009 stands at 3");
        assertThatThrownBy(() -> StrictJson.parse("[1]\0\0")).hasMessageContaining("the character 0000 stands at 3");
    }

    @Test
    void refusesDeepNesting() {
        assertThatThrownBy(() -> StrictJson.parse("[".repeat(100_000))).hasMessageContaining("nested deeper");
    }
}
