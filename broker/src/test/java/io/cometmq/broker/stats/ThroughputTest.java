package io.cometmq.broker.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.store.StoreStatistics;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    private long now = at(DAY, LocalTime.NOON);
    private long put;
    private long got;
    private final Throughput throughput = new Throughput(
            () -> new StoreStatistics(put, 0, 0, got, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), 0),
            () -> now);

    private static long at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(ZoneId.systemDefault()).toInstant().toEpochMilli();
    }

    private void pass(long seconds, long putPerSecond) {
        for (long second = 0; second < seconds; second += Samples.PERIOD_MILLIS / 1000) {
            now += Samples.PERIOD_MILLIS;
            put += putPerSecond * Samples.PERIOD_MILLIS / 1000;
            throughput.sample();
        }
    }

    @Test
    void ratesAreAveragesOverTenSecondsAMinuteAndTenMinutes() {
        assertThat(throughput.perSecond(StoreStatistics::appendedMessages)).isEqualTo("0.00 0.00 0.00 ");
        pass(600, 100);
        assertThat(throughput.perSecond(StoreStatistics::appendedMessages)).isEqualTo("100.00 100.00 100.00 ");
        pass(30, 0);
        assertThat(throughput.perSecond(StoreStatistics::appendedMessages)).isEqualTo("0.00 50.00 95.00 ");
        pass(3600, 0);
        assertThat(throughput.perSecond(StoreStatistics::appendedMessages)).isEqualTo("0.00 0.00 0.00 ");
    }

    @Test
    void aBrokerThatHasJustStartedAveragesOverWhatThereIs() {
        pass(20, 30);
        assertThat(throughput.perSecond(StoreStatistics::appendedMessages)).isEqualTo("30.00 30.00 30.00 ");
    }

    @Test
    void totalsAreKeptAtMidnight() {
        put = 10;
        got = 4;
        throughput.sample();
        now = at(DAY.plusDays(1), LocalTime.of(0, 0, 3));
        throughput.sample();
        put = 25;
        got = 5;
        now = at(DAY.plusDays(2), LocalTime.of(0, 0, 1));
        throughput.sample();
        put = 26;
        assertThat(throughput.dailyTotals()).isEqualTo(new Throughput.DailyTotals(26, 25, 10, 5, 5, 4));
    }
}
