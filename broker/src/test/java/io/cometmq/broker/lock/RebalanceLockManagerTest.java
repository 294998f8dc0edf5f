package io.cometmq.broker.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.common.message.MessageQueue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RebalanceLockManagerTest {
    private static final MessageQueue Q0 = new MessageQueue("T", "broker-a", 0);
    private static final MessageQueue Q1 = new MessageQueue("T", "broker-a", 1);

    private long now = 1_000_000;
    private final RebalanceLockManager locks = new RebalanceLockManager(Duration.ofSeconds(60), () -> now);

    @Test
    void aQueueBelongsToWhoLockedItFirst() {
        assertThat(locks.tryLockBatch("G", List.of(Q0), "one")).containsExactly(Q0);
        assertThat(locks.tryLockBatch("G", List.of(Q0, Q1), "two")).containsExactly(Q1);
        assertThat(locks.tryLockBatch("other", List.of(Q0), "two")).containsExactly(Q0);
        assertThat(locks.isLocked("G", Q0, "one")).isTrue();
        assertThat(locks.isLocked("G", Q0, "two")).isFalse();
    }

    @Test
    void onlyTheHolderGivesItBack() {
        locks.tryLockBatch("G", List.of(Q0), "one");
        locks.unlockBatch("G", List.of(Q0), "two");
        assertThat(locks.tryLockBatch("G", List.of(Q0), "two")).isEmpty();
        locks.unlockBatch("G", List.of(Q0, Q1), "one");
        assertThat(locks.tryLockBatch("G", List.of(Q0), "two")).containsExactly(Q0);
    }

    @Test
    void aClaimThatIsNotRenewedExpires() {
        locks.tryLockBatch("G", List.of(Q0), "one");
        now += 60_000;
        assertThat(locks.tryLockBatch("G", List.of(Q0), "two")).isEmpty();
        assertThat(locks.isLockAllExpired("G")).isFalse();
        now += 1;
        assertThat(locks.isLocked("G", Q0, "one")).isFalse();
        assertThat(locks.isLockAllExpired("G")).isTrue();
        assertThat(locks.tryLockBatch("G", List.of(Q0), "two")).containsExactly(Q0);
        assertThat(locks.tryLockBatch("G", List.of(Q0), "one")).isEmpty();
    }

    @Test
    void renewingKeepsIt() {
        locks.tryLockBatch("G", List.of(Q0), "one");
        now += 50_000;
        locks.tryLockBatch("G", List.of(Q0), "one");
        now += 50_000;
        assertThat(locks.tryLockBatch("G", List.of(Q0), "two")).isEmpty();
    }

    @Test
    void expiredClaimsLeaveNothingBehind() {
        locks.tryLockBatch("G", List.of(Q0), "one");
        now += 30_000;
        locks.tryLockBatch("H", List.of(Q0), "one");
        now += 40_000;
        locks.removeExpired();
        assertThat(locks.isLockAllExpired("G")).isTrue();
        assertThat(locks.isLocked("H", Q0, "one")).isTrue();
    }
}
