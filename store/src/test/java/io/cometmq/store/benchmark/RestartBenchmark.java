package io.cometmq.store.benchmark;

import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.MessageArrivingListener;
import io.cometmq.store.MessageFilter;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.StoreClock;
import io.cometmq.store.TestConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Fills a store in one process, which then dies without closing it, and opens it in another: how long that takes until the
 * first message is read and the first one appended, and what the store holds open meanwhile. Then closes and opens it once more.
 *
 * <p>Arguments: {@code directory [gigabytes=20] [topics=2500] [queuesPerTopic=4] [bodyBytes=1024]}. The directory is left
 * behind.
 */
public final class RestartBenchmark {
    private final Path directory;
    private final long bytes;
    private final int topics;
    private final int queues;
    private final int bodyBytes;

    private RestartBenchmark(String[] arguments) {
        directory = Path.of(arguments[0]);
        bytes = (long) (Double.parseDouble(argument(arguments, 1, "20")) * (1L << 30));
        topics = Integer.parseInt(argument(arguments, 2, "2500"));
        queues = Integer.parseInt(argument(arguments, 3, "4"));
        bodyBytes = Integer.parseInt(argument(arguments, 4, "1024"));
    }

    private static String argument(String[] arguments, int i, String standard) {
        return arguments.length > i ? arguments[i] : standard;
    }

    public static void main(String[] arguments) throws Exception {
        RestartBenchmark benchmark = new RestartBenchmark(arguments);
        switch (argument(arguments, 5, "all")) {
            case "fill" -> benchmark.fill();
            case "open" -> benchmark.open();
            default -> benchmark.runAll();
        }
    }

    private void runAll() throws Exception {
        child("fill");
        print("after the kill: ");
        child("open");
        print("after a clean stop: ");
        child("open");
    }

    private void child(String mode) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                RestartBenchmark.class.getName(),
                directory.toString(),
                Double.toString((double) bytes / (1L << 30)),
                Integer.toString(topics),
                Integer.toString(queues),
                Integer.toString(bodyBytes),
                mode));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
        System.out.flush();
    }

    private DefaultMessageStore store() {
        MessageStoreConfig config = new TestConfig(directory)
                .with("maxAsyncPutMessageRequests", 100_000)
                .with("diskSpaceWarningLevelRatio", 98)
                .with("deleteWhen", "")
                .build();
        return new DefaultMessageStore(config, StoreClock.SYSTEM, MessageArrivingListener.NONE, (level, time) -> time);
    }

    private AppendMessage message(String topic, int queueId, ByteBuffer body) {
        byte[] host = {127, 0, 0, 1, 0, 0, 0x51, (byte) 0xaf};
        ByteBuffer properties = ByteBuffer.wrap(
                "TAGS\u0001TagA\u0002UNIQ_KEY\u00017F0000010000000000000000\u0002".getBytes(StandardCharsets.UTF_8));
        return new AppendMessage(topic, queueId, 0, 0, 1, host, host, 0, 0, body, properties, true);
    }

    private void fill() throws Exception {
        DefaultMessageStore store = store();
        store.load();
        store.start();
        String[] names = new String[topics];
        for (int i = 0; i < topics; i++) {
            names[i] = "Topic" + i;
        }
        ByteBuffer body = ByteBuffer.allocateDirect(bodyBytes);
        ArrayDeque<CompletableFuture<AppendResult>> underWay = new ArrayDeque<>();
        long begin = System.nanoTime();
        long messages = 0;
        while (store.maxPhysicalOffset() < bytes) {
            int queue = (int) (messages % ((long) topics * queues));
            underWay.add(store.append(message(names[queue % topics], queue / topics, body)));
            messages++;
            if (underWay.size() >= 64 && !underWay.remove().join().isStored()) {
                throw new IllegalStateException("an append was refused: "
                        + store.append(message(names[0], 0, body)).join());
            }
        }
        underWay.forEach(CompletableFuture::join);
        double seconds = (System.nanoTime() - begin) / 1e9;
        print("filled %,d messages in %d queues, %,.0f/s%n", messages, topics * queues, messages / seconds);
        printResources("filled");
        Runtime.getRuntime().halt(9);
    }

    private void open() throws Exception {
        long begin = System.nanoTime();
        DefaultMessageStore store = store();
        store.load();
        store.start();
        int read;
        try (GetMessageResult result =
                store.getMessage("Topic0", 0, store.maxOffset("Topic0", 0) - 1, 1, 1 << 20, MessageFilter.ALL)) {
            read = result.messageCount();
        }
        AppendResult appended =
                store.append(message("Topic1", 0, ByteBuffer.allocate(10))).join();
        long millis = (System.nanoTime() - begin) / 1_000_000;
        print(
                "%d queues, log of %,d bytes: serving after %d ms (read %d, append %s)%n",
                store.statistics().queueCount(), store.maxPhysicalOffset(), millis, read, appended.status());
        printResources("open");
        begin = System.nanoTime();
        store.close();
        print("closed in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
    }

    private static void printResources(String when) throws IOException {
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        print(
                "%s: heap in use %,d MB, %d open files, %d mappings of the store's files%n",
                when, heap >> 20, count(Path.of("/proc/self/fd")), mappings());
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }

    private static long mappings() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.matches(".*/(commitlog|index|consumequeue)/.*"))
                    .count();
        }
    }
}
