package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.message;
import static io.cometmq.store.TestStores.property;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.store.recovery.Reboot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the machine leaves of derived files when it fails: of what was written since they were last forced, any pages and any
 * lengths. Queue entries, bit maps and keys must be right afterwards for every message that the log has.
 */
@Timeout(1800)
class PowerLossTest {
    private static final int FORCED = 150;
    private static final int WRITTEN = 300;
    private static final int QUEUES = 2;
    private static final int PAGE_SIZE = 512;

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private static TestConfig config(Path root) {
        return TestStores.config(root)
                .with("enableConsumeQueueExt", true)
                .with("mappedFileSizeConsumeQueueExt", 4096)
                .with("flushIntervalConsumeQueue", 5)
                .with("flushConsumeQueueLeastPages", 0);
    }

    /** The bit map of a message is the number in its tag. */
    private static final FilterBitMaps BIT_MAPS = (topic, tagsCode, properties) -> {
        String text = StandardCharsets.UTF_8.decode(properties.duplicate()).toString();
        String number = text.substring(text.indexOf("TAGS\u0001t") + 6, text.indexOf('\u0002'));
        return ByteBuffer.allocate(8).putInt(Integer.parseInt(number)).array();
    };

    private static DefaultMessageStore open(Path root) {
        return TestStores.started(new DefaultMessageStore(
                config(root).build(), StoreClock.SYSTEM, MessageArrivingListener.NONE, TestStores.DELAYS, BIT_MAPS));
    }

    private static void append(DefaultMessageStore store, int from, int to) {
        for (int i = from; i < to; i++) {
            String properties = property("TAGS", "t" + i) + property("KEYS", "k" + i);
            assertThat(store.append(message("T", i % QUEUES, "body" + i, properties))
                            .join()
                            .isStored())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 40"})
    void derivedFilesAgreeWithTheLogAfterAPowerLoss(long seed, int losses) throws IOException {
        run(seed, losses);
    }

    @Tag("campaign")
    @ParameterizedTest
    @CsvSource({"2, 1000", "3, 1000"})
    void derivedFilesAgreeWithTheLogAfterThousandsOfPowerLosses(long seed, int losses) throws IOException {
        run(seed, losses);
    }

    private void run(long seed, int losses) throws IOException {
        Path live = directory.resolve("live");
        Path forced = directory.resolve("forced");
        Path written = directory.resolve("written");
        try (DefaultMessageStore store = open(live)) {
            append(store, 0, FORCED);
        }
        TestStores.snapshot(live, forced);
        try (DefaultMessageStore store = open(live)) {
            append(store, FORCED, WRITTEN);
            Awaitility.await()
                    .until(() ->
                            store.bufferedQueues() == 0 && store.flushedPhysicalOffset() == store.maxPhysicalOffset());
            TestStores.snapshot(live, written);
        }
        Random random = new Random(seed);
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < losses; i++) {
            long lossSeed = random.nextLong();
            Path lost = directory.resolve("lost" + i);
            lose(forced, written, lost, new Random(lossSeed));
            try {
                check(lost);
            } catch (AssertionError | RuntimeException e) {
                failures.add("seed " + lossSeed + ": " + e);
            }
            TestStores.delete(lost);
        }
        assertThat(failures).isEmpty();
    }

    /** The log was forced, and small files are; the rest is as random pages have come to the disk. */
    private static void lose(Path forced, Path written, Path lost, Random random) throws IOException {
        try (Stream<Path> paths = Files.walk(written)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                Path relative = written.relativize(path);
                String name = relative.toString();
                Path target = lost.resolve(relative);
                Files.createDirectories(target.getParent());
                boolean derived = name.startsWith("consumequeue") || name.startsWith("index");
                Path before = forced.resolve(relative);
                if (derived) {
                    byte[] old = Files.exists(before) ? Files.readAllBytes(before) : null;
                    byte[] mixed = mix(old, Files.readAllBytes(path), random);
                    if (mixed != null) {
                        Files.write(target, mixed);
                    }
                } else {
                    Files.copy(path, target);
                }
            }
        }
        Reboot.after(lost);
    }

    /** Null for a file that never came to be. */
    private static byte[] mix(byte[] old, byte[] current, Random random) {
        if (old == null && random.nextInt(4) == 0) {
            return null;
        }
        int survives = random.nextInt(101);
        byte[] mixed = current.clone();
        for (int at = 0; at < mixed.length; at += PAGE_SIZE) {
            if (random.nextInt(100) >= survives) {
                for (int i = at; i < Math.min(mixed.length, at + PAGE_SIZE); i++) {
                    mixed[i] = old != null && i < old.length ? old[i] : 0;
                }
            }
        }
        int shortest = old == null ? 0 : Math.min(old.length, mixed.length);
        return random.nextInt(3) > 0
                ? mixed
                : Arrays.copyOf(mixed, shortest + random.nextInt(mixed.length - shortest + 1));
    }

    private static void check(Path root) {
        try (DefaultMessageStore store = open(root)) {
            append(store, WRITTEN, WRITTEN + 20);
            for (int q = 0; q < QUEUES; q++) {
                List<String> expected = new ArrayList<>();
                for (int i = q; i < WRITTEN + 20; i += QUEUES) {
                    expected.add("body" + i);
                }
                assertThat(bodies(store, "T", q, 0)).isEqualTo(expected);
                checkBitMaps(store, q, expected.size());
            }
            for (int i = 0; i < WRITTEN; i += 7) {
                try (QueryResult result = store.queryByKey("T", "k" + i, 32, 0, Long.MAX_VALUE)) {
                    assertThat(result.records())
                            .extracting(record -> TestStores.body(record.buffer(), 0))
                            .contains("body" + i);
                }
            }
        }
    }

    private static void checkBitMaps(DefaultMessageStore store, int queueId, int count) {
        List<String> seen = new ArrayList<>();
        MessageFilter filter = new MessageFilter() {
            @Override
            public boolean matchesEntry(long tagsCode, QueueExtUnit extension) {
                int number = seen.size() * QUEUES + queueId;
                boolean right = tagsCode == ("t" + number).hashCode()
                        && extension != null
                        && extension.bitMap().getInt(extension.bitMap().position()) == number;
                seen.add(right ? "" : "entry " + seen.size() + " has " + tagsCode + " " + extension);
                return false;
            }

            @Override
            public boolean matchesRecord(ByteBuffer record) {
                return true;
            }
        };
        long next = 0;
        while (next < count) {
            try (GetMessageResult result = store.getMessage("T", queueId, next, 32, 1 << 20, filter)) {
                next = result.nextBeginOffset();
            }
        }
        assertThat(seen).hasSize(count).containsOnly("");
    }
}
