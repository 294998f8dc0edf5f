package io.cometmq.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Small stores, and messages for them. */
public final class TestStores {
    private static final byte[] HOST = {127, 0, 0, 1, 0, 0, 0x51, (byte) 0xaf};
    public static final DelayLevels DELAYS = (level, storeTimestamp) -> storeTimestamp + level * 1000L;

    private TestStores() {}

    public static byte[] host() {
        return HOST.clone();
    }

    public static TestConfig config(Path root) {
        return new TestConfig(root)
                .with("mappedFileSizeCommitLog", 16 << 10)
                .with("mappedFileSizeConsumeQueue", 20 * 50)
                .with("maxHashSlotNum", 101)
                .with("maxIndexNum", 400)
                .with("diskSpaceWarningLevelRatio", 100)
                .with("flushIntervalCommitLog", 10)
                .with("flushCommitLogLeastPages", 0);
    }

    public static DefaultMessageStore open(MessageStoreConfig config) {
        return open(config, MessageArrivingListener.NONE);
    }

    public static DefaultMessageStore open(MessageStoreConfig config, MessageArrivingListener listener) {
        DefaultMessageStore store = new DefaultMessageStore(config, StoreClock.SYSTEM, listener, DELAYS);
        return started(store);
    }

    public static DefaultMessageStore started(DefaultMessageStore store) {
        try {
            store.load();
            store.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store;
    }

    public static AppendMessage message(String topic, int queueId, String body) {
        return message(topic, queueId, body, "");
    }

    public static AppendMessage message(String topic, int queueId, String body, String properties) {
        return message(topic, queueId, 0, body, properties, true);
    }

    public static AppendMessage message(
            String topic, int queueId, int sysFlag, String body, String properties, boolean waitStore) {
        return new AppendMessage(
                topic,
                queueId,
                7,
                sysFlag,
                1_795_362_436_715L,
                HOST,
                HOST,
                0,
                0,
                ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)),
                ByteBuffer.wrap(properties.getBytes(StandardCharsets.UTF_8)),
                waitStore);
    }

    public static String property(String name, String value) {
        return name + '\u0001' + value + '\u0002';
    }

    /** Bodies of a queue from an offset on, read until the end. */
    public static List<String> bodies(DefaultMessageStore store, String topic, int queueId, long from) {
        List<String> bodies = new ArrayList<>();
        long next = from;
        while (true) {
            try (GetMessageResult result = store.getMessage(topic, queueId, next, 32, 1 << 20, MessageFilter.ALL)) {
                if (result.nextBeginOffset() <= next) {
                    return bodies;
                }
                result.slices().forEach(slice -> collectBodies(slice, bodies));
                next = result.nextBeginOffset();
            }
        }
    }

    /** As clients do, leaves out what does not have its CRC. */
    public static void collectBodies(ByteBuffer slice, List<String> bodies) {
        int at = slice.position();
        while (at < slice.limit()) {
            CRC32 crc = new CRC32();
            crc.update(slice.slice(at + 88, slice.getInt(at + 84)));
            if (((int) crc.getValue() & 0x7FFFFFFF) == slice.getInt(at + 8)) {
                bodies.add(body(slice, at));
            }
            at += slice.getInt(at);
        }
    }

    /** Body of an IPv4 record. */
    public static String body(ByteBuffer record, int at) {
        byte[] body = new byte[record.getInt(at + 84)];
        record.get(at + 88, body);
        return new String(body, StandardCharsets.UTF_8);
    }

    /** What a killed process leaves: the files as they are now. */
    public static Path snapshot(Path source, Path target) {
        try {
            Files.walkFileTree(source, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Path copy = target.resolve(source.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    try {
                        Files.copy(file, copy);
                    } catch (NoSuchFileException e) {
                        // A file that is written aside and renamed.
                        assertThat(file.toString()).endsWith(".tmp");
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    assertThat(file.toString()).endsWith(".tmp");
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target;
    }

    public static void delete(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }
}
