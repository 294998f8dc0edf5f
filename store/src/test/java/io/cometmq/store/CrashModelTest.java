package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.message;
import static io.cometmq.store.TestStores.property;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.store.recovery.Reboot;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations against a model: appends, batches, topic deletions, clean stops, kills and power losses at any step. After each
 * restart the store must hold exactly what the model says, at the same offsets.
 */
class CrashModelTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    /** A stored message: its body, and where its record ends in the log. */
    private record Stored(String body, long endOffset) {}

    private final Map<String, List<Stored>> model = new HashMap<>();
    private final List<String> history = new ArrayList<>();
    private int generation;
    private int sequence;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void storeAgreesWithModelAfterEveryRestart(long seed) {
        run(seed, 60);
    }

    @Tag("campaign")
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void storeAgreesWithModelForLong(long seed) {
        run(seed, 300);
    }

    private void run(long seed, int steps) {
        Random random = new Random(seed);
        FlushDiskType flush = seed % 2 == 0 ? FlushDiskType.SYNC_FLUSH : FlushDiskType.ASYNC_FLUSH;
        DefaultMessageStore store = open(flush, directory.resolve("0"));
        try {
            for (int step = 0; step < steps; step++) {
                int dice = random.nextInt(100);
                history.add(step + ":" + dice);
                if (dice < 60) {
                    appendSome(store, random);
                } else if (dice < 75) {
                    appendBatch(store, random);
                } else if (dice < 78) {
                    deleteTopic(store, random);
                } else if (dice < 86) {
                    store = killed(flush, store);
                } else if (dice < 93) {
                    store = powerLost(flush, store, random);
                } else {
                    store = stopped(flush, store);
                }
                check(store, random);
            }
        } finally {
            store.close();
        }
    }

    private DefaultMessageStore open(FlushDiskType flush, Path root) {
        return TestStores.open(TestStores.config(root)
                .with("flushDiskType", flush)
                .with("flushIntervalConsumeQueue", 10)
                .with("flushConsumeQueueLeastPages", 0)
                .with("flushConsumeQueueThoroughInterval", 100)
                .build());
    }

    private DefaultMessageStore killed(FlushDiskType flush, DefaultMessageStore store) {
        Path copy = directory.resolve(Integer.toString(generation + 1));
        TestStores.snapshot(directory.resolve(Integer.toString(generation)), copy);
        store.close();
        generation++;
        return open(flush, copy);
    }

    /** What was not forced is lost, from any byte on; so is the snapshot that relies on the machine's memory. */
    private DefaultMessageStore powerLost(FlushDiskType flush, DefaultMessageStore store, Random random) {
        long forced = store.flushedPhysicalOffset();
        long end = store.maxPhysicalOffset();
        Path copy = directory.resolve(Integer.toString(generation + 1));
        TestStores.snapshot(directory.resolve(Integer.toString(generation)), copy);
        store.close();
        generation++;
        long cut = forced + (end > forced ? random.nextLong(end - forced + 1) : 0);
        try {
            Reboot.after(copy);
            try (Stream<Path> files = Files.list(copy.resolve("commitlog"))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    cutAt(file, cut - Long.parseLong(file.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        model.values().forEach(queue -> queue.removeIf(stored -> stored.endOffset() > cut));
        model.values().removeIf(List::isEmpty);
        return open(flush, copy);
    }

    private static void cutAt(Path file, long position) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            long length = raw.length();
            if (position < length) {
                raw.setLength(Math.max(0, position));
                raw.setLength(length);
            }
        }
    }

    private DefaultMessageStore stopped(FlushDiskType flush, DefaultMessageStore store) {
        store.close();
        return open(flush, directory.resolve(Integer.toString(generation)));
    }

    private void appendSome(DefaultMessageStore store, Random random) {
        int count = 1 + random.nextInt(80);
        for (int i = 0; i < count; i++) {
            AppendMessage message = next(random, random.nextInt(4), random.nextInt(3));
            AppendResult result = store.append(message).join();
            assertThat(result.status()).as(result.toString()).isEqualTo(AppendStatus.OK);
            remember(message, result.queueOffset(), result.physicalOffset() + result.sizeBytes());
        }
    }

    private void appendBatch(DefaultMessageStore store, Random random) {
        int topic = random.nextInt(4);
        int queueId = random.nextInt(3);
        List<AppendMessage> batch = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            batch.add(next(random, topic, queueId));
        }
        AppendResult result = store.appendBatch(batch).join();
        assertThat(result.status()).as(result.toString()).isEqualTo(AppendStatus.OK);
        for (int i = 0; i < batch.size(); i++) {
            long next =
                    i + 1 < batch.size() ? result.physicalOffset(i + 1) : result.physicalOffset() + result.sizeBytes();
            remember(batch.get(i), result.queueOffset() + i, next);
        }
    }

    private AppendMessage next(Random random, int topic, int queueId) {
        String body = sequence++ + "-" + "x".repeat(random.nextInt(300));
        return message("topic" + topic, queueId, body, property("TAGS", "A") + property("UNIQ_KEY", "U" + sequence));
    }

    private void remember(AppendMessage message, long queueOffset, long endOffset) {
        List<Stored> queue =
                model.computeIfAbsent(message.topic() + "/" + message.queueId(), name -> new ArrayList<>());
        assertThat(queueOffset).isEqualTo(queue.size());
        queue.add(new Stored(new String(message.body().array(), StandardCharsets.UTF_8), endOffset));
    }

    private void deleteTopic(DefaultMessageStore store, Random random) {
        String topic = "topic" + random.nextInt(4);
        if (store.deleteTopic(topic)) {
            model.keySet().removeIf(name -> name.startsWith(topic + "/"));
            // A record after the deletion makes the deletion last: the log itself does not know of it.
            for (int queueId = 0; queueId < 3; queueId++) {
                AppendMessage message = next(random, topic.charAt(5) - '0', queueId);
                AppendResult result = store.append(message).join();
                remember(message, result.queueOffset(), result.physicalOffset() + result.sizeBytes());
            }
        }
    }

    private void check(DefaultMessageStore store, Random random) {
        for (Map.Entry<String, List<Stored>> queue : model.entrySet()) {
            String topic = queue.getKey().substring(0, queue.getKey().indexOf('/'));
            int queueId = Integer.parseInt(queue.getKey().substring(topic.length() + 1));
            List<String> expected = queue.getValue().stream().map(Stored::body).toList();
            assertThat(store.maxOffset(topic, queueId))
                    .as("%s after %s", queue.getKey(), history)
                    .isEqualTo(expected.size());
            int from = random.nextInt(expected.size());
            assertThat(bodies(store, topic, queueId, from))
                    .as(queue.getKey())
                    .isEqualTo(expected.subList(from, expected.size()));
        }
    }
}
