package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the log's bytes go first, and in which directories they end. */
@Timeout(60)
class LogOptionsTest {
    @TempDir
    Path root;

    private final List<String> sent = new ArrayList<>();

    private void append(DefaultMessageStore store, int count) {
        for (int i = 0; i < count; i++) {
            String body = "m" + sent.size() + "x".repeat(200);
            assertThat(store.append(message("T", 0, body)).join().status()).isEqualTo(AppendStatus.OK);
            sent.add(body);
        }
    }

    private static List<String> logFiles(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void severalDirectoriesTakeFilesInTurnsAndOneMayBeReadOnly() throws IOException {
        Path a = root.resolve("a");
        Path b = root.resolve("b");
        TestConfig config = TestStores.config(root.resolve("store")).with("storePathCommitLog", a + " , " + b);
        try (DefaultMessageStore store = TestStores.open(config.build())) {
            append(store, 400);
            assertThat(bodies(store, "T", 0, 0)).isEqualTo(sent);
        }
        assertThat(logFiles(a)).contains("0".repeat(20), String.format("%020d", 2 * (16 << 10)));
        assertThat(logFiles(b)).contains(String.format("%020d", 16 << 10));
        Path old = Files.createDirectories(root.resolve("old"));
        for (String name : List.of("0".repeat(20), String.format("%020d", 2 * (16 << 10)))) {
            Files.move(a.resolve(name), old.resolve(name));
        }
        try (DefaultMessageStore store =
                TestStores.open(config.with("readOnlyCommitLogStorePaths", old).build())) {
            append(store, 100);
            assertThat(bodies(store, "T", 0, 0)).isEqualTo(sent);
            assertThat(store.statistics().commitLogDirectoryRatios()).containsOnlyKeys(a, b, old);
        }
    }

    @Test
    void writeBuffersAreCommittedReadAndGivenBack() {
        TestConfig config = TestStores.config(root)
                .with("transientStorePoolEnable", true)
                .with("transientStorePoolSize", 2)
                .with("commitIntervalCommitLog", 5);
        try (DefaultMessageStore store = TestStores.open(config.build())) {
            append(store, 500);
            Awaitility.await().until(() -> store.maxOffset("T", 0) == 500);
            assertThat(bodies(store, "T", 0, 0)).isEqualTo(sent);
            append(store, 100);
        }
        try (DefaultMessageStore store = TestStores.open(config.build())) {
            assertThat(bodies(store, "T", 0, 0)).isEqualTo(sent);
            append(store, 50);
        }
        try (DefaultMessageStore store =
                TestStores.open(config.with("transientStorePoolEnable", false).build())) {
            assertThat(bodies(store, "T", 0, 0)).isEqualTo(sent);
        }
    }

    @Test
    void whatIsNotCommittedIsNotSeen() {
        TestConfig config = TestStores.config(root)
                .with("transientStorePoolEnable", true)
                .with("commitIntervalCommitLog", 100_000)
                .with("fastFailIfNoBufferInStorePool", true)
                .with("transientStorePoolSize", 2);
        try (DefaultMessageStore store = TestStores.open(config.build())) {
            append(store, 10);
            assertThat(store.maxOffset("T", 0)).isZero();
            assertThat(store.recordAt(0)).isEmpty();
            AppendResult result;
            do {
                result = store.append(message("T", 0, "x".repeat(500))).join();
            } while (result.isStored());
            assertThat(result.status()).isEqualTo(AppendStatus.OS_PAGE_CACHE_BUSY);
            assertThat(result.message()).contains("transientStorePoolSize");
            assertThat(store.statistics().freeWriteBuffers()).isZero();
        }
        try (DefaultMessageStore store = TestStores.open(TestStores.config(root).build())) {
            assertThat(bodies(store, "T", 0, 0)).startsWith(sent.toArray(String[]::new));
        }
    }

    @Test
    void warmedPagesHoldNothing() {
        TestConfig config = TestStores.config(root).with("warmMapedFileEnable", true);
        try (DefaultMessageStore store = TestStores.open(config.build())) {
            append(store, 300);
        }
        try (DefaultMessageStore store = TestStores.open(config.build())) {
            assertThat(bodies(store, "T", 0, 0)).isEqualTo(sent);
        }
    }
}
