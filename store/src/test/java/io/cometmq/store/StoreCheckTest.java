package io.cometmq.store;

import static io.cometmq.store.TestStores.message;
import static io.cometmq.store.TestStores.property;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.store.check.CheckOptions;
import io.cometmq.store.check.CheckReport;
import io.cometmq.store.check.Finding;
import io.cometmq.store.check.StoreCheck;
import io.cometmq.store.check.StoreRepair;
import io.cometmq.store.check.StoreRepair.RepairReport;
import io.cometmq.store.timer.TimerTestData;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutants of every file of a store are found, and a repaired store serves every record that is still good. */
class StoreCheckTest {
    private static final int SLOTS = 101;
    private static final int MESSAGES = 200;
    private static final Map<String, Object> SETTINGS = Map.of(
            "mappedFileSizeConsumeQueue",
            20 * 50,
            "maxHashSlotNum",
            SLOTS,
            "maxIndexNum",
            400,
            "diskSpaceWarningLevelRatio",
            100,
            "enableConsumeQueueExt",
            true,
            "mappedFileSizeConsumeQueueExt",
            4096);

    @TempDir(factory = MemoryDirectory.class)
    Path root;

    private final List<String> bodies = new ArrayList<>();
    private long lastOffset;

    @BeforeEach
    void write() throws Exception {
        try (DefaultMessageStore store = TestStores.open(TestStores.config(root)
                .with("enableConsumeQueueExt", true)
                .with("mappedFileSizeConsumeQueueExt", 4096)
                .build())) {
            for (int i = 0; i < MESSAGES; i++) {
                String properties = property("KEYS", "k" + i) + property("TAGS", "A") + property("UNIQ_KEY", "U" + i);
                String body = "b" + i + "x".repeat(100);
                bodies.add(body);
                lastOffset = store.append(message("T", i % 2, body, properties))
                        .join()
                        .physicalOffset();
            }
            TimerTestData.write(store, root.resolve("timer"), 20);
        }
        Files.createDirectories(root.resolve("config"));
        Files.writeString(root.resolve("config/topics.json"), "{\"topicConfigTable\":{\"T\":{\"topicName\":\"T\"}}}");
        Files.writeString(root.resolve("config/topics.json.bak"), "{\"topicConfigTable\":{}}");
    }

    private CheckOptions options() {
        return new CheckOptions(root, List.of(root.resolve("commitlog")), SLOTS, done -> {});
    }

    private CheckReport check() throws IOException {
        return new StoreCheck(options()).run();
    }

    private RepairReport repair() throws IOException {
        return new StoreRepair(options(), TestStores.DELAYS).run(SETTINGS);
    }

    private void flip(Path file, long position) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(position);
            int old = raw.read();
            raw.seek(position);
            raw.write(old ^ 0x10);
        }
    }

    private List<String> served() throws IOException {
        try (DefaultMessageStore store = TestStores.open(MessageStoreConfig.of(root, withLogSize()))) {
            List<String> served = new ArrayList<>(TestStores.bodies(store, "T", 0, 0));
            served.addAll(TestStores.bodies(store, "T", 1, 0));
            return served;
        }
    }

    private static Map<String, Object> withLogSize() {
        Map<String, Object> all = new java.util.HashMap<>(SETTINGS);
        all.put("mappedFileSizeCommitLog", 16 << 10);
        return all;
    }

    @Test
    void soundStoreHasNoFindings() throws IOException {
        CheckReport report = check();
        assertThat(report.findings()).isEmpty();
        assertThat(report.isGood()).isTrue();
        assertThat(report.records()).isEqualTo(MESSAGES + 20);
        assertThat(report.queueEntries()).isEqualTo(MESSAGES + 20);
        assertThat(report.indexEntries()).isEqualTo(3 * MESSAGES + 20);
        assertThat(report.timerEntries()).isEqualTo(20);
        assertThat(report.logEnd()).isGreaterThan(lastOffset);
        assertThat(repair().actions()).isEmpty();
    }

    @Test
    void damagedBodyIsALossWithItsPlaceAndTheRepairKeepsEverythingBehind() throws IOException {
        flip(root.resolve("commitlog/00000000000000000000"), 88);
        CheckReport report = check();
        assertThat(report.hasLoss()).isTrue();
        assertThat(report.records()).isEqualTo(MESSAGES + 19);
        assertThat(report.findings().get(0)).satisfies(finding -> {
            assertThat(finding.file()).isEqualTo("commitlog/00000000000000000000");
            assertThat(finding.position()).isZero();
            assertThat(finding.text()).contains("CRC");
        });

        RepairReport repaired = repair();

        assertThat(repaired.after().findings()).isEmpty();
        assertThat(served()).containsExactlyInAnyOrderElementsOf(bodies.subList(1, MESSAGES));
        try (Stream<Path> kept = Files.walk(root.resolve("damaged"))) {
            assertThat(kept.filter(path -> path.getFileName().toString().startsWith("00000000000000000000@0")))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "short"})
    void aFileOfTheLogThatIsGoneOrCutLosesItsMessagesOnly(String how) throws IOException {
        Path file = root.resolve("commitlog/00000000000000016384");
        if (how.equals("missing")) {
            Files.delete(file);
        } else {
            try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
                raw.setLength(5_000);
            }
        }
        assertThat(check().hasLoss()).isTrue();

        RepairReport repaired = repair();

        assertThat(repaired.after().hasLoss()).isFalse();
        List<String> served = served();
        assertThat(bodies).containsAll(served);
        assertThat(served).contains(bodies.get(0), bodies.get(MESSAGES - 1)).hasSizeGreaterThan(MESSAGES / 3);
    }

    @Test
    void aRecordThatNoQueueKnowsIsFound() throws IOException {
        deleteTree(root.resolve("consumequeue/T/1"));
        CheckReport report = check();
        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.REPAIRABLE);
            assertThat(finding.text()).contains(MESSAGES / 2 + " records of the log have no entry");
        });
        assertThat(repair().after().findings()).isEmpty();
        assertThat(served()).containsExactlyInAnyOrderElementsOf(bodies);
    }

    @Test
    void theStateFilesPreviousVersionReplacesADamagedOne() throws IOException {
        Files.writeString(root.resolve("config/topics.json"), "{\"topicConfigTable\":{");
        CheckReport report = check();
        assertThat(report.findings()).singleElement().satisfies(finding -> assertThat(finding.severity())
                .isEqualTo(Finding.Severity.REPAIRABLE));
        assertThat(repair().after().findings()).isEmpty();
        assertThat(root.resolve("config/topics.json")).hasContent("{\"topicConfigTable\":{}}");

        Files.delete(root.resolve("config/topics.json"));
        assertThat(check().findings()).singleElement().satisfies(finding -> assertThat(finding.text())
                .contains("is missing; topics.json.bak is sound"));
        assertThat(repair().after().findings()).isEmpty();
        assertThat(root.resolve("config/topics.json")).hasContent("{\"topicConfigTable\":{}}");

        // It parses, but a name has come to harm.
        Files.writeString(root.resolve("config/topics.json"), "{\"topicConfigTablu\":{}}");
        assertThat(check().findings()).singleElement().satisfies(finding -> assertThat(finding.text())
                .contains("has no topicConfigTable"));

        Files.writeString(root.resolve("config/topics.json"), "nonsense{");
        Files.writeString(root.resolve("config/topics.json.bak"), "{");
        assertThat(check().hasLoss()).isTrue();
        assertThat(repair().after().findings()).isEmpty();
        assertThat(root.resolve("config/topics.json")).doesNotExist();
    }

    @Test
    void aStoreThatIsOpenIsNeitherCheckedNorRepaired() throws IOException {
        try (DefaultMessageStore store = TestStores.open(MessageStoreConfig.of(root, withLogSize()))) {
            assertThat(store.isWriteable()).isTrue();
            assertThatThrownBy(this::check).isInstanceOf(IOException.class);
            assertThatThrownBy(this::repair).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> new StoreCheck(CheckOptions.of(root.resolve("nowhere"))).run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no store");
    }

    /** Bytes that say nothing (padding, unused fields) may change unseen; what says something may not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "commitlog/00000000000000000000",
                "commitlog/00000000000000016384",
                "consumequeue/T/0/00000000000000000000",
                "consumequeue/T/1/00000000000000001000",
                "consumequeue_ext/T/0/00000000000000000000",
                "index",
                "timer/manifest.json",
                "timer/run"
            })
    void mutantsAreFoundAndRepaired(String name) throws IOException {
        mutate(name, 5);
    }

    @Tag("campaign")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "commitlog/00000000000000000000",
                "consumequeue/T/0/00000000000000000000",
                "consumequeue_ext/T/0/00000000000000000000",
                "index",
                "timer/manifest.json",
                "timer/run"
            })
    void thousandsOfMutantsAreFoundAndRepaired(String name) throws IOException {
        mutate(name, 1_000);
    }

    private void mutate(String name, int mutants) throws IOException {
        Random random = new Random(name.hashCode());
        Path sound = root.resolveSibling(root.getFileName() + "-sound");
        TestStores.snapshot(root, sound);
        int found = 0;
        for (int i = 0; i < mutants; i++) {
            Path file = fileOf(name);
            long position = position(name, file, random);
            flip(file, position);
            CheckReport report = check();
            boolean seen = !report.findings().isEmpty();
            assertThat(seen || isUnused(name, position))
                    .as(name + " at " + position)
                    .isTrue();
            found += seen ? 1 : 0;
            RepairReport repaired = repair();
            // The fields of a record that its CRC does not cover may have another value for good.
            assertThat(repaired.after().isGood() || name.startsWith("commitlog"))
                    .as(name + " at " + position + ": " + repaired)
                    .isTrue();
            List<String> served = served();
            assertThat(bodies).containsAll(served);
            assertThat(served).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(MESSAGES - 1);
            deleteTree(root);
            TestStores.snapshot(sound, root);
        }
        deleteTree(sound);
        assertThat(found).isGreaterThan(mutants / 3);
    }

    private Path fileOf(String name) throws IOException {
        if (Files.isRegularFile(root.resolve(name))) {
            return root.resolve(name);
        }
        Path directory = name.equals("index") ? root.resolve("index") : root.resolve("timer");
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> name.equals("index") || file.toString().endsWith(".run"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Where the file says something. */
    private static long position(String name, Path file, Random random) throws IOException {
        int size = (int) Files.size(file);
        return switch (name) {
            case "index" -> 40 + random.nextInt(4 * SLOTS + 20 * 390);
            case "consumequeue_ext/T/0/00000000000000000000" -> random.nextInt(1_900);
            default -> random.nextInt(size);
        };
    }

    /** Entry 0 of an index; in a record: flag, born time, hosts, properties that queues and index do not take up. */
    private static boolean isUnused(String name, long position) {
        return name.startsWith("commitlog")
                || (name.equals("index") && position >= 40 + 4 * SLOTS && position < 60 + 4 * SLOTS)
                || name.startsWith("consumequeue_ext");
    }

    private static void deleteTree(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
