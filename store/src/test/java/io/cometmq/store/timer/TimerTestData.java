package io.cometmq.store.timer;

import static org.awaitility.Awaitility.await;

import io.cometmq.store.DefaultMessageStore;
import java.nio.file.Path;
import java.time.Duration;

/** A schedule in files, for tests of other packages. */
public final class TimerTestData {
    private TimerTestData() {}

    /** Stores messages that are due in hours, and leaves a run with all of them behind. */
    public static void write(DefaultMessageStore store, Path directory, int messages) throws Exception {
        long due = System.currentTimeMillis() + 36_000_000;
        for (int i = 0; i < messages; i++) {
            store.append(TestTimers.message("K" + i, TimerTimes.toStore(due + i * 10_000L)))
                    .join();
        }
        TimerOptions options = new TimerOptions(directory, 1, 3_600_000, 3_600_000, messages);
        TimerDelivery delivery = TestTimers.delivery(store);
        TimerManifestFile file = new TimerManifestFile(directory);
        try (TimerFiles files = TimerFiles.of(options, store, delivery);
                TimerEngine engine = new TimerEngine(
                        options, store, delivery, files, new TimerCounts(), System::currentTimeMillis)) {
            engine.recover();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                engine.pass();
                return file.read().journalOffset() == messages;
            });
            engine.finish();
        }
    }
}
