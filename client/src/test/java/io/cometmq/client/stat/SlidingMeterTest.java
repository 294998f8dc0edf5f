package io.cometmq.client.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlidingMeterTest {
    private final AtomicLong seconds = new AtomicLong(-5);
    private final SlidingMeter meter = new SlidingMeter(seconds::get);

    @Test
    void countsTheLastMinute() {
        meter.add(30);
        seconds.addAndGet(30);
        meter.add(90);
        assertThat(meter.sum()).isEqualTo(120);
        assertThat(meter.perSecond()).isEqualTo(2.0);
        assertThat(meter.average()).isEqualTo(60.0);
    }

    @Test
    void forgetsWhatIsOlder() {
        meter.add(30);
        seconds.addAndGet(60);
        assertThat(meter.sum()).isZero();
        assertThat(meter.average()).isZero();
        meter.add(6);
        assertThat(meter.sum()).isEqualTo(6);
    }
}
