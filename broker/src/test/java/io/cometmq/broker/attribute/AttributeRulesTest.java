package io.cometmq.broker.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeRulesTest {
    private static final AttributeRules RULES = new AttributeRules(List.of(
            Attribute.oneOf("type", true, "A", "B"),
            Attribute.oneOf("fixed", false, "X"),
            Attribute.number("time", true, -1, 100)));

    @Test
    void changesAreAppliedToThePresentOnes() {
        Map<String, String> changes = AttributeRules.parse("+type=B,-time");
        assertThat(RULES.apply(false, Map.of("type", "A", "time", "5", "fixed", "X"), changes))
                .isEqualTo(Map.of("type", "B", "fixed", "X"));
    }

    @Test
    void nothingChangesNothing() {
        assertThat(AttributeRules.parse("")).isEmpty();
        assertThat(AttributeRules.parse(null)).isEmpty();
        assertThat(RULES.apply(true, Map.of(), Map.of())).isEmpty();
    }

    /** Texts that the published broker answers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "+foo=1; unsupported key: foo",
                "type=A; add/alter attribute format is wrong: type",
                "+type=A,+type=B; key duplication: +type",
                "+type=A,-type; only add attribute is supported while creating topic. key: type",
                "-type; only add attribute is supported while creating topic. key: type",
                "-type=5; add/alter attribute format is wrong: -type",
                "+type; delete attribute format is wrong: +type",
                "+=x; kv string format wrong.",
                "++type=A; kv string format wrong.",
                "+type=C; value is not in set: [A, B]",
                "+type=a; value is not in set: [A, B]",
                "+time=abc; For input string: \"abc\"",
                "+time=-5; value is not in range(-1, 100)",
            })
    void whatIsWrongWithTheAttributesOfANewTopicIsSaid(String changes, String objection) {
        assertThatThrownBy(() -> RULES.apply(true, Map.of(), AttributeRules.parse(changes)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(objection);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+fixed=X", "-fixed"})
    void anUnchangeableAttributeStays(String changes) {
        assertThatThrownBy(() -> RULES.apply(false, Map.of("fixed", "X"), AttributeRules.parse(changes)))
                .hasMessage("attempt to update an unchangeable attribute. key: fixed");
    }

    @Test
    void whatIsNotThereCannotBeRemoved() {
        assertThatThrownBy(() -> RULES.apply(false, Map.of("type", "A"), AttributeRules.parse("-time")))
                .hasMessage("attempt to delete a nonexistent key: time");
    }
}
