package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.message;
import static io.cometmq.store.TestStores.property;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log that is taken over byte by byte from another, and cut while it is open. */
@Timeout(60)
class RawAppendTest {
    private static final int FILE_SIZE = 16 << 10;

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private final List<AppendResult> results = new ArrayList<>();

    private DefaultMessageStore open(String name, FlushDiskType flush) {
        return TestStores.open(TestStores.config(directory.resolve(name))
                .with("flushDiskType", flush)
                .build());
    }

    private void fill(DefaultMessageStore store, int from, int count) {
        for (int i = from; i < from + count; i++) {
            AppendResult result = store.append(
                            message("T", i % 3, "body" + i + "x".repeat(i % 100), property("KEYS", "k" + i)))
                    .join();
            assertThat(result.status()).isEqualTo(AppendStatus.OK);
            results.add(result);
        }
    }

    private byte[] log(String name, long end) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) (end + FILE_SIZE - 1) / FILE_SIZE * FILE_SIZE);
        for (long start = 0; start < end; start += FILE_SIZE) {
            all.put(Files.readAllBytes(directory.resolve(name).resolve(String.format("commitlog/%020d", start))));
        }
        byte[] bytes = new byte[(int) end];
        all.get(0, bytes);
        return bytes;
    }

    private static void take(DefaultMessageStore replica, byte[] log, Random random) throws IOException {
        while (replica.maxPhysicalOffset() < log.length) {
            int at = (int) replica.maxPhysicalOffset();
            int length = Math.min(log.length - at, 1 + random.nextInt(random.nextBoolean() ? 30 : 5000));
            replica.appendRaw(at, ByteBuffer.wrap(log, at, length));
        }
    }

    private static void awaitSame(DefaultMessageStore replica, DefaultMessageStore master) {
        for (int q = 0; q < 3; q++) {
            int queue = q;
            org.awaitility.Awaitility.await()
                    .until(() -> replica.maxOffset("T", queue) == master.maxOffset("T", queue));
            assertThat(bodies(replica, "T", q, 0)).isEqualTo(bodies(master, "T", q, 0));
        }
    }

    @ParameterizedTest
    @EnumSource(FlushDiskType.class)
    void aReplicaHasTheSameLogAndTheSameQueues(FlushDiskType flush) throws IOException {
        Random random = new Random(1);
        try (DefaultMessageStore master = open("master", FlushDiskType.ASYNC_FLUSH);
                DefaultMessageStore replica = open("replica", flush)) {
            fill(master, 0, 500);
            byte[] log = log("master", master.maxPhysicalOffset());
            take(replica, log, random);
            awaitSame(replica, master);
            assertThat(log("replica", log.length)).isEqualTo(log);
            try (QueryResult found = replica.queryByKey("T", "k77", 10, 0, Long.MAX_VALUE)) {
                assertThat(found.records()).hasSize(1);
            }
            assertThatThrownBy(() -> replica.appendRaw(0, ByteBuffer.allocate(10)))
                    .hasMessageContaining("the log ends at");
        }
        try (DefaultMessageStore master = open("master", FlushDiskType.ASYNC_FLUSH);
                DefaultMessageStore replica = open("replica", flush)) {
            awaitSame(replica, master);
            // The replica becomes a master itself.
            assertThat(replica.append(message("T", 1, "own")).join().queueOffset())
                    .isEqualTo(master.maxOffset("T", 1));
        }
    }

    @ParameterizedTest
    @EnumSource(FlushDiskType.class)
    void whatIsCutOffIsGoneEverywhereAndTheLogGoesOn(FlushDiskType flush) throws IOException {
        Random random = new Random(2);
        try (DefaultMessageStore store = open("store", flush)) {
            fill(store, 0, 400);
            for (int round = 0; round < 5; round++) {
                int keep = 50 + random.nextInt(300);
                store.truncateTo(results.get(keep).physicalOffset());
                results.subList(keep, results.size()).clear();
                checkEndsAfter(store, keep);
                fill(store, keep, 400 - keep);
                checkEndsAfter(store, 400);
            }
            store.truncateTo(results.get(200).physicalOffset());
        }
        try (DefaultMessageStore store = open("store", flush)) {
            checkEndsAfter(store, 200);
        }
    }

    private static void checkEndsAfter(DefaultMessageStore store, int count) {
        int total = 0;
        for (int q = 0; q < 3; q++) {
            List<String> bodies = bodies(store, "T", q, 0);
            for (int i = 0; i < bodies.size(); i++) {
                assertThat(bodies.get(i)).startsWith("body" + (i * 3 + q));
            }
            assertThat(store.maxOffset("T", q)).isEqualTo(bodies.size());
            total += bodies.size();
        }
        assertThat(total).isEqualTo(count);
        for (int key : new int[] {count - 1, count, count + 30}) {
            try (QueryResult found = store.queryByKey("T", "k" + key, 10, 0, Long.MAX_VALUE)) {
                assertThat(found.records()).hasSize(key < count ? 1 : 0);
            }
        }
    }

    @Test
    void bytesThatAreNoRecordsAreRefusedAndAPartOfARecordCanBeCutOff() throws IOException {
        try (DefaultMessageStore master = open("master", FlushDiskType.ASYNC_FLUSH);
                DefaultMessageStore replica = open("replica", FlushDiskType.ASYNC_FLUSH)) {
            fill(master, 0, 2);
            byte[] log = log("master", master.maxPhysicalOffset());
            int first = (int) results.get(1).physicalOffset();
            replica.appendRaw(0, ByteBuffer.wrap(log, 0, first + 20));
            assertThat(replica.maxOffset("T", 0)).isEqualTo(1);
            assertThat(replica.append(message("T", 0, "x")).join().message()).contains("within a record");
            replica.truncateTo(first);
            assertThatThrownBy(() -> replica.appendRaw(first, ByteBuffer.wrap(new byte[200])))
                    .hasMessageContaining("no record");
            replica.truncateTo(first);
            replica.appendRaw(first, ByteBuffer.wrap(log, first, log.length - first));
            awaitSame(replica, master);
            assertThatThrownBy(() -> replica.truncateTo(log.length + 1)).hasMessageContaining("cannot be cut");
        }
    }

    @Test
    void replicatedIsAPositionOfItsOwn() throws IOException {
        try (DefaultMessageStore store = open("store", FlushDiskType.ASYNC_FLUSH)) {
            fill(store, 0, 10);
            assertThat(store.replicatedPhysicalOffset()).isZero();
            store.replicatedTo(results.get(5).physicalOffset());
            store.replicatedTo(results.get(3).physicalOffset());
            assertThat(store.replicatedPhysicalOffset())
                    .isEqualTo(results.get(5).physicalOffset());
            store.truncateTo(results.get(2).physicalOffset());
            assertThat(store.replicatedPhysicalOffset())
                    .isEqualTo(results.get(2).physicalOffset());
        }
    }
}
