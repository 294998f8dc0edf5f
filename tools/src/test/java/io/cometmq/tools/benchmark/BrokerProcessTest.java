package io.cometmq.tools.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class BrokerProcessTest {
    @Test
    void readsUserAndSystemTimeWhateverTheNameIs() {
        String stat = "77 (a (b) c) S 1 77 77 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 30 0 12345 1000 200";
        assertThat(BrokerProcess.cpuNanos(stat)).isEqualTo(3_000_000_000L);
    }

    @Test
    void aMissingProcessIsNamed() {
        assertThatThrownBy(() -> BrokerProcess.of(Integer.MAX_VALUE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2147483647");
    }

    @Test
    void nothingIsKnownOfAnUnnamedProcess() throws IOException {
        try (BrokerProcess process = BrokerProcess.unknown()) {
            BrokerProcess.Usage usage = process.usage().since(process.usage());
            assertThat(usage.cpuNanos()).isEmpty();
            assertThat(usage.allocatedBytes()).isEmpty();
        }
    }
}
