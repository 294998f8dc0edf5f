package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.message;
import static io.cometmq.store.TestStores.property;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
class ConsumeQueueExtTest {
    private static final int MESSAGES = 300;

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    /** The bit map of a message is the number in its property {@code n}. */
    private static final FilterBitMaps BIT_MAPS = (topic, tagsCode, properties) -> {
        byte[] text = new byte[properties.remaining()];
        properties.get(text);
        String all = new String(text, StandardCharsets.UTF_8);
        int number = Integer.parseInt(all.substring(all.indexOf("n\u0001") + 2, all.indexOf('\u0002')));
        return ByteBuffer.allocate(14).putInt(number).array();
    };

    private static TestConfig config(Path root) {
        return TestStores.config(root)
                .with("enableConsumeQueueExt", true)
                .with("mappedFileSizeConsumeQueueExt", 4096)
                .with("flushIntervalConsumeQueue", 5)
                .with("flushConsumeQueueLeastPages", 0);
    }

    private static DefaultMessageStore open(MessageStoreConfig config) {
        return TestStores.started(new DefaultMessageStore(
                config, StoreClock.SYSTEM, MessageArrivingListener.NONE, TestStores.DELAYS, BIT_MAPS));
    }

    private static void append(DefaultMessageStore store, int from, int count) {
        for (int i = from; i < from + count; i++) {
            String properties = property("n", Integer.toString(i)) + property("TAGS", "A");
            assertThat(store.append(message("T", 0, "body" + i, properties))
                            .join()
                            .status())
                    .isEqualTo(AppendStatus.OK);
        }
    }

    /** What the filter is told of each entry. */
    private static List<QueueExtUnit> units(DefaultMessageStore store) {
        List<QueueExtUnit> seen = new ArrayList<>();
        MessageFilter filter = new MessageFilter() {
            @Override
            public boolean matchesEntry(long tagsCode, QueueExtUnit extension) {
                assertThat(tagsCode).isEqualTo("A".hashCode());
                seen.add(extension);
                return false;
            }

            @Override
            public boolean matchesRecord(ByteBuffer record) {
                return true;
            }
        };
        long next = 0;
        while (next < store.maxOffset("T", 0)) {
            try (GetMessageResult result = store.getMessage("T", 0, next, 32, 1 << 20, filter)) {
                next = result.nextBeginOffset();
            }
        }
        return seen;
    }

    private static void checkUnits(DefaultMessageStore store, int count) {
        List<QueueExtUnit> units = units(store);
        assertThat(units).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(units.get(i).bitMap().getInt(units.get(i).bitMap().position()))
                    .isEqualTo(i);
            assertThat(units.get(i).bitMap().remaining()).isEqualTo(14);
            assertThat(units.get(i).tagsCode()).isEqualTo("A".hashCode());
            assertThat(units.get(i).storeTimestamp()).isEqualTo(store.storeTimestamp("T", 0, i));
        }
    }

    @Test
    void filtersSeeTheBitMapFromMemoryFromFilesAndAfterARestart() throws IOException {
        Path root = directory.resolve("live");
        Path killed = directory.resolve("killed");
        try (DefaultMessageStore store = open(config(root).build())) {
            append(store, 0, MESSAGES);
            checkUnits(store, MESSAGES);
            Awaitility.await().until(() -> store.bufferedQueues() == 0);
            checkUnits(store, MESSAGES);
            TestStores.snapshot(root, killed);
        }
        for (Path each : List.of(root, killed)) {
            try (DefaultMessageStore store = open(config(each).build())) {
                checkUnits(store, MESSAGES);
                append(store, MESSAGES, 50);
                checkUnits(store, MESSAGES + 50);
            }
        }
    }

    @Test
    void unitsLieAsDocumented() throws IOException {
        try (DefaultMessageStore store = open(config(directory).build())) {
            append(store, 0, MESSAGES);
        }
        ByteBuffer first =
                ByteBuffer.wrap(Files.readAllBytes(directory.resolve("consumequeue_ext/T/0/" + "0".repeat(20))));
        ByteBuffer entries =
                ByteBuffer.wrap(Files.readAllBytes(directory.resolve("consumequeue/T/0/" + "0".repeat(20))));
        assertThat(first.capacity()).isEqualTo(4096);
        int unit = 20 + 14;
        int perFile = (4096 - 4) / unit;
        assertThat(first.getShort(perFile * unit)).isEqualTo((short) -1);
        for (int i = 0; i < 50; i++) {
            assertThat(entries.getLong(i * 20 + 12)).isEqualTo(Long.MIN_VALUE + (long) i * unit);
            assertThat(first.getShort(i * unit)).isEqualTo((short) unit);
            assertThat(first.getLong(i * unit + 2)).isEqualTo("A".hashCode());
            assertThat(first.getShort(i * unit + 18)).isEqualTo((short) 14);
            assertThat(first.getInt(i * unit + 20)).isEqualTo(i);
        }
        Path second = directory.resolve("consumequeue_ext/T/0/" + String.format("%020d", 4096));
        assertThat(ByteBuffer.wrap(Files.readAllBytes(second)).getInt(20)).isEqualTo(perFile);
    }

    @Test
    void withoutItsFilesTheTagStillDecides() throws IOException {
        try (DefaultMessageStore store = open(config(directory).build())) {
            append(store, 0, 20);
        }
        try (Stream<Path> files = Files.list(directory.resolve("consumequeue_ext/T/0"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.write(file, new byte[100]);
            }
        }
        try (DefaultMessageStore store = open(config(directory).build())) {
            assertThat(units(store)).hasSize(20).containsOnlyNulls();
            assertThat(bodies(store, "T", 0, 0)).hasSize(20);
            append(store, 20, 5);
            assertThat(units(store))
                    .hasSize(25)
                    .filteredOn(unit -> unit != null)
                    .hasSize(5);
        }
    }

    @Test
    void switchedOffTheOldEntriesAreStillUnderstood() {
        try (DefaultMessageStore store = open(config(directory).build())) {
            append(store, 0, 20);
        }
        try (DefaultMessageStore store =
                open(config(directory).with("enableConsumeQueueExt", false).build())) {
            append(store, 20, 20);
            assertThat(units(store))
                    .hasSize(40)
                    .filteredOn(unit -> unit != null)
                    .hasSize(20);
        }
    }
}
