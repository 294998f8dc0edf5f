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
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damages one file of a killed or stopped store in many ways. It must always start, take messages, and serve none that is
 * altered, invented or at another place; damage to derived files must not lose any.
 */
@Timeout(1800)
class DamageTest {
    private static final int QUEUES = 3;

    @TempDir
    Path directory;

    /** Bodies by queue, in order. */
    private final List<List<String>> sent = new ArrayList<>();

    private int copies;

    private static TestConfig config(Path root) {
        return TestStores.config(root)
                .with("enableConsumeQueueExt", true)
                .with("mappedFileSizeConsumeQueueExt", 4096)
                .with("flushIntervalConsumeQueue", 5)
                .with("flushConsumeQueueLeastPages", 0);
    }

    /** How the store was left that is damaged then. */
    private enum State {
        STOPPED,
        /** Nothing derived was forced yet: all of it is derived again. */
        KILLED_YOUNG,
        /** With snapshots. */
        KILLED
    }

    private Path original(State state) {
        Path live = directory.resolve("live");
        Path copy = directory.resolve("original");
        TestConfig config = config(live);
        if (state == State.KILLED) {
            config.with("flushConsumeQueueThoroughInterval", 20);
        }
        try (DefaultMessageStore store = TestStores.open(config.build())) {
            for (int q = 0; q < QUEUES; q++) {
                sent.add(new ArrayList<>());
            }
            store.append(message("Gone", 0, "gone")).join();
            store.deleteTopic("Gone");
            for (int i = 0; i < 400; i++) {
                String body = i + "-" + "b".repeat(i % 200);
                String properties = property("TAGS", "A") + property("KEYS", "k" + i);
                store.append(message("T", i % QUEUES, body, properties)).join();
                sent.get(i % QUEUES).add(body);
            }
            if (state != State.STOPPED) {
                Awaitility.await().until(() -> store.bufferedQueues() == 0);
                TestStores.snapshot(live, copy);
            }
        }
        return state == State.STOPPED ? TestStores.snapshot(live, copy) : copy;
    }

    private interface Damage {
        void apply(RandomAccessFile file, Random random) throws IOException;
    }

    private static void truncate(RandomAccessFile file, Random random) throws IOException {
        file.setLength((long) (random.nextDouble() * file.length()));
    }

    private static void zeroPage(RandomAccessFile file, Random random) throws IOException {
        long at = (long) (random.nextDouble() * file.length()) / 512 * 512;
        file.seek(at);
        file.write(new byte[(int) Math.min(512, file.length() - at)]);
    }

    private static void flipBit(RandomAccessFile file, Random random) throws IOException {
        long at = (long) (random.nextDouble() * file.length());
        file.seek(at);
        int old = file.read();
        file.seek(at);
        file.write(old ^ 1 << random.nextInt(8));
    }

    private List<Path> files(Path root, String below) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(path -> path.toString().startsWith(below))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    private Path copyOf(Path original) {
        return TestStores.snapshot(original, directory.resolve("copy" + copies++));
    }

    private void damageAndOpen(Path original, Path relative, Damage damage, Random random, boolean complete)
            throws IOException {
        Path copy = copyOf(original);
        if (damage == null) {
            Files.delete(copy.resolve(relative));
        } else {
            try (RandomAccessFile file =
                    new RandomAccessFile(copy.resolve(relative).toFile(), "rw")) {
                damage.apply(file, random);
            }
        }
        checkServes(copy, relative.toString(), complete);
        try (Stream<Path> paths = Files.walk(copy)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }

    private void checkServes(Path root, String what, boolean complete) {
        try (DefaultMessageStore store = TestStores.open(config(root).build())) {
            for (int q = 0; q < QUEUES; q++) {
                List<String> expected = sent.get(q);
                long max = store.maxOffset("T", q);
                long min = Math.max(0, store.minOffset("T", q));
                assertThat(max).as(what).isLessThanOrEqualTo(expected.size());
                if (complete) {
                    assertThat(max).as(what).isEqualTo(expected.size());
                    assertThat(min).as(what).isZero();
                }
                List<String> served = bodies(store, "T", q, min);
                assertThat(served).as(what).isSubsetOf(expected).doesNotHaveDuplicates();
                if (complete) {
                    assertThat(served).as(what).isEqualTo(expected);
                }
                AppendResult result = store.append(message("T", q, "after")).join();
                assertThat(result.status()).as(what + result).isEqualTo(AppendStatus.OK);
                assertThat(result.queueOffset()).as(what).isEqualTo(max);
                assertThat(bodies(store, "T", q, max)).as(what).containsExactly("after");
            }
        }
    }

    private void matrix(State state, int perFile, long seed) throws IOException {
        Path original = original(state);
        Random random = new Random(seed);
        List<Damage> damages = List.of(DamageTest::truncate, DamageTest::zeroPage, DamageTest::flipBit);
        for (String below : List.of(
                "commitlog", "consumequeue", "index", "checkpoint", "abort", "snapshot", "deletedTopics", "lock")) {
            // After a kill everything derived from this young log is derived again.
            boolean derivedAndReplayed =
                    state == State.KILLED_YOUNG && (below.equals("consumequeue") || below.equals("index"));
            for (Path file : files(original, below)) {
                damageAndOpen(original, file, null, random, derivedAndReplayed || !below.equals("commitlog"));
                for (int i = 0; i < perFile; i++) {
                    for (Damage damage : damages) {
                        damageAndOpen(original, file, damage, random, derivedAndReplayed);
                    }
                }
            }
        }
    }

    @Test
    void killedStoreSurvivesDamageToAnyFile() throws IOException {
        matrix(State.KILLED_YOUNG, 1, 1);
    }

    @Test
    void stoppedStoreSurvivesDamageToAnyFile() throws IOException {
        matrix(State.STOPPED, 1, 2);
    }

    @Test
    void killedStoreWithSnapshotsSurvivesDamageToAnyFile() throws IOException {
        matrix(State.KILLED, 1, 4);
    }

    @Tag("campaign")
    @ParameterizedTest
    @EnumSource(State.class)
    void storeSurvivesThousandsOfDamages(State state) throws IOException {
        matrix(state, 10, 3);
    }

    @Test
    void tornTailEndsTheLogAtTheLastWholeRecord() throws IOException {
        Path original = original(State.KILLED_YOUNG);
        Path log = original.resolve("commitlog");
        for (int cut = 1; cut < 200; cut += 7) {
            Path copy = copyOf(original);
            long end = endOfLog(log);
            try (RandomAccessFile raw = new RandomAccessFile(
                    copy.resolve("commitlog")
                            .resolve(String.format("%020d", (end - 1) / (16 << 10) * (16 << 10)))
                            .toFile(),
                    "rw")) {
                raw.seek((end - cut) % (16 << 10));
                raw.write(new byte[cut]);
            }
            checkServes(copy, "cut " + cut, false);
        }
    }

    private long endOfLog(Path log) throws IOException {
        long end = 0;
        try (Stream<Path> paths = Files.list(log)) {
            for (Path path : (Iterable<Path>) paths.sorted()::iterator) {
                byte[] bytes = Files.readAllBytes(path);
                int last = bytes.length - 1;
                while (last >= 0 && bytes[last] == 0) {
                    last--;
                }
                if (last >= 0) {
                    end = Long.parseLong(path.getFileName().toString()) + last + 1;
                }
            }
        }
        return end;
    }

    @Test
    void missingLogFileInTheMiddleCostsOnlyItsMessages() throws IOException {
        Path original = original(State.KILLED_YOUNG);
        Path copy = copyOf(original);
        Files.delete(copy.resolve(files(original, "commitlog").get(1)));
        try (DefaultMessageStore store = TestStores.open(config(copy).build())) {
            for (int q = 0; q < QUEUES; q++) {
                assertThat(store.maxOffset("T", q)).isEqualTo(sent.get(q).size());
                List<String> served = bodies(store, "T", q, 0);
                assertThat(served)
                        .isSubsetOf(sent.get(q))
                        .hasSizeGreaterThan(sent.get(q).size() / 2);
                assertThat(served).endsWith(sent.get(q).get(sent.get(q).size() - 1));
            }
        }
    }

    @Test
    void missingConsumeQueuesAreMadeAgainFromTheLog() throws IOException {
        Path original = original(State.STOPPED);
        Path copy = copyOf(original);
        for (Path file : files(original, "consumequeue")) {
            Files.delete(copy.resolve(file));
        }
        checkServes(copy, "without queues", true);
    }
}
