package io.cometmq.broker.filter.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.broker.filter.sql.SqlExpression.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SqlExpressionTest {
    private static final int BEFORE = 3;

    static Stream<String> verdicts() throws IOException {
        return lines("sql92-verdicts.txt");
    }

    static Stream<String> refusals() throws IOException {
        return lines("sql92-refusals.txt");
    }

    private static Stream<String> lines(String file) throws IOException {
        try (InputStream text = SqlExpressionTest.class.getResourceAsStream("/filter/" + file)) {
            return new String(text.readAllBytes(), UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void saysWhatRocketMqSays(String line) throws Exception {
        String[] parts = line.split("\\|", 3);

        Verdict verdict = verdict(parts[1].strip(), properties(parts[2].strip()));

        assertThat(verdict).isEqualTo(Verdict.valueOf(parts[0].strip()));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWhatRocketMqRefusesAndNamesThePlace(String line) {
        int separator = line.lastIndexOf(" | ");

        assertThatThrownBy(() -> SqlExpression.compile(line.substring(0, separator)))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessage(line.substring(separator + 3));
    }

    @ParameterizedTest
    @CsvSource({
        "'a = 1 AND\nb ! 2', unexpected character '!' at line 2, column 3",
        "'a = ''x', the text in quotes does not end that begins at line 1, column 5",
        "'a = 1 /* b', the comment does not end that begins at line 1, column 7",
        "'(a = 1 OR b = 2', unexpected the end of the expression",
        "'a > 99999999999999999999', 99999999999999999999 is greater than 9223372036854775807 at line 1, column 5"
    })
    void namesTheLineAndColumn(String text, String message) {
        assertThatThrownBy(() -> SqlExpression.compile(text)).hasMessageStartingWith(message);
    }

    @Test
    void textsBeyondAnIntAreNumbersToo() throws Exception {
        // RocketMQ 5.4.0 fails here: it reads a property beside a small literal as an int.
        assertThat(verdict("t > 5", Map.of("t", "1795362436715"))).isEqualTo(Verdict.MATCHES);
        assertThat(verdict("t BETWEEN 1 AND 1795362436716", Map.of("t", "1795362436715")))
                .isEqualTo(Verdict.MATCHES);
    }

    @Test
    void whatFollowsAConditionIsIgnoredAndTold() throws Exception {
        SqlExpression expression = SqlExpression.compile("a > 5) OR b");

        assertThat(expression).hasToString("(a > 5)");
        assertThat(expression.ignored()).isEqualTo("everything from ')' at line 1, column 6");
        assertThat(SqlExpression.compile("a > 5 -- that is all\n").ignored()).isEmpty();
    }

    @Test
    void theLastOfEqualPropertiesCountsAndEmptyOnesAreNone() throws Exception {
        SqlExpression expression = SqlExpression.compile("a = '2' AND b IS NULL");

        assertThat(evaluate(expression, "a\u00011\u0002a\u00012\u0002b\u0001\u0002\u0001x\u0002ab\u00013"))
                .isEqualTo(Verdict.MATCHES);
    }

    @Test
    void aPropertyMayContainTheSeparatorOfNames() throws Exception {
        assertThat(evaluate(SqlExpression.compile("a CONTAINS '='"), "a\u0001x\u0001=y"))
                .isEqualTo(Verdict.MATCHES);
    }

    @Test
    void operatorsAndNestingHaveALimit() {
        String many = "a = '1'" + " OR a = '1'".repeat(Parser.MAX_OPERATORS / 2);
        String deep = "(".repeat(Parser.MAX_NESTING) + "a" + ")".repeat(Parser.MAX_NESTING);
        String signs = "-".repeat(Parser.MAX_NESTING + 1) + "1 = 1";

        assertThatThrownBy(() -> SqlExpression.compile(many)).hasMessageContaining("more than 2000 operators");
        assertThatThrownBy(() -> SqlExpression.compile(deep)).hasMessageContaining("nested more than 200 deep");
        assertThatThrownBy(() -> SqlExpression.compile(signs)).hasMessageContaining("nested more than 200 deep");
        assertThatThrownBy(() -> SqlExpression.compile(" ".repeat(SqlExpression.MAX_LENGTH + 1)))
                .hasMessageContaining("32769 characters");
    }

    static Verdict verdict(String text, Map<String, String> properties) throws SqlSyntaxException {
        StringBuilder encoded = new StringBuilder();
        properties.forEach((name, value) ->
                encoded.append(name).append('\u0001').append(value).append('\u0002'));
        return evaluate(SqlExpression.compile(text), encoded.toString());
    }

    /** In the middle of a buffer like that of the log. */
    private static Verdict evaluate(SqlExpression expression, String properties) {
        byte[] bytes = properties.getBytes(UTF_8);
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length + 2 * BEFORE).put(BEFORE, bytes);
        return expression.evaluate(buffer, BEFORE, bytes.length);
    }

    private static Map<String, String> properties(String text) {
        Map<String, String> properties = new LinkedHashMap<>();
        Arrays.stream(text.split(",")).filter(entry -> !entry.isEmpty()).forEach(entry -> {
            int equal = entry.indexOf('=');
            properties.put(entry.substring(0, equal), entry.substring(equal + 1));
        });
        return properties;
    }
}
