package io.cometmq.tools.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.store.AppendMessage;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.DelayTable;
import io.cometmq.store.MessageArrivingListener;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.StoreClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCheckCommandTest {
    private static final byte[] HOST = {127, 0, 0, 1, 0, 0, 1, 1};

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path root;
    private Path settings;

    @BeforeEach
    void write() throws IOException {
        root = directory.resolve("store");
        settings = Files.writeString(
                directory.resolve("broker.conf"),
                "brokerName=b\nmappedFileSizeCommitLog=65536\nmaxHashSlotNum=100\nmaxIndexNum=1000\n");
        try (DefaultMessageStore store = open()) {
            for (int i = 0; i < 50; i++) {
                assertThat(store.append(message("body " + i)).join().isStored()).isTrue();
            }
        }
    }

    private DefaultMessageStore open() throws IOException {
        DefaultMessageStore store = new DefaultMessageStore(
                MessageStoreConfig.of(
                        root,
                        Map.of(
                                "mappedFileSizeCommitLog", 65536,
                                "maxHashSlotNum", 100,
                                "maxIndexNum", 1000,
                                "diskSpaceWarningLevelRatio", 100)),
                StoreClock.SYSTEM,
                MessageArrivingListener.NONE,
                DelayTable.parse(DelayTable.DEFAULT));
        store.load();
        store.start();
        return store;
    }

    private static AppendMessage message(String body) {
        return new AppendMessage(
                "T",
                0,
                0,
                0,
                0,
                HOST,
                HOST,
                0,
                0,
                ByteBuffer.wrap(body.getBytes(UTF_8)),
                ByteBuffer.wrap("UNIQ_KEY\u0001K\u0002".getBytes(UTF_8)),
                true);
    }

    private int run(String... more) {
        out.reset();
        err.reset();
        String[] arguments = new String[5 + more.length];
        System.arraycopy(
                new String[] {"storeCheck", "-d", root.toString(), "-c", settings.toString()}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return new MQAdminStartup(
                        CommandList.all(),
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(arguments);
    }

    private void damage() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(
                root.resolve("consumequeue/T/0/00000000000000000000").toFile(), "rw")) {
            file.seek(47);
            file.write(9);
        }
    }

    @Test
    void aSoundDirectoryEndsWithZero() {
        assertThat(run()).isZero();
        assertThat(out.toString(UTF_8)).contains("50 records", "50 queue entries", "sound");
        assertThat(run("-o", "json")).isZero();
        assertThat(out.toString(UTF_8)).contains("\"sound\"").startsWith("{");
    }

    @Test
    void aDamagedOneIsNotInOrderAndARepairMakesItSound() throws IOException {
        damage();
        assertThat(run()).isEqualTo(3);
        assertThat(out.toString(UTF_8))
                .contains("REPAIRABLE", "consumequeue/T/0/00000000000000000000", "entry 2", "not sound");
        assertThat(run("-o", "csv")).isEqualTo(3);
        assertThat(out.toString(UTF_8)).contains("REPAIRABLE,");

        assertThat(run("--repair")).isEqualTo(3);
        assertThat(out.toString(UTF_8)).contains("repaired: consumequeue: moved to damaged", "The store is sound now.");
        assertThat(run()).isZero();
    }

    @Test
    void whatCannotBeCheckedIsAFailure() throws IOException {
        try (DefaultMessageStore store = open()) {
            assertThat(store.isWriteable()).isTrue();
            assertThat(run("--repair")).isEqualTo(1);
            assertThat(err.toString(UTF_8)).contains("storeCheck:", root.toString());
        }
        root = directory.resolve("nowhere");
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("no store");
        settings = directory.resolve("no.conf");
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("no.conf");
    }
}
