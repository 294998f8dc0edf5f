package io.cometmq.store.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.store.AppendResult;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.MemoryDirectory;
import io.cometmq.store.TestStores;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moments at which the log holds what the timer has not read yet, and a message is due that it speaks of. */
class TimerUnreadJournalTest {
    private static final long START = 1_795_362_436_000L;
    private static final long WINDOW = 600_000;
    private static final int MAX_MEMORY = 10;
    private static final String BLOCKING = "blocking";

    @TempDir(factory = MemoryDirectory.class)
    Path root;

    private final AtomicLong clock = new AtomicLong(START);
    /** A roll that has begun stores nothing before this is released. */
    private final CountDownLatch rolling = new CountDownLatch(1);

    private final CountDownLatch rollBegun = new CountDownLatch(1);
    /** What is stored behind a record of the blocking topic comes to its queue when this is released. */
    private final CountDownLatch dispatching = new CountDownLatch(1);

    private final CountDownLatch dispatchBlocked = new CountDownLatch(1);
    private DefaultMessageStore store;
    private TimerFiles files;
    private TimerEngine engine;

    @BeforeEach
    void open() throws Exception {
        store = TestStores.started(new DefaultMessageStore(
                TestStores.config(root)
                        .with("mappedFileSizeCommitLog", 256 << 10)
                        .build(),
                clock::get,
                (topic, queueId, queueOffset, tags, time) -> block(topic),
                TestStores.DELAYS));
        TimerOptions options = new TimerOptions(root.resolve("timer"), 1, WINDOW, 10_000, MAX_MEMORY);
        TimerDelivery delivery = new SlowToRoll(TestTimers.delivery(store));
        files = TimerFiles.of(options, store, delivery);
        engine = new TimerEngine(options, store, delivery, files, new TimerCounts(), clock::get);
        engine.recover();
    }

    private void block(String topic) {
        if (topic.equals(BLOCKING)) {
            dispatchBlocked.countDown();
            awaitQuietly(dispatching);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class SlowToRoll implements TimerDelivery {
        private final TimerDelivery delivery;

        SlowToRoll(TimerDelivery delivery) {
            this.delivery = delivery;
        }

        @Override
        public CompletableFuture<AppendResult> deliver(ByteBuffer record) {
            return delivery.deliver(record);
        }

        @Override
        public CompletableFuture<AppendResult> roll(ByteBuffer record) {
            rollBegun.countDown();
            awaitQuietly(rolling);
            return delivery.roll(record);
        }
    }

    @AfterEach
    void close() throws Exception {
        rolling.countDown();
        dispatching.countDown();
        engine.close();
        files.close();
        store.close();
    }

    private void send(String key, long dueMillis) {
        store.append(TestTimers.message(key, dueMillis)).join();
    }

    private void recall(String key, long dueMillis) {
        store.append(TestTimers.cancellation(key, dueMillis)).join();
    }

    private List<String> delivered() {
        return TestStores.bodies(store, TestTimers.TARGET, 0, 0);
    }

    /** Until a roll of what has waited too long is under way, and cannot go on. */
    private void passUntilARollHangs() {
        clock.addAndGet(WINDOW + 1);
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    engine.pass();
                    clock.addAndGet(1);
                    return rollBegun.getCount() == 0;
                });
    }

    @Test
    void aRecallWinsWhileTheTimerHasNoRoomToReadIt() throws Exception {
        long due = TimerTimes.toStore(START + WINDOW + 60_000);
        send("recalled", due);
        send("kept", due);
        send("waits long", TimerTimes.toStore(START + 100 * WINDOW));
        passUntilARollHangs();
        for (int i = 0; i < 100 * MAX_MEMORY; i++) {
            send("much", TimerTimes.toStore(START + 50 * WINDOW));
        }
        clock.set(due - 1);
        recall("recalled", due);
        clock.set(due);
        engine.pass();
        engine.pass();
        assertThat(delivered()).doesNotContain("recalled");

        rolling.countDown();
        TestTimers.passUntilSettled(engine, store, due);
        assertThat(delivered()).containsExactly("kept");
    }

    @Test
    void aRecallWinsThatIsNotInTheQueueYet() throws Exception {
        long due = TimerTimes.toStore(START + 60_000);
        send("recalled", due);
        send("kept", due);
        TestTimers.passUntilSettled(engine, store, START);
        CompletableFuture<Void> blocked = CompletableFuture.runAsync(
                () -> store.append(TestStores.message(BLOCKING, 0, "")).join());
        dispatchBlocked.await();
        recall("recalled", due);
        clock.set(due);
        engine.pass();
        engine.pass();
        assertThat(store.maxPhysicalOffset()).isGreaterThan(store.dispatchedPhysicalOffset());

        dispatching.countDown();
        blocked.join();
        TestTimers.passUntilSettled(engine, store, due);
        assertThat(delivered()).containsExactly("kept");
    }

    @Test
    void aMessageComesOnceWhenItsCopyComesLaterThanItsTime() throws Exception {
        long due = TimerTimes.toStore(START + 2 * WINDOW);
        send("rolled", due);
        send("soon", TimerTimes.toStore(START + WINDOW + 10_000));
        passUntilARollHangs();
        clock.set(START + WINDOW + 20_000);
        engine.pass();
        assertThat(delivered()).as("what is not rolled is not held").containsExactly("soon");
        clock.set(due + 5_000);
        engine.pass();
        engine.pass();

        rolling.countDown();
        TestTimers.passUntilSettled(engine, store, clock.get());
        assertThat(delivered()).containsExactly("soon", "rolled");
    }
}
