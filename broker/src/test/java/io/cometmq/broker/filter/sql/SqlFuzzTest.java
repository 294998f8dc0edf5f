package io.cometmq.broker.filter.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.filter.sql.SqlExpression.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random conditions against a model that is as simple as can be, and random texts that need not be conditions. */
class SqlFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final String[] NAMES = {"a", "b", "c", "$d"};
    private static final String[] VALUES = {"1", "2", "10", "x", "yx", "TRUE", "1.5", "-3"};
    private static final String[] PIECES = {
        "a",
        "B",
        "$x",
        " ",
        " AND ",
        " or ",
        " NOT ",
        "(",
        ")",
        "=",
        "<>",
        ">",
        "<=",
        "'",
        "'x'",
        "''",
        "5",
        "0.5",
        "1e",
        ".",
        "-",
        "--",
        "/*",
        "*/",
        "\n",
        ",",
        " IN (",
        " BETWEEN ",
        " IS ",
        " NULL",
        "TRUE",
        " CONTAINS ",
        "!",
        "\u00e4",
        "\ud83d\ude00",
        "9".repeat(30)
    };

    /** A condition with what it is for some properties: true, false, or null for unknown. */
    private record Case(String text, Boolean expected) {}

    private final Map<String, String> properties = new LinkedHashMap<>();
    private Random random;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void conditionsAreWhatTheModelSays(long seed) throws Exception {
        random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            chooseProperties();
            Case chosen = condition(4);
            Verdict expected = chosen.expected == null
                    ? Verdict.UNKNOWN
                    : chosen.expected ? Verdict.MATCHES : Verdict.DOES_NOT_MATCH;

            assertThat(SqlExpressionTest.verdict(chosen.text, properties))
                    .as("%s for %s", chosen.text, properties)
                    .isEqualTo(expected);
        }
    }

    private void chooseProperties() {
        properties.clear();
        for (String name : NAMES) {
            if (random.nextInt(3) > 0) {
                properties.put(name, pick(VALUES));
            }
        }
    }

    private Case condition(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaf();
        }
        Case left = condition(depth - 1);
        if (random.nextInt(3) == 0) {
            return new Case("NOT (" + left.text + ")", left.expected == null ? null : !left.expected);
        }
        Case right = condition(depth - 1);
        boolean and = random.nextBoolean();
        return new Case(
                "(" + left.text + (and ? " AND " : " OR ") + right.text + ")",
                decide(left.expected, right.expected, !and));
    }

    /** The side that decides wins; else an unknown one does. */
    private static Boolean decide(Boolean left, Boolean right, boolean deciding) {
        if ((left != null && left == deciding) || (right != null && right == deciding)) {
            return deciding;
        }
        return (left == null || right == null) ? null : Boolean.valueOf(!deciding);
    }

    private Case leaf() {
        String name = pick(NAMES);
        String value = properties.get(name);
        String other = pick(VALUES);
        return switch (random.nextInt(6)) {
            case 0 -> new Case(name + " = '" + other + "'", value == null ? null : value.equals(other));
            case 1 -> new Case(name + " <> '" + other + "'", value == null ? null : !value.equals(other));
            case 2 -> new Case(name + " IS NULL", value == null);
            case 3 ->
                new Case(
                        name + " NOT IN ('x', '" + other + "')",
                        value == null ? null : !value.equals("x") && !value.equals(other));
            case 4 -> new Case(name + " CONTAINS 'x'", value != null && value.contains("x"));
            default -> number(name, value);
        };
    }

    private Case number(String name, String value) {
        double literal = 0.5 + random.nextInt(12);
        if (value == null || !value.matches("-?[0-9.]+")) {
            return new Case(name + " IS NOT NULL", value != null);
        }
        return random.nextBoolean()
                ? new Case(name + " > " + literal, Double.parseDouble(value) > literal)
                : new Case(
                        name + " BETWEEN 0.25 AND " + literal,
                        Double.parseDouble(value) >= 0.25 && Double.parseDouble(value) <= literal);
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    @Test
    void anyTextIsEitherAConditionOrRefused() throws Exception {
        random = new Random(4);
        int accepted = 0;
        for (int i = 0; i < 10 * ROUNDS; i++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = random.nextInt(12); pieces >= 0; pieces--) {
                text.append(pick(PIECES));
            }
            accepted += isConditionThatReadsTheSame(text.toString()) ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(ROUNDS / 10);
    }

    private static boolean isConditionThatReadsTheSame(String text) throws SqlSyntaxException {
        SqlExpression expression;
        try {
            expression = SqlExpression.compile(text);
        } catch (SqlSyntaxException e) {
            assertThat(e.getMessage()).contains(" at line ").contains(", column ");
            return false;
        }
        assertThat(SqlExpression.compile(expression.toString())).hasToString(expression.toString());
        return true;
    }
}
