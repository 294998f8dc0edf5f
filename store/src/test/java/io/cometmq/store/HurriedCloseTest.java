package io.cometmq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.store.recovery.Reboot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A close during which the disk is too slow to write all queues. */
class HurriedCloseTest {
    private static final int QUEUES = 40;

    @TempDir(factory = MemoryDirectory.class)
    Path root;

    private final AtomicLong clock = new AtomicLong(System.currentTimeMillis());

    /** How much time passes with every look at the clock. */
    private volatile long stepMillis;

    private DefaultMessageStore open() {
        return TestStores.started(new DefaultMessageStore(
                TestStores.config(root).build(),
                () -> clock.addAndGet(stepMillis),
                MessageArrivingListener.NONE,
                TestStores.DELAYS));
    }

    private void fillAndCloseInAHurry() throws Exception {
        DefaultMessageStore store = open();
        append(store, "first");
        stepMillis = 500;
        store.close();
        stepMillis = 0;
        assertThat(root.resolve("abort")).as("for who knows no snapshots").exists();
        assertThat(queueFiles()).isLessThan(QUEUES);
    }

    private static void append(DefaultMessageStore store, String body) {
        for (int queue = 0; queue < QUEUES; queue++) {
            assertThat(store.append(TestStores.message("T", queue, body)).join().isStored())
                    .isTrue();
        }
    }

    private long queueFiles() throws Exception {
        Path queues = root.resolve("consumequeue/T");
        if (!Files.exists(queues)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(queues)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private void everythingIsThereAndGoesOn() throws Exception {
        DefaultMessageStore store = open();
        append(store, "second");
        for (int queue = 0; queue < QUEUES; queue++) {
            assertThat(TestStores.bodies(store, "T", queue, 0)).containsExactly("first", "second");
        }
        store.close();
        assertThat(root.resolve("abort")).doesNotExist();
        assertThat(queueFiles()).isEqualTo(QUEUES);
        store = open();
        assertThat(TestStores.bodies(store, "T", QUEUES - 1, 0)).containsExactly("first", "second");
        store.close();
    }

    @Test
    void theNextStartHasTheRestFromTheSnapshot() throws Exception {
        fillAndCloseInAHurry();
        everythingIsThereAndGoesOn();
    }

    @Test
    void theNextStartHasItFromTheLogWhenTheMachineFailed() throws Exception {
        fillAndCloseInAHurry();
        Reboot.after(root);
        everythingIsThereAndGoesOn();
    }

    @Test
    void theNextStartHasItFromTheLogWithoutSnapshots() throws Exception {
        fillAndCloseInAHurry();
        Files.deleteIfExists(root.resolve("snapshot.recent"));
        Files.deleteIfExists(root.resolve("snapshot.forced"));
        everythingIsThereAndGoesOn();
    }
}
