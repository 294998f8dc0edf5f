package io.cometmq.tools.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.commons.cli.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeChangesTest {
    @Test
    void setsAndRemoves() throws ParseException {
        assertThat(AttributeChanges.parse("+a=b,-c").toString()).isEqualTo("{+a=b, -c=}");
        assertThat(AttributeChanges.parse(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=b", "+a", "-c=d", "", "+=x"})
    void refusesOtherTexts(String text) {
        assertThatThrownBy(() -> AttributeChanges.parse(text)).isInstanceOf(ParseException.class);
    }
}
