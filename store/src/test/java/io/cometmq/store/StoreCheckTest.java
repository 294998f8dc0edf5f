package io.cometmq.store;

import static io.cometmq.store.TestStores.message;
import static io.cometmq.store.TestStores.property;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.store.check.CheckReport;
import io.cometmq.store.check.Finding;
import io.cometmq.store.check.StoreCheck;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCheckTest {
    private static final int SLOTS = 101;

    @TempDir
    Path root;

    private long lastOffset;

    @BeforeEach
    void write() {
        try (DefaultMessageStore store = TestStores.open(TestStores.config(root).build())) {
            for (int i = 0; i < 200; i++) {
                String properties = property("KEYS", "k" + i) + property("TAGS", "A");
                lastOffset = store.append(message("T", i % 2, "b" + i + "x".repeat(100), properties))
                        .join()
                        .physicalOffset();
            }
        }
    }

    private CheckReport check() throws IOException {
        return new StoreCheck(root, root.resolve("commitlog"), SLOTS, done -> {}).run();
    }

    private void flip(String file, long position) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(root.resolve(file).toFile(), "rw")) {
            raw.seek(position);
            int old = raw.read();
            raw.seek(position);
            raw.write(old ^ 0x10);
        }
    }

    @Test
    void soundStoreHasNoFindings() throws IOException {
        CheckReport report = check();
        assertThat(report.findings()).isEmpty();
        assertThat(report.isGood()).isTrue();
        assertThat(report.records()).isEqualTo(200);
        assertThat(report.queueEntries()).isEqualTo(200);
        assertThat(report.indexEntries()).isEqualTo(400);
        assertThat(report.logEnd()).isGreaterThan(lastOffset);
    }

    @Test
    void damagedBodyIsALossWithItsPlace() throws IOException {
        flip("commitlog/00000000000000000000", 88);
        CheckReport report = check();
        assertThat(report.hasLoss()).isTrue();
        assertThat(report.findings().get(0)).satisfies(finding -> {
            assertThat(finding.file()).isEqualTo("commitlog/00000000000000000000");
            assertThat(finding.position()).isZero();
            assertThat(finding.text()).contains("CRC");
        });
    }

    @Test
    void damagedQueueEntryIsRepairable() throws IOException {
        flip("consumequeue/T/1/00000000000000000000", 20 * 3 + 7);
        CheckReport report = check();
        assertThat(report.hasLoss()).isFalse();
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.REPAIRABLE);
            assertThat(finding.position()).isEqualTo(60);
            assertThat(finding.text()).contains("entry 3");
        });
    }

    @Test
    void damagedIndexEntryIsRepairable() throws IOException {
        try (var files = Files.list(root.resolve("index"))) {
            Path file = files.sorted().findFirst().orElseThrow();
            flip(root.relativize(file).toString(), 40 + 4 * SLOTS + 20 * 5 + 11);
        }
        CheckReport report = check();
        assertThat(report.hasLoss()).isFalse();
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().get(0).text()).contains("entry 5");
    }
}
