package io.cometmq.store.benchmark;

import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.AppendStatus;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.FlushDiskType;
import io.cometmq.store.MessageArrivingListener;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.StoreClock;
import io.cometmq.store.StoreStatistics;
import io.cometmq.store.TestConfig;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Appends messages as fast as it goes and prints rate, processor time and allocation per message, beside the machine's
 * own rate of copying the same bytes, with CRC, into a mapped file from one thread.
 *
 * <p>Arguments: {@code directory [threads=2] [messages=2000000] [bodyBytes=1024] [queues=10x4] [ASYNC_FLUSH|SYNC_FLUSH]
 * [window=1]}; queues are topics times queues of each, several such with commas in between are measured in turns and compared;
 * each queue has a message before the measurement begins; window is the number of appends each thread keeps under way (1 waits for each).
 */
public final class AppendBenchmark {
    private static final int RAW_FILE_SIZE = 1 << 30;
    private static final double RAW_FORCE_SECONDS = 3;

    private final Path directory;
    private final int threads;
    private final int messages;
    private final int bodyBytes;
    private final List<Queues> queues;
    private final FlushDiskType flush;
    private final int window;

    /** Topics that are written to round robin, and the queues of each. */
    private record Queues(int topics, int perTopic) {
        static List<Queues> parse(String text) {
            List<Queues> all = new ArrayList<>();
            for (String each : text.split(",", -1)) {
                String[] numbers = each.split("x", 2);
                all.add(new Queues(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])));
            }
            return all;
        }

        int count() {
            return topics * perTopic;
        }
    }

    private double forcesPerSecond;
    private double messagesPerForce;

    private AppendBenchmark(String[] arguments) {
        directory = Path.of(arguments[0]);
        threads = argument(arguments, 1, 2);
        messages = argument(arguments, 2, 2_000_000);
        bodyBytes = argument(arguments, 3, 1024);
        queues = Queues.parse(arguments.length > 4 ? arguments[4] : "10x4");
        flush = arguments.length > 5 ? FlushDiskType.valueOf(arguments[5]) : FlushDiskType.ASYNC_FLUSH;
        window = argument(arguments, 6, 1);
    }

    private static int argument(String[] arguments, int i, int standard) {
        return arguments.length > i ? Integer.parseInt(arguments[i]) : standard;
    }

    public static void main(String[] arguments) throws Exception {
        AppendBenchmark benchmark = new AppendBenchmark(arguments);
        benchmark.run();
    }

    private void run() throws Exception {
        for (int round = 0; round < 3; round++) {
            double first = measure(queues.get(0));
            for (Queues others : queues.subList(1, queues.size())) {
                double rate = measure(others);
                print(
                        "%d queues: %.2f of the rate with %d%n",
                        others.count(), rate / first, queues.get(0).count());
            }
        }
    }

    private double measure(Queues spread) throws Exception {
        if (flush == FlushDiskType.ASYNC_FLUSH) {
            double raw = rawRate();
            double rate = storeRate(spread);
            print("raw copy+CRC %,.0f/s; store %.0f %% of it%n", raw, 100 * rate / raw);
            return rate;
        }
        double single = rawForcesPerSecond(1);
        double rate = storeRate(spread);
        double same = rawForcesPerSecond((int) Math.max(1, Math.round(messagesPerForce)));
        print(
                "raw forces %,.0f/s of one message, %,.0f/s of as many as the store's; store %,.0f/s, %.1f messages each%n",
                single, same, forcesPerSecond, messagesPerForce);
        return rate;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    private double rawRate() throws IOException {
        Path path = directory.resolve("raw");
        Files.createDirectories(directory);
        int record = bodyBytes + 91 + 120;
        byte[] source = new byte[record];
        ByteBuffer body = ByteBuffer.allocateDirect(bodyBytes);
        long begin = System.nanoTime();
        long written = 0;
        long checksum = 0;
        CRC32 crc = new CRC32();
        while (written < messages) {
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength(RAW_FILE_SIZE);
                MappedByteBuffer mapped = file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, RAW_FILE_SIZE);
                for (int at = 0; at + record <= RAW_FILE_SIZE && written < messages; at += record) {
                    crc.reset();
                    crc.update(body.clear());
                    checksum += crc.getValue();
                    mapped.put(at, source);
                    written++;
                }
            }
            Files.delete(path);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (checksum == 42) {
            print("");
        }
        return messages / seconds;
    }

    /** Forces per second of one thread that forces after so many records, into a file whose blocks are there. */
    private double rawForcesPerSecond(int records) throws IOException {
        Path path = directory.resolve("raw");
        Files.createDirectories(directory);
        int record = records * (bodyBytes + 91 + 120);
        byte[] source = new byte[record];
        int size = 64 << 20;
        int forces = 0;
        double seconds = 0;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(new byte[size]);
            file.getFD().sync();
            MappedByteBuffer mapped = file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, size);
            long begin = System.nanoTime();
            for (int at = 0; at + record <= size && seconds < RAW_FORCE_SECONDS; at += record) {
                mapped.put(at, source);
                mapped.force(at, record);
                forces++;
                seconds = (System.nanoTime() - begin) / 1e9;
            }
        }
        Files.delete(path);
        return forces / seconds;
    }

    private double storeRate(Queues spread) throws Exception {
        Path root = directory.resolve("store");
        delete(root);
        MessageStoreConfig config = new TestConfig(root)
                .with("flushDiskType", flush)
                .with("maxAsyncPutMessageRequests", 100_000)
                .build();
        DefaultMessageStore store =
                new DefaultMessageStore(config, StoreClock.SYSTEM, MessageArrivingListener.NONE, (level, time) -> time);
        store.load();
        store.start();
        createQueues(store, spread);
        long cpu = processCpuNanos();
        long begin = System.nanoTime();
        List<Thread> workers = new ArrayList<>();
        long[] allocated = new long[threads];
        for (int t = 0; t < threads; t++) {
            int thread = t;
            Thread worker = new Thread(() -> allocated[thread] = appendAll(store, thread, spread));
            worker.start();
            workers.add(worker);
        }
        for (Thread worker : workers) {
            worker.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double micros = (processCpuNanos() - cpu) / 1e3 / messages;
        long bytes = 0;
        for (long each : allocated) {
            bytes += each;
        }
        StoreStatistics statistics = store.statistics();
        forcesPerSecond = statistics.forces() / seconds;
        messagesPerForce = (double) messages / Math.max(1, statistics.forces());
        print(
                "%d threads, %d B, %d queues, %s: %,.0f/s, %.2f us CPU, %d B allocated per message, %d forces%n",
                threads,
                bodyBytes,
                spread.count(),
                flush,
                messages / seconds,
                micros,
                bytes / messages,
                statistics.forces());
        long closing = System.nanoTime();
        store.close();
        print("closed in %d ms%n", (System.nanoTime() - closing) / 1_000_000);
        delete(root);
        return messages / seconds;
    }

    private void createQueues(DefaultMessageStore store, Queues spread) {
        byte[] host = {127, 0, 0, 1, 0, 0, 0x51, (byte) 0xaf};
        ByteBuffer empty = ByteBuffer.allocate(0);
        for (int i = 0; i < spread.count(); i++) {
            check(store.append(new AppendMessage(
                            "Topic" + i / spread.perTopic(),
                            i % spread.perTopic(),
                            0,
                            0,
                            1,
                            host,
                            host,
                            0,
                            0,
                            empty,
                            empty,
                            false))
                    .join());
        }
    }

    private long appendAll(DefaultMessageStore store, int thread, Queues spread) {
        byte[] host = {127, 0, 0, 1, 0, 0, 0x51, (byte) 0xaf};
        ByteBuffer body = ByteBuffer.allocateDirect(bodyBytes);
        String[] names = new String[spread.topics()];
        for (int i = 0; i < names.length; i++) {
            names[i] = "Topic" + i;
        }
        ArrayDeque<CompletableFuture<AppendResult>> underWay = new ArrayDeque<>();
        ByteBuffer[] properties = new ByteBuffer[1024];
        for (int i = 0; i < properties.length; i++) {
            String text = "MSG_REGION\u0001DefaultRegion\u0002UNIQ_KEY\u0001FD0000000000000000000000"
                    + (10_000 + thread)
                    + (10_000 + i)
                    + "\u0002CLUSTER\u0001DefaultCluster\u0002TAGS\u0001TagA\u0002WAIT\u0001true\u0002TRACE_ON\u0001true\u0002";
            properties[i] = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        }
        long before = allocatedBytes();
        for (int i = 0; i < messages / threads; i++) {
            AppendMessage message = new AppendMessage(
                    names[i % names.length],
                    i / names.length % spread.perTopic(),
                    0,
                    0,
                    1,
                    host,
                    host,
                    0,
                    0,
                    body,
                    properties[i & 1023],
                    true);
            CompletableFuture<AppendResult> future = store.append(message);
            underWay.add(future);
            if (underWay.size() >= window) {
                check(underWay.remove().join());
            }
        }
        underWay.forEach(future -> check(future.join()));
        return allocatedBytes() - before;
    }

    private static void check(AppendResult result) {
        if (result.status() != AppendStatus.OK) {
            throw new IllegalStateException(result.toString());
        }
    }

    private static long allocatedBytes() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static long processCpuNanos() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }
}
