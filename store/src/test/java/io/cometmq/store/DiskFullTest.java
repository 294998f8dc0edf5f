package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.store.flush.LogForcer;
import io.cometmq.store.log.BlockAllocator;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiskFullTest {
    @TempDir
    Path root;

    /** Bytes that the disk still gives. */
    private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);

    private final BlockAllocator blocks = (file, from, to) -> {
        if (free.addAndGet(from - to) < 0) {
            throw new IOException("No space left on device");
        }
        BlockAllocator.ZEROS.allocate(file, from, to);
    };

    private DefaultMessageStore open() {
        return TestStores.started(new DefaultMessageStore(
                TestStores.config(root)
                        .with("mappedFileSizeCommitLog", 64 << 10)
                        .build(),
                StoreClock.SYSTEM,
                MessageArrivingListener.NONE,
                TestStores.DELAYS,
                FilterBitMaps.NONE,
                LogForcer.MAPPED,
                blocks));
    }

    @Test
    void messagesAreRefusedUntilThereIsRoomAgainAndReadsGoOn() {
        free.set(3 * (64 << 10));
        List<String> stored = new ArrayList<>();
        try (DefaultMessageStore store = open()) {
            AppendResult result;
            do {
                String body = stored.size() + "x".repeat(500);
                result = store.append(message("T", 0, body)).join();
                if (result.isStored()) {
                    stored.add(body);
                }
            } while (result.isStored() && stored.size() < 10_000);
            assertThat(result.status()).isEqualTo(AppendStatus.SERVICE_NOT_AVAILABLE);
            assertThat(result.message()).contains("no room", "No space left", "add space");
            assertThat(store.isWriteable()).isFalse();
            assertThat(stored).isNotEmpty();
            assertThat(bodies(store, "T", 0, 0)).isEqualTo(stored);

            free.set(Long.MAX_VALUE);
            Awaitility.await().until(store::isWriteable);
            assertThat(store.append(message("T", 0, "after")).join().queueOffset())
                    .isEqualTo(stored.size());
            stored.add("after");
        }
        try (DefaultMessageStore store = open()) {
            assertThat(bodies(store, "T", 0, 0)).isEqualTo(stored);
        }
    }

    @Test
    void aSparseFileOfAnotherBrokerIsCompletedBeforeItIsWrittenTo() throws Exception {
        try (DefaultMessageStore store = open()) {
            store.append(message("T", 0, "first")).join();
        }
        // As a broker leaves it that allocates nothing.
        try (RandomAccessFile file = new RandomAccessFile(
                root.resolve("commitlog").resolve("0".repeat(20)).toFile(), "rw")) {
            file.setLength(1000);
            file.setLength(64 << 10);
        }
        free.set(0);
        try (DefaultMessageStore store = open()) {
            assertThat(store.append(message("T", 0, "refused")).join().status())
                    .isEqualTo(AppendStatus.SERVICE_NOT_AVAILABLE);
            assertThat(bodies(store, "T", 0, 0)).containsExactly("first");
            free.set(Long.MAX_VALUE);
            Awaitility.await().until(store::isWriteable);
            assertThat(store.append(message("T", 0, "second")).join().isStored())
                    .isTrue();
            assertThat(bodies(store, "T", 0, 0)).containsExactly("first", "second");
        }
    }
}
