package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.config;
import static io.cometmq.store.TestStores.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.store.flush.LogForcer;
import io.cometmq.store.log.BlockAllocator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SyncFlushTest {
    @TempDir
    Path root;

    private final Semaphore forcesAllowed = new Semaphore(0);
    private final AtomicBoolean failing = new AtomicBoolean();

    /** A test that fails must not leave its store waiting for ever. */
    private boolean allowed() {
        try {
            return forcesAllowed.tryAcquire(40, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private DefaultMessageStore store(FlushDiskType type, int timeoutMillis) {
        LogForcer forcer = (file, from, to) -> {
            if (!allowed()) {
                throw new IOException("the test has allowed no force");
            }
            if (failing.get()) {
                throw new IOException("disk says no");
            }
            file.force(from, to);
        };
        MessageStoreConfig config = config(root)
                .with("flushDiskType", type)
                .with("flushIntervalCommitLog", 1)
                .with("flushCommitLogLeastPages", 0)
                .with("syncFlushTimeout", timeoutMillis)
                .build();
        return TestStores.started(new DefaultMessageStore(
                config,
                StoreClock.SYSTEM,
                MessageArrivingListener.NONE,
                TestStores.DELAYS,
                FilterBitMaps.NONE,
                forcer,
                BlockAllocator.ZEROS));
    }

    @Test
    void nothingIsAcknowledgedOrVisibleBeforeItsForce() throws Exception {
        try (DefaultMessageStore store = store(FlushDiskType.SYNC_FLUSH, 60_000)) {
            CompletableFuture<AppendResult> future = store.append(message("T", 0, "a"));
            CompletableFuture<AppendResult> unwaited = store.append(message("T", 0, 0, "b", "", false));
            assertThat(unwaited.get(30, TimeUnit.SECONDS).status()).isEqualTo(AppendStatus.OK);
            assertThat(future).isNotDone();
            assertThat(store.maxOffset("T", 0)).isZero();
            assertThat(bodies(store, "T", 0, 0)).isEmpty();
            assertThat(store.recordAt(0)).isEmpty();
            forcesAllowed.release(1000);
            assertThat(future.get(30, TimeUnit.SECONDS).status()).isEqualTo(AppendStatus.OK);
            Awaitility.await().until(() -> store.maxOffset("T", 0) == 2);
            assertThat(bodies(store, "T", 0, 0)).containsExactly("a", "b");
            assertThat(store.flushedPhysicalOffset()).isEqualTo(store.maxPhysicalOffset());
        }
    }

    @Test
    void oneForceReleasesEverybodyBelowIt() throws Exception {
        try (DefaultMessageStore store = store(FlushDiskType.SYNC_FLUSH, 60_000)) {
            List<CompletableFuture<AppendResult>> futures = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                futures.add(store.append(message("T", i % 3, "m" + i)));
            }
            forcesAllowed.release(2);
            for (CompletableFuture<AppendResult> future : futures) {
                assertThat(future.get(30, TimeUnit.SECONDS).status()).isEqualTo(AppendStatus.OK);
            }
            assertThat(store.statistics().forces()).isLessThanOrEqualTo(2);
            forcesAllowed.release(1000);
        }
    }

    @Test
    void slowForceIsATimeoutAndTheMessageStaysStored() throws Exception {
        try (DefaultMessageStore store = store(FlushDiskType.SYNC_FLUSH, 50)) {
            CompletableFuture<AppendResult> future = store.append(message("T", 0, "a"));
            AppendResult result = future.get(30, TimeUnit.SECONDS);
            assertThat(result.status()).isEqualTo(AppendStatus.FLUSH_DISK_TIMEOUT);
            assertThat(result.isStored()).isTrue();
            forcesAllowed.release(1000);
            Awaitility.await().until(() -> store.maxOffset("T", 0) == 1);
        }
    }

    @Test
    void failedForceIsFinal() throws Exception {
        try (DefaultMessageStore store = store(FlushDiskType.SYNC_FLUSH, 60_000)) {
            failing.set(true);
            CompletableFuture<AppendResult> future = store.append(message("T", 0, "a"));
            forcesAllowed.release(1000);
            AppendResult result = future.get(30, TimeUnit.SECONDS);
            assertThat(result.status()).isEqualTo(AppendStatus.SERVICE_NOT_AVAILABLE);
            assertThat(result.message()).contains("disk says no");
            failing.set(false);
            AppendResult later = store.append(message("T", 0, "b")).get(30, TimeUnit.SECONDS);
            assertThat(later.status()).isEqualTo(AppendStatus.SERVICE_NOT_AVAILABLE);
            assertThat(store.isWriteable()).isFalse();
            assertThat(store.maxOffset("T", 0)).isZero();
        }
        assertThat(root.resolve("abort")).exists();
    }

    @Test
    void failedForceIsFinalUnderAsyncFlushToo() {
        try (DefaultMessageStore store = store(FlushDiskType.ASYNC_FLUSH, 60_000)) {
            assertThat(store.append(message("T", 0, "a")).join().status()).isEqualTo(AppendStatus.OK);
            failing.set(true);
            forcesAllowed.release(1000);
            Awaitility.await().until(() -> !store.isWriteable());
            assertThat(bodies(store, "T", 0, 0)).containsExactly("a");
        }
    }
}
