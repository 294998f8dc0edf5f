package io.cometmq.broker.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cometmq.remoting.protocol.body.BrokerStatsData;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerStatsManagerTest {
    private static final long MILLIS = TimeUnit.MILLISECONDS.toNanos(1);

    private long now = 1_000_000;
    private final BrokerStatsManager stats = new BrokerStatsManager("cluster", () -> now);

    @ParameterizedTest
    @CsvSource({
        "TOPIC_PUT_NUMS, T, 9, 3.0",
        "TOPIC_PUT_SIZE, T, 900, 300.0",
        "QUEUE_PUT_NUMS, T@0, 8, 4.0",
        "QUEUE_PUT_SIZE, T@1, 100, 100.0",
        "TOPIC_PUT_LATENCY, 0@T, 7, 3.5",
        "GROUP_GET_NUMS, T@G, 5, 5.0",
        "GROUP_GET_SIZE, T@G, 500, 500.0",
        "QUEUE_GET_NUMS, T@2@G, 5, 5.0",
        "QUEUE_GET_SIZE, T@2@G, 500, 500.0",
        "GROUP_GET_LATENCY, 2@T@G, 3, 3.0",
        "SNDBCK_PUT_NUMS, T@G, 2, 1.0",
        "DLQ_PUT_NUMS, T@G, 1, 1.0",
        "BROKER_PUT_NUMS, cluster, 9, 0.0",
        "BROKER_GET_NUMS, cluster, 5, 0.0"
    })
    void whatWasCountedIsFoundByItsNameAndKey(String name, String key, long sum, double average) {
        stats.put("T", 0, 6, 600, 4 * MILLIS);
        stats.put("T", 0, 2, 200, 3 * MILLIS);
        stats.put("T", 1, 1, 100, 0);
        stats.get("G", "T", 2, 5, 500, 3 * MILLIS);
        stats.sentBack("G", "T");
        stats.sentBack("G", "T");
        stats.deadLetter("G", "T");

        BrokerStatsData data = stats.find(name, key);

        assertThat(data.statsMinute().sum()).isEqualTo(sum);
        assertThat(data.statsMinute().avgpt()).isEqualTo(average);
        assertThat(data.statsDay().sum()).isEqualTo(sum);
    }

    @ParameterizedTest
    @CsvSource({
        "TOPIC_PUT_NUMS, U",
        "TOPIC_PUT_NUMS, T@0",
        "QUEUE_PUT_NUMS, T",
        "QUEUE_PUT_NUMS, T@5",
        "QUEUE_PUT_NUMS, T@x",
        "QUEUE_PUT_NUMS, T@-1",
        "GROUP_GET_NUMS, T",
        "BROKER_PUT_NUMS, T",
        "NO_SUCH_NAME, T",
        "TOPIC_PUT_LATENCY, '@@@@'"
    })
    void whatWasNotCountedIsNotFound(String name, String key) {
        stats.put("T", 0, 1, 100, 0);

        assertThat(stats.find(name, key)).isNull();
    }

    @Test
    void theMinuteForgetsWhatTheHourAndTheDayRemember() {
        stats.put("T", 0, 100, 0, 0);
        samples(30);
        stats.put("T", 0, 6, 0, 0);

        BrokerStatsData data = stats.find("TOPIC_PUT_NUMS", "T");
        assertThat(data.statsMinute().sum()).isEqualTo(6);
        assertThat(data.statsMinute().tps()).isEqualTo(0.1, within(0.01));
        assertThat(data.statsHour().sum()).isEqualTo(106);

        samples(History.SAMPLES_PER_DAY_SAMPLE * 2);
        assertThat(stats.find("TOPIC_PUT_NUMS", "T").statsHour().sum()).isZero();
        assertThat(stats.find("TOPIC_PUT_NUMS", "T").statsDay().sum()).isEqualTo(106);
    }

    @Test
    void whatIsIdleForADayIsForgotten() {
        stats.put("T", 0, 1, 0, 0);
        stats.get("G", "T", 0, 1, 0, 0);
        stats.sentBack("G", "T");
        samples(History.SAMPLES_PER_DAY_SAMPLE * 20);
        assertThat(stats.find("TOPIC_PUT_NUMS", "T")).isNotNull();

        samples(History.SAMPLES_PER_DAY_SAMPLE * 10);

        assertThat(stats.find("TOPIC_PUT_NUMS", "T")).isNull();
        assertThat(stats.find("GROUP_GET_NUMS", "T@G")).isNull();
        assertThat(stats.find("SNDBCK_PUT_NUMS", "T@G")).isNull();
    }

    @Test
    void ratesAreThoseOfTheLastMinute() {
        for (int i = 0; i < 12; i++) {
            stats.put("T", i % 4, 20, 0, 0);
            stats.get("G", "T", i % 4, 10, 0, 0);
            samples(1);
        }

        assertThat(stats.putTps("T")).isEqualTo(2.0, within(0.01));
        assertThat(stats.getTps("G", "T")).isEqualTo(1.0, within(0.01));
        assertThat(stats.putTps("U")).isZero();
        stats.topicDeleted("T");
        assertThat(stats.putTps("T")).isZero();
    }

    @Test
    void queuesBeyondTheLimitCountForTheirTopic() {
        for (int i = 0; i < QueueTraffic.MAX_QUEUES + 10; i++) {
            stats.put("T" + i % 100, i / 100, 1, 0, 0);
        }
        stats.put("T0", 70_000, 1, 0, 0);

        assertThat(stats.find("TOPIC_PUT_NUMS", "T0").statsMinute().sum()).isEqualTo(QueueTraffic.MAX_QUEUES / 100 + 2);
        assertThat(stats.find("QUEUE_PUT_NUMS", "T0@70000")).isNull();
    }

    private void samples(int count) {
        for (int i = 0; i < count; i++) {
            now += BrokerStatsManager.SAMPLE_PERIOD_MILLIS;
            stats.sample();
        }
    }
}
