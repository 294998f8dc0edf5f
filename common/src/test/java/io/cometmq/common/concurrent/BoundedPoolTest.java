package io.cometmq.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class BoundedPoolTest {
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final BoundedPool pool = new BoundedPool("test", 1, 2);

    private void block() {
        try {
            blocked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void itTellsWhatWaitsAndForHowLongAndRefusesWhatDoesNotFit() throws Exception {
        assertThat(pool.headWaitMillis()).isZero();
        pool.execute(this::block);
        await().atMost(Duration.ofSeconds(60)).until(() -> pool.waiting() == 0);
        CountDownLatch done = new CountDownLatch(2);
        pool.execute(done::countDown);
        pool.execute(done::countDown);
        assertThat(pool.waiting()).isEqualTo(2);
        assertThat(pool.capacity()).isEqualTo(2);
        assertThatThrownBy(() -> pool.execute(done::countDown)).isInstanceOf(RejectedExecutionException.class);
        await().atMost(Duration.ofSeconds(60)).until(() -> pool.headWaitMillis() >= 20);
        blocked.countDown();
        done.await();
        await().atMost(Duration.ofSeconds(60)).until(() -> pool.headWaitMillis() == 0);
        pool.shutdown();
        assertThat(pool.awaitEnd(Duration.ofSeconds(30))).isZero();
    }

    @Test
    void whatDoesNotEndInTimeIsGivenUpAndCounted() throws Exception {
        pool.execute(this::block);
        await().atMost(Duration.ofSeconds(60)).until(() -> pool.waiting() == 0);
        pool.execute(() -> {});
        pool.shutdown();
        assertThat(pool.awaitEnd(Duration.ofMillis(10))).isOne();
        assertThat(pool.awaitEnd(Duration.ofSeconds(30))).isZero();
    }

    @Test
    void whoCannotWaitGivesUpAtOnce() throws Exception {
        pool.execute(this::block);
        await().atMost(Duration.ofSeconds(60)).until(() -> pool.waiting() == 0);
        pool.execute(() -> {});
        assertThat(pool.shutdownNow()).isOne();
        assertThat(pool.awaitEnd(Duration.ofSeconds(30))).isZero();
    }
}
