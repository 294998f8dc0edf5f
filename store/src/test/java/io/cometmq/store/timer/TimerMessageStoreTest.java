package io.cometmq.store.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.MemoryDirectory;
import io.cometmq.store.MessageArrivingListener;
import io.cometmq.store.StoreClock;
import io.cometmq.store.TestStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The timer with its threads and the clock on the wall. */
class TimerMessageStoreTest {
    @TempDir(factory = MemoryDirectory.class)
    Path root;

    private DefaultMessageStore store;
    private TimerMessageStore timer;

    @BeforeEach
    void open() {
        AtomicReference<MessageArrivingListener> listener = new AtomicReference<>(MessageArrivingListener.NONE);
        store = TestStores.started(new DefaultMessageStore(
                TestStores.config(root)
                        .with("mappedFileSizeCommitLog", 64 << 20)
                        .with("mappedFileSizeConsumeQueue", 20 * 10_000)
                        .with("messageIndexEnable", false)
                        .build(),
                StoreClock.SYSTEM,
                (topic, queueId, queueOffset, tags, time) ->
                        listener.get().arrived(topic, queueId, queueOffset, tags, time),
                TestStores.DELAYS));
        timer = new TimerMessageStore(
                TimerOptions.of(root.resolve("timer"), 100, 3_600_000),
                store,
                TestTimers.delivery(store),
                System::currentTimeMillis);
        listener.set(timer);
        timer.start();
    }

    @AfterEach
    void close() throws Exception {
        timer.close();
        store.close();
    }

    @Test
    void messagesComeInTheOrderOfTheirTimeAndNotBeforeIt() {
        Random random = new Random(1);
        long now = System.currentTimeMillis();
        List<Long> dues = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            long due = TimerTimes.toStore(now + 500 + random.nextInt(2_500));
            dues.add(due);
            store.append(TestTimers.message(Long.toString(due), due)).join();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> store.maxOffset(TestTimers.TARGET, 0) == dues.size());
        List<String> delivered = TestStores.bodies(store, TestTimers.TARGET, 0, 0);
        assertThat(delivered)
                .containsExactlyElementsOf(
                        dues.stream().sorted().map(String::valueOf).toList());
        for (int i = 0; i < delivered.size(); i++) {
            assertThat(store.storeTimestamp(TestTimers.TARGET, 0, i))
                    .isGreaterThanOrEqualTo(Long.parseLong(delivered.get(i)));
        }
    }

    @Test
    void whatWaitsIsCountedByTopic() throws Exception {
        long due = System.currentTimeMillis() + 3_600_000;
        for (int i = 0; i < 10; i++) {
            store.append(TestTimers.message("K" + i, due + i)).join();
        }
        store.append(TestTimers.cancellation("K3", due + 3)).join();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> timer.waitingByTopic().get(10, TimeUnit.SECONDS).equals(Map.of(TestTimers.TARGET, 9L)));
        assertThat(timer.progress().journalOffset()).isEqualTo(11);
    }

    @Test
    void aRestartGoesOnWhereTheTimerWas() throws Exception {
        long due = System.currentTimeMillis() + 1_000;
        for (int i = 0; i < 100; i++) {
            store.append(TestTimers.message("K" + i, TimerTimes.toStore(due + i * 10L)))
                    .join();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> store.maxOffset(TestTimers.TARGET, 0) > 30);
        close();
        open();
        await().atMost(Duration.ofSeconds(30)).until(() -> store.maxOffset(TestTimers.TARGET, 0) >= 100);
        assertThat(TestStores.bodies(store, TestTimers.TARGET, 0, 0))
                .doesNotHaveDuplicates()
                .hasSize(100);
    }

    /** Run it with a small heap: 64 MB suffice for the timer, the test and the store. */
    @Test
    @Tag("campaign")
    void aMillionMessagesWait() throws Exception {
        Random random = new Random(1);
        long now = System.currentTimeMillis();
        long begin = System.nanoTime();
        for (int i = 0; i < 1_000_000; i++) {
            long due = TimerTimes.toStore(now + 60_000 + random.nextInt(3 * 86_400_000));
            assertThat(store.append(TestTimers.message("K" + i, due)).join().isStored())
                    .isTrue();
        }
        await().atMost(Duration.ofMinutes(3)).until(() -> timer.progress().journalOffset() == 1_000_000);
        System.out.println("a million came in ms: " + (System.nanoTime() - begin) / 1_000_000);
        begin = System.nanoTime();
        assertThat(timer.waitingByTopic().get(60, TimeUnit.SECONDS)).isEqualTo(Map.of(TestTimers.TARGET, 1_000_000L));
        System.out.println("counted in ms: " + (System.nanoTime() - begin) / 1_000_000);
        close();
        begin = System.nanoTime();
        open();
        await().atMost(Duration.ofMinutes(3)).until(() -> timer.progress().journalOffset() == 1_000_000);
        System.out.println("went on after ms: " + (System.nanoTime() - begin) / 1_000_000);
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.println("heap in use MB: " + ((runtime.totalMemory() - runtime.freeMemory()) >> 20));
    }
}
