package io.cometmq.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private static final long NOW = 1_000_000;

    private final Alarm alarm = new Alarm(() -> NOW);

    private CompletableFuture<Boolean> sleepUntil(long dueMillis) {
        CompletableFuture<Boolean> slept = new CompletableFuture<>();
        Thread sleeper = new Thread(() -> {
            try {
                slept.complete(alarm.sleepUntil(dueMillis));
            } catch (InterruptedException e) {
                slept.completeExceptionally(e);
            }
        });
        sleeper.setDaemon(true);
        sleeper.start();
        return slept;
    }

    @Test
    void nobodySleepsForWhatIsDue() throws Exception {
        assertThat(alarm.sleepUntil(NOW)).isTrue();
    }

    @Test
    void whatIsDueEarlierWakesTheSleeper() throws Exception {
        CompletableFuture<Boolean> slept = sleepUntil(Long.MAX_VALUE);
        alarm.bringForward(NOW + 1);
        assertThat(slept).isNotDone();
        alarm.bringForward(NOW);
        assertThat(slept.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatWasSaidBetweenTheLookAndTheSleepCounts() throws Exception {
        alarm.reset();
        alarm.bringForward(NOW);
        assertThat(sleepUntil(Long.MAX_VALUE).get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aResetForgetsWhatWasSaid() throws Exception {
        alarm.bringForward(NOW);
        alarm.reset();
        CompletableFuture<Boolean> slept = sleepUntil(NOW + 1);
        assertThat(slept).isNotDone();
        alarm.close();
        assertThat(slept.get(30, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void afterTheCloseNobodySleeps() throws Exception {
        alarm.close();
        assertThat(alarm.sleepUntil(Long.MAX_VALUE)).isFalse();
    }
}
