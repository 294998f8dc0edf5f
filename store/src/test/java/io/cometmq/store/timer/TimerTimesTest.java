package io.cometmq.store.timer;

import static io.cometmq.store.TestStores.property;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.message.PropertiesView;
import org.junit.jupiter.api.Test;

/** Records as RocketMQ 5.4 wrote them, and ours. */
class TimerTimesTest {
    private static long due(String... namesAndValues) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            text.append(property(namesAndValues[i], namesAndValues[i + 1]));
        }
        PropertiesView view = new PropertiesView();
        byte[] bytes = text.toString().getBytes(UTF_8);
        view.scan(bytes, 0, bytes.length);
        return TimerTimes.dueMillis(view);
    }

    @Test
    void ourRecordsSayTheExactInstant() {
        assertThat(due("TIMER_DELAY_MS", "3500", "TIMER_OUT_MS", "1795381420592"))
                .isEqualTo(1795381420592L);
        assertThat(TimerTimes.toStore(1795381420000L)).isEqualTo(1795381420001L);
        assertThat(TimerTimes.toStore(1795381420001L)).isEqualTo(1795381420001L);
    }

    @Test
    void rocketMQsRecordsAreDueAtTheirDeliveryTimeOrAtTheEndOfTheirSecond() {
        assertThat(due("TIMER_OUT_MS", "1795381421000", "TIMER_DELIVER_MS", "1795381421098"))
                .isEqualTo(1795381421098L);
        assertThat(due("TIMER_OUT_MS", "1795381421000", "TIMER_DELIVER_MS", "1795381422000"))
                .isEqualTo(1795381422000L);
        assertThat(due("TIMER_DELAY_MS", "3500", "TIMER_OUT_MS", "1795381420000"))
                .isEqualTo(1795381421000L);
        assertThat(due("TIMER_DELAY_SEC", "4", "TIMER_OUT_MS", "1795381421000", "TIMER_DELIVER_MS", "1795381421098"))
                .isEqualTo(1795381422000L);
    }

    @Test
    void aMessageAndItsCancellationMeetInTheSameSecond() {
        long ofRocketMQ = due("TIMER_DELAY_MS", "3500", "TIMER_OUT_MS", "1795381420000");
        long itsHandle = TimerTimes.toStore(1795381420001L);
        assertThat(TimerTimes.slot(ofRocketMQ)).isEqualTo(TimerTimes.slot(itsHandle));
        assertThat(TimerTimes.slot(TimerTimes.toStore(1795381420000L)))
                .isEqualTo(TimerTimes.slot(TimerTimes.toStore(1795381420999L)));
    }

    @Test
    void aRecordWithoutAnInstantIsNone() {
        assertThatThrownBy(() -> due("TIMER_DELAY_MS", "3500")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> due("TIMER_OUT_MS", "soon")).isInstanceOf(NumberFormatException.class);
    }
}
