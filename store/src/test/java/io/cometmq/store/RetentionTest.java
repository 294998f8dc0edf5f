package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.message;
import static io.cometmq.store.TestStores.property;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RetentionTest {
    @TempDir
    Path root;

    private final List<String> sent = new ArrayList<>();

    private TestConfig config() {
        return TestStores.config(root)
                .with("flushIntervalCommitLog", 5)
                .with("flushCommitLogThoroughInterval", 5)
                .with("flushIntervalConsumeQueue", 5)
                .with("flushConsumeQueueLeastPages", 0)
                .with("deleteCommitLogFilesInterval", 1)
                .with("diskMaxUsedSpaceRatio", 100)
                .with("diskSpaceCleanForciblyRatio", 100)
                .with("deleteWhen", "")
                .with("cleanResourceInterval", 20);
    }

    private void append(DefaultMessageStore store, int count) {
        for (int i = 0; i < count; i++) {
            String body = "m" + sent.size() + "x".repeat(300);
            String properties = property("KEYS", "k" + sent.size());
            assertThat(store.append(message("T", 0, body, properties)).join().status())
                    .isEqualTo(AppendStatus.OK);
            sent.add(body);
        }
    }

    @Test
    void expiredFilesGoAndWhatPointsIntoThem() throws Exception {
        long min;
        try (DefaultMessageStore store =
                TestStores.open(config().with("fileReservedTime", 0).build())) {
            append(store, 1000);
            GetMessageResult held = store.getMessage("T", 0, 0, 5, 1 << 20, MessageFilter.ALL);
            assertThat(store.minPhysicalOffset()).isZero();
            store.deleteExpiredFilesSoon();
            long lastFile = store.maxPhysicalOffset() / (16 << 10) * (16 << 10);
            Awaitility.await().until(() -> store.minPhysicalOffset() == lastFile);
            List<String> stillHeld = new ArrayList<>();
            for (ByteBuffer slice : held.slices()) {
                TestStores.collectBodies(slice, stillHeld);
            }
            assertThat(stillHeld).isEqualTo(sent.subList(0, 5));
            held.close();
            min = store.minOffset("T", 0);
            assertThat(min).isBetween(900L, 999L);
            assertThat(bodies(store, "T", 0, min)).isEqualTo(sent.subList((int) min, 1000));
            try (GetMessageResult old = store.getMessage("T", 0, 3, 5, 1 << 20, MessageFilter.ALL)) {
                assertThat(old.status()).isEqualTo(GetMessageStatus.OFFSET_TOO_SMALL);
                assertThat(old.nextBeginOffset()).isEqualTo(min);
            }
            Awaitility.await().untilAsserted(() -> assertThat(names("consumequeue/T/0"))
                    .hasSizeLessThanOrEqualTo(3)
                    .allMatch(name -> Long.parseLong(name) >= 800 * 20));
            Awaitility.await().untilAsserted(() -> assertThat(names("index")).hasSizeLessThanOrEqualTo(2));
            assertThat(names("commitlog")).noneMatch(name -> name.endsWith("deleted"));
            append(store, 10);
        }
        try (DefaultMessageStore store = TestStores.open(config().build())) {
            assertThat(store.minOffset("T", 0)).isEqualTo(min);
            assertThat(bodies(store, "T", 0, min)).isEqualTo(sent.subList((int) min, 1010));
        }
    }

    @Test
    void aDeletedFileKeepsItsSpaceWhileItIsReadAndIsTriedAgainAfterwards() throws Exception {
        try (DefaultMessageStore store = TestStores.open(config().with("fileReservedTime", 0)
                .with("redeleteHangedFileInterval", 1)
                .with("destroyMapedFileIntervalForcibly", 0)
                .build())) {
            append(store, 300);
            GetMessageResult held = store.getMessage("T", 0, 0, 5, 1 << 20, MessageFilter.ALL);
            store.deleteExpiredFilesSoon();
            Awaitility.await().until(() -> store.minPhysicalOffset() > 0);
            Path deleted = root.resolve("commitlog").resolve("0".repeat(20) + ".deleted");
            assertThat(deleted).exists();
            // The disk refuses, for once: there is a directory of that name.
            Files.delete(deleted);
            Files.createDirectories(deleted.resolve("obstacle"));
            held.close();
            assertThat(deleted).isDirectory();
            Files.delete(deleted.resolve("obstacle"));
            Files.delete(deleted);
            Awaitility.await().until(() -> store.hangingFiles() == 0);
        }
    }

    @Test
    void whatAKilledProcessHadTakenOutOfTheLogIsDeletedAtTheStart() throws Exception {
        Path leftover = root.resolve("commitlog").resolve("0".repeat(20) + ".deleted");
        Files.createDirectories(leftover.getParent());
        Files.write(leftover, new byte[100]);
        try (DefaultMessageStore store = TestStores.open(config().build())) {
            append(store, 1);
            assertThat(leftover).doesNotExist();
        }
    }

    @Test
    void youngFilesStay() throws Exception {
        try (DefaultMessageStore store =
                TestStores.open(config().with("fileReservedTime", 1).build())) {
            append(store, 300);
            store.deleteExpiredFilesSoon();
            append(store, 300);
            assertThat(store.minPhysicalOffset()).isZero();
            assertThat(bodies(store, "T", 0, 0)).isEqualTo(sent);
        }
    }

    @Test
    void nearlyFullDiskTakesTheOldestFirst() {
        MessageStoreConfig config = config().with("fileReservedTime", 1000)
                .with("diskSpaceCleanForciblyRatio", 0)
                .build();
        try (DefaultMessageStore store = TestStores.open(config)) {
            append(store, 300);
            Awaitility.await().until(() -> store.minPhysicalOffset() > 0);
            long min = store.minOffset("T", 0);
            assertThat(bodies(store, "T", 0, min)).endsWith(sent.get(299));
        }
    }

    @Test
    void fullDiskRefusesMessagesAndStillServes() {
        DefaultMessageStore store;
        try (DefaultMessageStore before = TestStores.open(config().build())) {
            append(before, 10);
        }
        store = TestStores.open(config().with("diskSpaceWarningLevelRatio", 0)
                .with("cleanFileForciblyEnable", false)
                .build());
        try (store) {
            AppendResult result = store.append(message("T", 0, "x")).join();
            assertThat(result.status()).isEqualTo(AppendStatus.SERVICE_NOT_AVAILABLE);
            assertThat(result.message()).contains("full", "diskSpaceWarningLevelRatio");
            assertThat(store.isWriteable()).isFalse();
            assertThat(bodies(store, "T", 0, 0)).isEqualTo(sent);
        }
    }

    @Test
    void malformedDeleteWhenIsRefused() {
        DefaultMessageStore store = new DefaultMessageStore(
                config().with("deleteWhen", "4am").build(),
                StoreClock.SYSTEM,
                MessageArrivingListener.NONE,
                TestStores.DELAYS);
        try (store) {
            assertThatThrownBy(store::load).hasMessageContaining("4am");
        }
    }

    private List<String> names(String directory) throws Exception {
        try (Stream<Path> paths = Files.list(root.resolve(directory))) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
