package io.cometmq.store;

import static io.cometmq.store.TestStores.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.store.flush.LogForcer;
import io.cometmq.store.log.BlockAllocator;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SlowDiskTest {
    @TempDir(factory = MemoryDirectory.class)
    Path root;

    private final AtomicLong clock = new AtomicLong(1_795_362_436_000L);
    private final CountDownLatch slow = new CountDownLatch(1);

    private final BlockAllocator blocks = (file, from, to) -> {
        try {
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        BlockAllocator.ZEROS.allocate(file, from, to);
    };

    @Test
    void itIsToldForHowLongTheOldestAppendHasWaitedForTheDisk() {
        try (DefaultMessageStore store = TestStores.started(new DefaultMessageStore(
                TestStores.config(root)
                        .with("osPageCacheBusyTimeOutMills", 60_000)
                        .build(),
                clock::get,
                MessageArrivingListener.NONE,
                TestStores.DELAYS,
                FilterBitMaps.NONE,
                LogForcer.MAPPED,
                blocks))) {
            CompletableFuture<AppendResult> first = store.append(message("T", 0, "first"));
            clock.addAndGet(700);
            CompletableFuture<AppendResult> second = store.append(message("T", 0, "second"));
            assertThat(store.statistics().waitingAppends()).isEqualTo(2);
            assertThat(store.statistics().appendWaitMillis()).isEqualTo(700);

            slow.countDown();
            assertThat(first.join().isStored()).isTrue();
            assertThat(second.join().isStored()).isTrue();
            assertThat(store.statistics().waitingAppends()).isZero();
            assertThat(store.statistics().appendWaitMillis()).isZero();
            assertThat(store.statistics().writingMillis()).isZero();
        }
    }
}
