package io.cometmq.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.store.TestStores;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentAllocatorTest {
    private static final int SIZE = 32 << 10;

    @TempDir
    Path directory;

    private final CountDownLatch allocating = new CountDownLatch(1);
    private final CountDownLatch taken = new CountDownLatch(1);

    /** The worker must not make the taken file again, and least of all destroy it. */
    @Test
    void theFileThatIsTakenWhileItGetsItsBlocksIsTheCurrentOneAtOnce() throws Exception {
        try (SegmentAllocator allocator = allocator()) {
            MappedFile first = allocator.create(0);
            first.allocatedTo(SIZE);
            allocator.use(first);
            allocator.advance(0);
            assertThat(allocating.await(30, TimeUnit.SECONDS)).isTrue();
            MappedFile second = allocator.take(SIZE);
            taken.countDown();

            assertThat(second.startOffset()).isEqualTo(SIZE);
            await().until(() -> second.allocatedTo() == second.endOffset());
            await().untilAsserted(() ->
                    assertThat(directory.resolve(MappedFile.fileName(2 * SIZE))).exists());
            assertThat(second.path()).hasSize(SIZE);
            assertThat(allocator.take(SIZE)).isNull();
        }
    }

    private SegmentAllocator allocator() {
        BlockAllocator blocks = (file, from, to) -> {
            allocating.countDown();
            try {
                taken.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        return new SegmentAllocator(
                new LogDirectories(List.of(directory), List.of()),
                SIZE,
                blocks,
                new SegmentWarmer(TestStores.config(directory).build()),
                new AppendGate(),
                () -> {});
    }
}
