package io.cometmq.broker.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void percentilesAreOffByAnEighthAtMost() {
        for (int i = 1; i <= 10_000; i++) {
            histogram.add(TimeUnit.MICROSECONDS.toNanos(i));
        }

        assertThat(histogram.percentileMillis(0.99)).isEqualTo(9.9, within(9.9 / 8));
        assertThat(histogram.percentileMillis(0.5)).isEqualTo(5.0, within(5.0 / 8));
        assertThat(histogram.percentileMillis(0.0001)).isEqualTo(0.001, within(0.001));
        assertThat(histogram.maxMillis()).isEqualTo(10);
    }

    @Test
    void percentilesLookBackAMinute() {
        histogram.add(TimeUnit.SECONDS.toNanos(1));
        assertThat(histogram.percentileMillis(0.99)).isEqualTo(1000, within(125.0));
        for (int i = 0; i < 7; i++) {
            histogram.sample();
        }

        assertThat(histogram.percentileMillis(0.99)).isZero();
        assertThat(histogram.maxMillis()).isEqualTo(1000);
    }

    @Test
    void theDistributionHasARangeForEveryTime() {
        long[] millis = {0, 1, 9, 10, 499, 500, 9_999, 10_000, 1_000_000_000};
        for (long each : millis) {
            histogram.add(TimeUnit.MILLISECONDS.toNanos(each));
        }
        histogram.add(-1);

        assertThat(histogram.distribution())
                .isEqualTo(
                        "[<=0ms]:2 [0~10ms]:2 [10~50ms]:1 [50~100ms]:0 [100~200ms]:0 [200~500ms]:1 [500ms~1s]:1 [1~2s]:0"
                                + " [2~3s]:0 [3~4s]:0 [4~5s]:0 [5~10s]:1 [10s~]:2");
    }
}
