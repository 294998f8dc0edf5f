package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.message;
import static io.cometmq.store.TestStores.property;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is derived from the log comes back when it is missing or damaged, after an orderly stop as well as after a kill. */
@Timeout(120)
class RebuildTest {
    private static final int MESSAGES = 450;

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private Path stopped;
    private Path killed;

    private static MessageStoreConfig config(Path root) {
        return TestStores.config(root)
                .with("flushIntervalConsumeQueue", 5)
                .with("flushConsumeQueueLeastPages", 0)
                .with("flushConsumeQueueThoroughInterval", 50)
                .build();
    }

    @BeforeEach
    void fill() {
        stopped = directory.resolve("stopped");
        killed = directory.resolve("killed");
        try (DefaultMessageStore store = TestStores.open(config(stopped))) {
            for (int i = 0; i < MESSAGES; i++) {
                store.append(message("T", i % 3, "body" + i, property("KEYS", "k" + i)))
                        .join();
            }
            Awaitility.await()
                    .until(() -> store.bufferedQueues() == 0
                            && files(stopped.resolve("index")).size() > 1);
            TestStores.snapshot(stopped, killed);
        }
    }

    private Path root(String state) {
        return state.equals("stopped") ? stopped : killed;
    }

    private static void checkComplete(Path root) {
        try (DefaultMessageStore store = TestStores.open(config(root))) {
            for (int q = 0; q < 3; q++) {
                List<String> expected = new ArrayList<>();
                for (int i = q; i < MESSAGES; i += 3) {
                    expected.add("body" + i);
                }
                assertThat(bodies(store, "T", q, 0)).isEqualTo(expected);
                assertThat(store.minOffset("T", q)).isZero();
            }
            for (int i = 0; i < MESSAGES; i += 7) {
                try (QueryResult found = store.queryByKey("T", "k" + i, 10, 0, Long.MAX_VALUE)) {
                    assertThat(found.records()).as("k" + i).hasSize(1);
                }
            }
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void delete(Path root, String below) throws IOException {
        for (Path file : files(root.resolve(below))) {
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopped", "killed"})
    void aMissingIndex(String state) throws IOException {
        delete(root(state), "index");
        checkComplete(root(state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopped", "killed"})
    void eachIndexFileThatIsMissingOrOfAnotherSize(String state) throws IOException {
        int count = files(root(state).resolve("index")).size();
        assertThat(count).isGreaterThan(1);
        for (int i = 0; i < count; i++) {
            Path missing = TestStores.snapshot(root(state), directory.resolve("missing" + i));
            Files.delete(files(missing.resolve("index")).get(i));
            checkComplete(missing);
            Path cut = TestStores.snapshot(root(state), directory.resolve("cut" + i));
            try (RandomAccessFile file =
                    new RandomAccessFile(files(cut.resolve("index")).get(i).toFile(), "rw")) {
                file.setLength(file.length() - 100);
            }
            checkComplete(cut);
            assertThat(files(cut.resolve("damaged"))).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopped", "killed"})
    void eachQueueFileThatIsMissingOrCutShort(String state) throws IOException {
        int count = files(root(state).resolve("consumequeue")).size();
        for (int i = 0; i < count; i++) {
            Path missing = TestStores.snapshot(root(state), directory.resolve("missing" + i));
            Files.delete(files(missing.resolve("consumequeue")).get(i));
            checkComplete(missing);
            Path cut = TestStores.snapshot(root(state), directory.resolve("cut" + i));
            try (RandomAccessFile file = new RandomAccessFile(
                    files(cut.resolve("consumequeue")).get(i).toFile(), "rw")) {
                file.setLength(100);
            }
            checkComplete(cut);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopped", "killed"})
    void missingSnapshots(String state) throws IOException {
        for (Path file : files(root(state))) {
            if (file.getFileName().toString().startsWith("snapshot")) {
                Files.delete(file);
            }
        }
        checkComplete(root(state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopped", "killed"})
    void snapshotOfAnotherLog(String state) throws IOException {
        Path other = directory.resolve("other");
        try (DefaultMessageStore store = TestStores.open(config(other))) {
            for (int i = 0; i < 100; i++) {
                store.append(message("Other", 0, "x".repeat(77 + i))).join();
            }
        }
        for (String name : List.of("snapshot.forced", "snapshot.recent")) {
            Files.deleteIfExists(root(state).resolve(name));
        }
        Files.copy(other.resolve("snapshot.forced"), root(state).resolve("snapshot.forced"));
        checkComplete(root(state));
    }

    @Test
    void theEndOfTheLogIsFoundBehindAnOlderSnapshot() throws IOException {
        Path old = TestStores.snapshot(stopped, directory.resolve("old"));
        try (DefaultMessageStore store = TestStores.open(config(stopped))) {
            for (int i = 0; i < 90; i++) {
                store.append(message("T", 0, "more" + i)).join();
            }
        }
        Files.deleteIfExists(stopped.resolve("snapshot.recent"));
        Files.delete(stopped.resolve("snapshot.forced"));
        Files.copy(old.resolve("snapshot.forced"), stopped.resolve("snapshot.forced"));
        try (DefaultMessageStore store = TestStores.open(config(stopped))) {
            assertThat(bodies(store, "T", 0, 150))
                    .hasSize(90)
                    .startsWith("more0")
                    .endsWith("more89");
        }
    }

    @Test
    void deletedTopicsDoNotComeBack() throws IOException {
        Path after = directory.resolve("after");
        try (DefaultMessageStore store = TestStores.open(config(killed))) {
            assertThat(store.deleteTopic("T")).isTrue();
            store.append(message("Other", 0, "stays")).join();
            TestStores.snapshot(killed, after);
        }
        for (Path root : List.of(killed, after)) {
            delete(root, "consumequeue");
            Files.deleteIfExists(root.resolve("snapshot.forced"));
            Files.deleteIfExists(root.resolve("snapshot.recent"));
            try (DefaultMessageStore store = TestStores.open(config(root))) {
                assertThat(store.topics()).containsExactly("Other");
                assertThat(bodies(store, "Other", 0, 0)).containsExactly("stays");
            }
        }
    }
}
