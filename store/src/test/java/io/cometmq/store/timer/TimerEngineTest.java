package io.cometmq.store.timer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.store.AppendResult;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.FlushDiskType;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.MemoryDirectory;
import io.cometmq.store.MessageArrivingListener;
import io.cometmq.store.MessageFilter;
import io.cometmq.store.TestStores;
import io.cometmq.store.log.RecordCursor;
import io.cometmq.store.recovery.Reboot;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random timers, cancellations, rolls, stops, kills, power losses and lost or damaged derived data, against a model: in the end each
 * message that the log has kept was delivered once, never early, and none that was taken back.
 */
class TimerEngineTest {
    private static final long START = 1_795_362_436_000L;
    private static final long ROLL_WINDOW = 600_000;

    private record Sent(String key, long dueMillis, long physicalOffset) {}

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private final AtomicLong clock = new AtomicLong(START);
    private final Map<String, Sent> sent = new HashMap<>();
    private final Map<String, Sent> cancellations = new HashMap<>();
    private int generation;
    private int sequence;
    private DefaultMessageStore store;
    private TimerFiles files;
    private TimerEngine engine;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyMessageIsDeliveredOnceAndNotBeforeItsTime(long seed) throws Exception {
        run(seed, 120);
    }

    @Tag("campaign")
    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112})
    void everyMessageIsDeliveredOnceOverALongTime(long seed) throws Exception {
        run(seed, 2_000);
    }

    @AfterEach
    void close() throws Exception {
        closeTimer();
        store.close();
    }

    private void run(long seed, int steps) throws Exception {
        Random random = new Random(seed);
        open(directory.resolve("0"));
        for (int step = 0; step < steps; step++) {
            int dice = random.nextInt(100);
            if (dice < 45) {
                send(random);
            } else if (dice < 55) {
                cancel(random);
            } else if (dice < 85) {
                clock.addAndGet(random.nextInt(random.nextInt(5) == 0 ? 300_000 : 3_000));
                engine.pass();
            } else if (dice < 90) {
                stop();
            } else if (dice < 95) {
                kill(random, false);
            } else if (dice < 98) {
                kill(random, true);
            } else {
                stopAndDamage(random);
            }
            if (random.nextInt(3) > 0) {
                engine.pass();
            }
        }
        finishAll();
        check();
    }

    private void open(Path root) throws IOException {
        store = TestStores.started(new DefaultMessageStore(
                TestStores.config(root)
                        .with("mappedFileSizeCommitLog", 256 << 10)
                        .with("flushDiskType", FlushDiskType.ASYNC_FLUSH)
                        .with("flushIntervalCommitLog", 20)
                        .with("flushCommitLogLeastPages", 0)
                        .build(),
                clock::get,
                MessageArrivingListener.NONE,
                TestStores.DELAYS));
        TimerOptions options = new TimerOptions(root.resolve("timer"), 1, ROLL_WINDOW, 10_000, 40);
        TimerDelivery delivery = TestTimers.delivery(store);
        files = TimerFiles.of(options, store, delivery);
        engine = new TimerEngine(options, store, delivery, files, new TimerCounts(), clock::get);
        engine.recover();
    }

    private void closeTimer() throws IOException {
        engine.close();
        files.close();
    }

    private void send(Random random) {
        for (int i = random.nextInt(30); i >= 0; i--) {
            long delay =
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(10);
                        case 1 -> random.nextInt(3_000);
                        case 2 -> random.nextInt(60_000);
                        default -> random.nextInt(3_000_000);
                    };
            long due = TimerTimes.toStore(clock.get() + delay);
            String key = "K" + sequence++;
            AppendResult result = store.append(TestTimers.message(key, due)).join();
            assertThat(result.isStored()).isTrue();
            sent.put(key, new Sent(key, due, result.physicalOffset()));
        }
    }

    /** One that is not due for a while. */
    private void cancel(Random random) {
        List<Sent> far = sent.values().stream()
                .filter(one -> one.dueMillis() > clock.get() + 1 && !cancellations.containsKey(one.key()))
                .sorted((a, b) -> a.key().compareTo(b.key()))
                .toList();
        if (far.isEmpty()) {
            return;
        }
        Sent one = far.get(random.nextInt(far.size()));
        AppendResult result = store.append(TestTimers.cancellation(one.key(), one.dueMillis()))
                .join();
        cancellations.put(one.key(), new Sent(one.key(), one.dueMillis(), result.physicalOffset()));
    }

    private void stop() throws Exception {
        engine.finish();
        closeTimer();
        store.close();
        open(directory.resolve(Integer.toString(generation)));
    }

    private void kill(Random random, boolean powerLoss) throws Exception {
        Path copy = directory.resolve(Integer.toString(generation + 1));
        snapshot(directory.resolve(Integer.toString(generation)), copy);
        // Afterwards: what the copy holds speaks of nothing that was forced later.
        long forced = store.flushedPhysicalOffset();
        closeTimer();
        store.close();
        generation++;
        if (powerLoss) {
            forget(copy, forced);
        }
        clock.addAndGet(random.nextInt(20_000));
        open(copy);
    }

    /** What a kill leaves is of one moment: a copy during which a file has changed is made again. */
    private static void snapshot(Path source, Path target) throws IOException {
        Map<Path, String> before;
        do {
            deleteAll(target);
            before = states(source);
            for (Path file : before.keySet()) {
                copyIfThere(file, target.resolve(source.relativize(file).toString()));
            }
        } while (!before.equals(states(source)));
    }

    private static void copyIfThere(Path file, Path copy) throws IOException {
        try {
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        } catch (NoSuchFileException e) {
            // Deleted meanwhile by the files thread: the copy is made again.
        }
    }

    private static void deleteAll(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        for (Path file : states(root).keySet()) {
            Files.deleteIfExists(file);
        }
    }

    private static Map<Path, String> states(Path root) throws IOException {
        Map<Path, String> states = new HashMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                states.put(file, attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                states.put(file, "gone");
                return FileVisitResult.CONTINUE;
            }
        });
        return states;
    }

    private void forget(Path root, long fromPhysicalOffset) throws IOException {
        Reboot.after(root);
        try (Stream<Path> paths = Files.list(root.resolve("commitlog"))) {
            for (Path path : paths.toList()) {
                long start = Long.parseLong(path.getFileName().toString());
                try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                    long size = file.length();
                    if (start + size > fromPhysicalOffset) {
                        file.setLength(Math.max(0, fromPhysicalOffset - start));
                        file.setLength(size);
                    }
                }
            }
        }
        sent.values().removeIf(one -> one.physicalOffset() >= fromPhysicalOffset);
        cancellations.values().removeIf(one -> one.physicalOffset() >= fromPhysicalOffset);
    }

    private void stopAndDamage(Random random) throws Exception {
        engine.finish();
        closeTimer();
        store.close();
        Path timer = directory.resolve(generation + "/timer");
        try (Stream<Path> paths = Files.list(timer)) {
            List<Path> all = paths.sorted().toList();
            Path victim = all.get(random.nextInt(all.size()));
            long size = Files.size(victim);
            if (size == 0 || random.nextInt(3) == 0) {
                Files.delete(victim);
            } else {
                try (RandomAccessFile file = new RandomAccessFile(victim.toFile(), "rw")) {
                    long at = (long) (random.nextDouble() * size);
                    file.seek(at);
                    int old = file.read();
                    file.seek(at);
                    file.write(old ^ (1 << random.nextInt(8)));
                }
            }
        }
        open(directory.resolve(Integer.toString(generation)));
    }

    /** Lets the time of everything come, in steps in which rolls happen. */
    private void finishAll() throws Exception {
        long last = sent.values().stream().mapToLong(Sent::dueMillis).max().orElse(0);
        while (clock.get() < last) {
            clock.addAndGet(30_000);
            engine.pass();
        }
        TestTimers.passUntilSettled(engine, store, last);
    }

    private void check() {
        Set<String> delivered = new HashSet<>();
        List<String> twice = new ArrayList<>();
        RecordCursor cursor = new RecordCursor();
        for (ByteBuffer record : deliveredRecords()) {
            String key = TestStores.body(record, 0);
            cursor.wrap(record, 0);
            String where = key + " at " + cursor.physicalOffset() + ", entry " + cursor.queueOffset() + ", of topic "
                    + cursor.topic() + ", stored at " + cursor.storeTimestamp() + ": " + cursor.propertiesText();
            if (!delivered.add(key)) {
                twice.add(where);
            }
            Sent one = sent.get(key);
            if (one != null) {
                assertThat(cursor.storeTimestamp()).as(where).isGreaterThanOrEqualTo(one.dueMillis());
            }
        }
        assertThat(twice).as("delivered twice").isEmpty();
        Set<String> expected = new HashSet<>(sent.keySet());
        expected.removeAll(cancellations.keySet());
        Set<String> missing = new HashSet<>(expected);
        missing.removeAll(delivered);
        assertThat(missing).as("not delivered of " + expected.size()).isEmpty();
        assertThat(engine.progress().waiting()).as("still waiting").isZero();
        delivered.retainAll(cancellations.keySet());
        assertThat(delivered).as("delivered although taken back").isEmpty();
    }

    private List<ByteBuffer> deliveredRecords() {
        List<ByteBuffer> records = new ArrayList<>();
        long next = 0;
        while (true) {
            try (GetMessageResult found =
                    store.getMessage(TestTimers.TARGET, 0, next, 32, 1 << 20, MessageFilter.ALL)) {
                if (found.nextBeginOffset() <= next) {
                    return records;
                }
                for (ByteBuffer slice : found.slices()) {
                    int at = slice.position();
                    while (at < slice.limit()) {
                        ByteBuffer copy = ByteBuffer.allocate(slice.getInt(at));
                        copy.put(0, slice, at, copy.capacity());
                        records.add(copy);
                        at += copy.capacity();
                    }
                }
                next = found.nextBeginOffset();
            }
        }
    }
}
