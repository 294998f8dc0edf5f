package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads at once: every message has a place of its own, queue offsets are dense, arrivals come in order. */
@Timeout(120)
class ConcurrentAppendTest {
    private static final int THREADS = 6;
    private static final int MESSAGES = 2000;
    private static final int QUEUES = 3;

    @TempDir(factory = MemoryDirectory.class)
    Path root;

    @ParameterizedTest
    @EnumSource(FlushDiskType.class)
    void offsetsAreDenseAndUnique(FlushDiskType flush) throws Exception {
        Map<Integer, Long> arrived = new HashMap<>();
        List<String> outOfOrder = new ArrayList<>();
        // Called by one thread at a time, as the dispatch lock guarantees.
        MessageArrivingListener listener = (topic, queueId, offset, tags, time) -> {
            if (arrived.merge(queueId, 1L, Long::sum) != offset + 1) {
                outOfOrder.add(queueId + "/" + offset);
            }
        };
        MessageStoreConfig config = TestStores.config(root)
                .with("flushDiskType", flush)
                .with("mappedFileSizeCommitLog", 256 << 10)
                .build();
        Map<String, String> placeToBody = new HashMap<>();
        try (DefaultMessageStore store = TestStores.open(config, listener)) {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<List<String>>> work = new ArrayList<>();
                for (int t = 0; t < THREADS; t++) {
                    int thread = t;
                    work.add(threads.submit(() -> appendAll(store, thread)));
                }
                for (Future<List<String>> done : work) {
                    for (String entry : done.get()) {
                        String place = entry.substring(0, entry.indexOf(' '));
                        assertThat(placeToBody.put(place, entry.substring(place.length() + 1)))
                                .as(place)
                                .isNull();
                    }
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(outOfOrder).isEmpty();
            for (int queueId = 0; queueId < QUEUES; queueId++) {
                List<String> bodies = bodies(store, "T", queueId, 0);
                for (int i = 0; i < bodies.size(); i++) {
                    assertThat(placeToBody.remove(queueId + "/" + i)).isEqualTo(bodies.get(i));
                }
            }
            assertThat(placeToBody).isEmpty();
            assertThat(store.statistics().appendedMessages()).isEqualTo(THREADS * MESSAGES);
        }
    }

    /** A caller may use one body for many messages under way: the store never moves its position. */
    @Test
    void messagesUnderWayMayShareTheirBody() throws Exception {
        MessageStoreConfig config = TestStores.config(root)
                .with("mappedFileSizeCommitLog", 256 << 10)
                .build();
        ByteBuffer body = ByteBuffer.wrap("shared".getBytes(StandardCharsets.UTF_8));
        ByteBuffer properties = ByteBuffer.allocate(0);
        try (DefaultMessageStore store = TestStores.open(config)) {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<?>> work = new ArrayList<>();
                for (int t = 0; t < THREADS; t++) {
                    work.add(threads.submit(() -> {
                        for (int i = 0; i < MESSAGES; i++) {
                            AppendMessage message = new AppendMessage(
                                    "T",
                                    0,
                                    0,
                                    0,
                                    1,
                                    TestStores.host(),
                                    TestStores.host(),
                                    0,
                                    0,
                                    body,
                                    properties,
                                    true);
                            assertThat(store.append(message).join().status()).isEqualTo(AppendStatus.OK);
                        }
                    }));
                }
                for (Future<?> done : work) {
                    done.get();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(bodies(store, "T", 0, 0)).hasSize(THREADS * MESSAGES).containsOnly("shared");
        }
    }

    private static List<String> appendAll(DefaultMessageStore store, int thread) {
        List<String> places = new ArrayList<>();
        List<CompletableFuture<AppendResult>> futures = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            futures.add(store.append(message("T", i % QUEUES, thread + "-" + i)));
            if (futures.size() == 200 || i == MESSAGES - 1) {
                int first = i - futures.size() + 1;
                for (int k = 0; k < futures.size(); k++) {
                    AppendResult result = futures.get(k).join();
                    assertThat(result.status()).as(result.toString()).isEqualTo(AppendStatus.OK);
                    places.add((first + k) % QUEUES + "/" + result.queueOffset() + " " + thread + "-" + (first + k));
                }
                futures.clear();
            }
        }
        return places;
    }
}
