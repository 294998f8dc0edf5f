package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.message;
import static io.cometmq.store.TestStores.property;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damages one file of a killed or stopped store in many ways. It must always start, take messages, serve everything before the
 * damage, and none that is altered, invented or at another place; damage to derived files must not lose any.
 */
@Timeout(1800)
class DamageTest {
    private static final int QUEUES = 3;
    private static final int MESSAGES = 240;
    private static final int LOG_FILE_SIZE = 16 << 10;

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    /** A stored message: where its record is, and all bytes of it. */
    private record Stored(int queueId, long queueOffset, long physicalOffset, ByteBuffer bytes) {
        long endOffset() {
            return physicalOffset + bytes.remaining();
        }
    }

    private final List<Stored> sent = new ArrayList<>();
    private boolean recordCrc;
    private int copies;

    private TestConfig config(Path root) {
        return TestStores.config(root)
                .with("mappedFileSizeCommitLog", LOG_FILE_SIZE)
                .with("enabledAppendPropCRC", recordCrc)
                .with("forceVerifyPropCRC", recordCrc)
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
            store.append(message("Gone", 0, "gone")).join();
            store.deleteTopic("Gone");
            for (int i = 0; i < MESSAGES; i++) {
                String properties = property("TAGS", "A") + property("KEYS", "k" + i);
                AppendResult result = store.append(message("T", i % QUEUES, i + "-" + "b".repeat(i % 200), properties))
                        .join();
                sent.add(new Stored(
                        i % QUEUES,
                        result.queueOffset(),
                        result.physicalOffset(),
                        recordAt(store, result.physicalOffset())));
            }
            if (state != State.STOPPED) {
                Awaitility.await().until(() -> store.bufferedQueues() == 0);
                TestStores.snapshot(live, copy);
            }
        }
        return state == State.STOPPED ? TestStores.snapshot(live, copy) : copy;
    }

    private static ByteBuffer recordAt(DefaultMessageStore store, long physicalOffset) {
        try (LogSlice slice = store.recordAt(physicalOffset).orElseThrow()) {
            ByteBuffer copy = ByteBuffer.allocate(slice.buffer().remaining());
            return copy.put(slice.buffer().duplicate()).flip();
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    private static List<Path> files(Path root, String below) throws IOException {
        return files(root).stream()
                .filter(path -> path.toString().startsWith(below))
                .toList();
    }

    private Path copyOf(Path original) {
        return TestStores.snapshot(original, directory.resolve("copy" + copies++));
    }

    /** One store with one damage: what it must still serve. */
    private final class Mutant {
        private final State state;
        private final Path original;
        private final Path relative;
        private final Damage damage;
        private final long seed;

        Mutant(State state, Path original, Path relative, Damage damage, long seed) {
            this.state = state;
            this.original = original;
            this.relative = relative;
            this.damage = damage;
            this.seed = seed;
        }

        void run() throws IOException {
            Path copy = copyOf(original);
            long unchanged = damage.applyTo(copy.resolve(relative), new Random(seed));
            checkServes(copy, toString(), servedBelow(unchanged));
            TestStores.delete(copy);
        }

        /** Commit log offset below which every message must still be there. */
        private long servedBelow(long unchangedInFile) {
            if (relative.startsWith("commitlog")) {
                return Long.parseLong(relative.getFileName().toString()) + unchangedInFile;
            }
            boolean derivedAgain =
                    state == State.KILLED_YOUNG || damage == Damage.MISSING || damage == Damage.TRUNCATED;
            return relative.startsWith("consumequeue") && !derivedAgain ? 0 : Long.MAX_VALUE;
        }

        @Override
        public String toString() {
            return state + " " + relative + " " + damage + " seed " + seed + " record CRC " + recordCrc;
        }
    }

    private void checkServes(Path root, String what, long completeBelow) {
        try (DefaultMessageStore store = TestStores.open(config(root).build())) {
            assertThat(store.topics()).as(what).isSubsetOf("T", "Gone");
            for (int q = 0; q < QUEUES; q++) {
                checkQueue(store, q, what, completeBelow);
            }
            checkKeys(store, what);
        }
    }

    private void checkQueue(DefaultMessageStore store, int queueId, String what, long completeBelow) {
        Map<Long, Stored> expected = new HashMap<>();
        sent.stream().filter(each -> each.queueId == queueId).forEach(each -> expected.put(each.queueOffset, each));
        long max = store.maxOffset("T", queueId);
        assertThat(max).as(what).isLessThanOrEqualTo(expected.size());
        Set<Long> served = new TreeSet<>();
        for (ByteBuffer record : records(store, queueId)) {
            Stored original = expected.get(record.getLong(20));
            assertThat(original).as(what).isNotNull();
            assertThat(record.getInt(12)).as(what).isEqualTo(queueId);
            checkSameContent(record, original, what);
            assertThat(served.add(original.queueOffset)).as(what).isTrue();
        }
        Set<Long> required = new TreeSet<>();
        expected.values().stream()
                .filter(each -> each.endOffset() <= completeBelow)
                .forEach(each -> required.add(each.queueOffset));
        assertThat(served).as(what).containsAll(required);
        AppendResult result = store.append(message("T", queueId, "after")).join();
        assertThat(result.status()).as(what + result).isEqualTo(AppendStatus.OK);
        assertThat(result.queueOffset()).as(what).isEqualTo(max);
        assertThat(bodies(store, "T", queueId, max)).as(what).containsExactly("after");
    }

    private static List<ByteBuffer> records(DefaultMessageStore store, int queueId) {
        List<ByteBuffer> records = new ArrayList<>();
        long next = Math.max(0, store.minOffset("T", queueId));
        while (next < store.maxOffset("T", queueId)) {
            try (GetMessageResult result = store.getMessage("T", queueId, next, 32, 1 << 20, MessageFilter.ALL)) {
                for (ByteBuffer slice : result.slices()) {
                    int at = slice.position();
                    while (at < slice.limit()) {
                        int size = slice.getInt(at);
                        records.add(ByteBuffer.allocate(size)
                                .put(slice.slice(at, size))
                                .flip());
                        at += size;
                    }
                }
                assertThat(result.nextBeginOffset()).isGreaterThan(next);
                next = result.nextBeginOffset();
            }
        }
        return records;
    }

    private void checkKeys(DefaultMessageStore store, String what) {
        for (int i = 0; i < MESSAGES; i += 17) {
            Stored original = sent.get(i);
            try (QueryResult result = store.queryByKey("T", "k" + i, 32, 0, Long.MAX_VALUE)) {
                result.records().stream()
                        .filter(record -> record.physicalOffset() == original.physicalOffset)
                        .forEach(record -> checkSameContent(record.buffer(), original, what));
            }
        }
    }

    /** Without a CRC of the record only its body has one. */
    private void checkSameContent(ByteBuffer record, Stored original, String what) {
        if (recordCrc) {
            assertThat(record).as(what).isEqualTo(original.bytes);
        } else {
            assertThat(record.getLong(28)).as(what).isEqualTo(original.physicalOffset);
            assertThat(TestStores.body(record, record.position()))
                    .as(what)
                    .isEqualTo(TestStores.body(original.bytes, 0));
        }
    }

    private void matrix(State state, int mutantsPerFile, long seed) throws IOException {
        Path original = original(state);
        Random random = new Random(seed);
        List<Damage> kinds = List.of(Damage.values());
        List<String> failures = new ArrayList<>();
        for (Path file : files(original)) {
            for (int i = 0; i <= mutantsPerFile; i++) {
                Damage kind = i == 0 ? Damage.MISSING : kinds.get(1 + random.nextInt(kinds.size() - 1));
                Mutant mutant = new Mutant(state, original, file, kind, random.nextLong());
                try {
                    mutant.run();
                } catch (AssertionError | RuntimeException e) {
                    failures.add(mutant + ": " + e);
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void storeSurvivesDamageToAnyFile(State state) throws IOException {
        recordCrc = true;
        matrix(state, 3, state.name().hashCode());
    }

    @Tag("campaign")
    @ParameterizedTest
    @CsvSource({
        "STOPPED, true",
        "STOPPED, false",
        "KILLED_YOUNG, true",
        "KILLED_YOUNG, false",
        "KILLED, true",
        "KILLED, false"
    })
    void storeSurvivesThousandsOfDamages(State state, boolean withRecordCrc) throws IOException {
        recordCrc = withRecordCrc;
        matrix(state, 40, 3);
    }

    @Test
    void tornTailEndsTheLogAtTheLastWholeRecord() throws IOException {
        Path original = original(State.KILLED_YOUNG);
        long end = sent.get(sent.size() - 1).endOffset();
        for (int cut = 1; cut < 200; cut += 7) {
            Path copy = copyOf(original);
            try (RandomAccessFile raw = new RandomAccessFile(
                    copy.resolve("commitlog")
                            .resolve(String.format("%020d", (end - 1) / LOG_FILE_SIZE * LOG_FILE_SIZE))
                            .toFile(),
                    "rw")) {
                raw.seek((end - cut) % LOG_FILE_SIZE);
                raw.write(new byte[cut]);
            }
            checkServes(copy, "cut " + cut, end - cut);
            TestStores.delete(copy);
        }
    }

    @Test
    void missingLogFileInTheMiddleCostsOnlyItsMessages() throws IOException {
        Path original = original(State.KILLED_YOUNG);
        Path copy = copyOf(original);
        Files.delete(copy.resolve(files(original, "commitlog").get(1)));
        try (DefaultMessageStore store = TestStores.open(config(copy).build())) {
            for (int q = 0; q < QUEUES; q++) {
                int queueId = q;
                List<ByteBuffer> expected = sent.stream()
                        .filter(each -> each.queueId == queueId)
                        .filter(each -> each.physicalOffset / LOG_FILE_SIZE != 1)
                        .map(Stored::bytes)
                        .toList();
                assertThat(store.maxOffset("T", q)).isEqualTo(MESSAGES / QUEUES);
                assertThat(records(store, q)).isEqualTo(expected);
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
        checkServes(copy, "without queues", Long.MAX_VALUE);
    }
}
