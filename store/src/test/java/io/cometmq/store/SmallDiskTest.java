package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.message;
import static io.cometmq.store.TestStores.property;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real file system of a few megabytes that others fill and empty while the store works. Needs the right to mount. */
@Tag("campaign")
@Timeout(600)
class SmallDiskTest {
    private static final int DISK_MEGABYTES = 24;
    private static final int ROUNDS = 12;
    private static final int QUEUES = 4;

    @TempDir
    Path directory;

    private Path disk;
    private final List<List<String>> stored = new ArrayList<>();
    private int sequence;

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        boolean mounted;
        try {
            mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MEGABYTES + "m", "tmpfs", disk.toString());
        } catch (IOException e) {
            mounted = false;
        }
        Assumptions.assumeTrue(mounted, "no right to mount a file system");
        for (int q = 0; q < QUEUES; q++) {
            stored.add(new ArrayList<>());
        }
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    private DefaultMessageStore open() {
        return TestStores.open(new TestConfig(disk.resolve("store"))
                .with("mappedFileSizeCommitLog", 1 << 20)
                .with("mappedFileSizeConsumeQueue", 20 * 500)
                .with("enableConsumeQueueExt", true)
                .with("mappedFileSizeConsumeQueueExt", 1 << 14)
                .with("maxHashSlotNum", 1000)
                .with("maxIndexNum", 4000)
                .with("flushIntervalConsumeQueue", 10)
                .with("flushConsumeQueueLeastPages", 0)
                .with("flushConsumeQueueThoroughInterval", 50)
                .with("diskSpaceWarningLevelRatio", 100)
                .with("cleanFileForciblyEnable", false)
                .with("diskMaxUsedSpaceRatio", 100)
                .with("deleteWhen", "")
                .with("osPageCacheBusyTimeOutMills", 500)
                .build());
    }

    /** Takes all the room but for some bytes. */
    private void fill(long leaveBytes) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(disk.resolve("others"))) {
            while (disk.toFile().getUsableSpace() > leaveBytes) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full.
        }
    }

    private AppendResult append(DefaultMessageStore store) {
        int queueId = sequence % QUEUES;
        String body = sequence + "x".repeat(400);
        AppendResult result = store.append(message("T", queueId, body, property("KEYS", "k" + sequence)))
                .join();
        sequence++;
        if (result.isStored()) {
            stored.get(queueId).add(body);
        }
        return result;
    }

    private void checkReads(DefaultMessageStore store, String when) {
        for (int q = 0; q < QUEUES; q++) {
            List<String> expected = stored.get(q);
            int queueId = q;
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> store.maxOffset("T", queueId) == expected.size());
            assertThat(bodies(store, "T", q, 0)).as(when).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aFullDiskRefusesMessagesServesWhatThereIsAndResumesByItself(long seed) throws Exception {
        Random random = new Random(seed);
        DefaultMessageStore store = open();
        try {
            for (int i = 0; i < 200; i++) {
                assertThat(append(store).isStored()).isTrue();
            }
            for (int round = 0; round < ROUNDS; round++) {
                fill(random.nextInt(600 << 10));
                AppendResult refused = append(store);
                for (int i = 0; refused.isStored() && i < 20_000; i++) {
                    refused = append(store);
                }
                assertThat(refused.isStored()).as("round " + round).isFalse();
                assertThat(refused.status()).isEqualTo(AppendStatus.SERVICE_NOT_AVAILABLE);
                assertThat(refused.message()).as("round " + round).contains("disk");
                checkReads(store, "full, round " + round);
                if (random.nextBoolean()) {
                    store.close();
                    store = open();
                    checkReads(store, "opened on a full disk, round " + round);
                }
                Files.deleteIfExists(disk.resolve("others"));
                DefaultMessageStore resuming = store;
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> append(resuming)
                        .isStored());
                checkReads(store, "resumed, round " + round);
            }
        } finally {
            store.close();
        }
        store = open();
        try {
            checkReads(store, "at the end");
        } finally {
            store.close();
        }
    }
}
