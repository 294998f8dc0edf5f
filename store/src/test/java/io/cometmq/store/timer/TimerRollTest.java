package io.cometmq.store.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.MemoryDirectory;
import io.cometmq.store.MessageArrivingListener;
import io.cometmq.store.TestStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that wait longer than the log is kept. */
class TimerRollTest {
    private static final long HOUR = 3_600_000;
    private static final long WINDOW = 48 * HOUR;
    private static final int MESSAGES = 200;

    @TempDir(factory = MemoryDirectory.class)
    Path root;

    private final AtomicLong clock = new AtomicLong(1_795_362_436_000L);
    private DefaultMessageStore store;
    private TimerFiles files;
    private TimerEngine engine;

    @Test
    void theyOutliveTheirFilesAndTheDirectoryOfTheTimer() throws Exception {
        open();
        long due = TimerTimes.toStore(clock.get() + 365 * 24 * HOUR);
        for (int i = 0; i < MESSAGES; i++) {
            store.append(TestTimers.message("K" + i, due + i)).join();
            if (i % 2 == 1) {
                store.append(TestTimers.cancellation("K" + i, due + i)).join();
            }
        }
        for (int week = 0; clock.get() < due - 7 * 24 * HOUR; week++) {
            long oldEnd = store.maxPhysicalOffset();
            clock.addAndGet(7 * 24 * HOUR);
            passUntilRolledTo(oldEnd);
            restartWithout(oldEnd, week % 3 == 2);
        }
        clock.set(due + MESSAGES);
        TestTimers.passUntilSettled(engine, store, clock.get());

        Set<String> expected = new HashSet<>();
        for (int i = 0; i < MESSAGES; i += 2) {
            expected.add("K" + i);
        }
        List<String> delivered = TestStores.bodies(store, TestTimers.TARGET, 0, 0);
        assertThat(delivered).hasSameSizeAs(expected).containsAll(expected);
        close();
    }

    private void open() throws Exception {
        store = TestStores.started(new DefaultMessageStore(
                TestStores.config(root)
                        .with("mappedFileSizeCommitLog", 32 << 10)
                        .with("flushIntervalCommitLog", 5)
                        .with("flushCommitLogLeastPages", 0)
                        .build(),
                clock::get,
                MessageArrivingListener.NONE,
                TestStores.DELAYS));
        TimerOptions options = new TimerOptions(root.resolve("timer"), 1, WINDOW, HOUR, 20);
        files = TimerFiles.of(options, store, TestTimers.delivery(store));
        engine = new TimerEngine(options, store, TestTimers.delivery(store), files, new TimerCounts(), clock::get);
        engine.recover();
    }

    private void close() throws Exception {
        engine.finish();
        engine.close();
        files.close();
        store.close();
    }

    /** Until no entry needs the log below the offset: looks happen hourly. */
    private void passUntilRolledTo(long physicalOffset) {
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    engine.pass();
                    clock.addAndGet(HOUR / 60);
                    return engine.minPhysicalOffset() >= physicalOffset;
                });
    }

    private void restartWithout(long belowPhysicalOffset, boolean withoutTimer) throws Exception {
        close();
        try (Stream<Path> paths = Files.list(root.resolve("commitlog"))) {
            for (Path path : paths.toList()) {
                if (Long.parseLong(path.getFileName().toString()) + (32 << 10) <= belowPhysicalOffset) {
                    Files.delete(path);
                }
            }
        }
        if (withoutTimer) {
            try (Stream<Path> paths = Files.list(root.resolve("timer"))) {
                for (Path path : paths.toList()) {
                    Files.delete(path);
                }
            }
        }
        open();
    }
}
