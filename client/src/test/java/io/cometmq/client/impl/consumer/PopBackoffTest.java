package io.cometmq.client.impl.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What RocketMQ's client asked of its broker (docs/protocol/semantics.md 13.7). */
class PopBackoffTest {
    @ParameterizedTest
    @CsvSource({"0, 0, 10", "0, 1, 30", "0, 2, 60", "0, 3, 120", "2, 0, 60", "5, 0, 240", "99, 0, 7200", "0, 99, 7200"})
    void growsWithTheAttempts(int delayLevel, int reconsumeTimes, long seconds) {
        assertThat(PopBackoff.delayMillis(delayLevel, reconsumeTimes)).isEqualTo(1_000 * seconds);
    }
}
