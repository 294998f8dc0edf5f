package io.cometmq.tools.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.commons.cli.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesrvBenchmarkOptionsTest {
    @Test
    void everyOptionHasADefault() throws ParseException {
        NamesrvBenchmarkOptions options = NamesrvBenchmarkOptions.parse("namesrv");
        assertThat(options.brokers()).isEqualTo(100);
        assertThat(options.topics()).isEqualTo(10_000);
        assertThat(options.pid()).isEmpty();
        assertThat(options.json()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "namesrv --brokers 0, --brokers takes a number",
        "namesrv --topics many, --topics takes a number",
        "namesrv -o xml, -o takes text or json",
        "namesrv other, there is no option",
    })
    void mistakesAreNamed(String line, String complaint) {
        assertThatThrownBy(() -> NamesrvBenchmarkOptions.parse(line.split(" ", -1)))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining(complaint);
    }
}
