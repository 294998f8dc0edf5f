package io.cometmq.store;

import static io.cometmq.store.TestStores.message;
import static io.cometmq.store.TestStores.property;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an append costs in memory. */
class AppendAllocationTest {
    /** Compiled code allocates less than interpreted, and the buffers of the index have their size by then. */
    private static final int WARM_UP = 100_000;

    private static final int MESSAGES = 20_000;
    /** Buffers grow while the disk or the compiler is slow: what counts is a round in which they do not. */
    private static final int ROUNDS = 20;
    /** A future of 24 bytes and a result of 48, and a little of what comes once for many. */
    private static final int ALLOWED_BYTES = 100;

    @TempDir
    Path directory;

    @Test
    void appendAllocatesNothingPerMessageButTheFutureAndItsResult() {
        MessageStoreConfig config = new TestConfig(directory)
                .with("mappedFileSizeCommitLog", 64 << 20)
                .with("diskSpaceWarningLevelRatio", 100)
                .with("flushIntervalCommitLog", 10)
                .with("flushCommitLogLeastPages", 0)
                .with("flushIntervalConsumeQueue", 10)
                .with("flushConsumeQueueLeastPages", 0)
                .build();
        try (DefaultMessageStore store = TestStores.open(config)) {
            AppendMessage message = message(
                    "T", 1, "body", property("UNIQ_KEY", "U1") + property("KEYS", "k1 k2") + property("TAGS", "A"));
            append(store, message, WARM_UP);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS && least >= ALLOWED_BYTES; round++) {
                long before = allocatedBytes();
                append(store, message, MESSAGES);
                least = Math.min(least, (allocatedBytes() - before) / MESSAGES);
            }
            assertThat(least).as("bytes for each message").isLessThan(ALLOWED_BYTES);
        }
    }

    private static void append(DefaultMessageStore store, AppendMessage message, int count) {
        for (int i = 0; i < count; i++) {
            AppendResult result = store.append(message).join();
            if (!result.isStored()) {
                throw new AssertionError(result.toString());
            }
        }
    }

    private static long allocatedBytes() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
