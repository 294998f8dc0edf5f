package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.message;
import static io.cometmq.store.TestStores.property;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.store.log.RecordChecker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The CRC of the whole record (docs/protocol/message-formats.md 1.5). */
class RecordCrcTest {
    /** Written by RocketMQ 5.4.0 with enabledAppendPropCRC at offset 0. */
    private static final String PEER_RECORD = ""
            + "0000010fdaa320a730cb2b7600000001000000000000000000000000000000000000000000000000000001a2051d93077f00"
            + "000100009e30000001a2051d93657f00000100005597000000000000000000000000000000026230044578745400ae4d5347"
            + "5f524547494f4e0144656661756c74526567696f6e02554e49515f4b45590146443030303030303030303030303030303030"
            + "3030303030303030303030303234463236314442443136413637304235414230363030303002434c55535445520144656661"
            + "756c74436c757374657202544147530154616741025741495401747275650254524143455f4f4e0174727565026167650130"
            + "025f5f435243333223013235363437323534303202";

    @TempDir
    Path root;

    private static RecordChecker.Verdict check(byte[] record) {
        return new RecordChecker(true).check(ByteBuffer.wrap(record), 0, 0);
    }

    private static void everyBitCounts(byte[] record) {
        assertThat(check(record)).isEqualTo(RecordChecker.Verdict.RECORD);
        for (int bit = 0; bit < (record.length - 20) * 8; bit++) {
            record[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(check(record)).as("bit " + bit).isEqualTo(RecordChecker.Verdict.INVALID);
            record[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void rocketMQsRecordIsCheckedAsAWhole() {
        everyBitCounts(HexFormat.of().parseHex(PEER_RECORD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0001b\u0002", "a\u0001b"})
    void ourRecordIsCheckedAsAWhole(String properties) throws IOException {
        int size;
        try (DefaultMessageStore store = TestStores.open(
                TestStores.config(root).with("enabledAppendPropCRC", true).build())) {
            size = store.append(message("T", 0, "body", properties)).join().sizeBytes();
            assertThat(bodies(store, "T", 0, 0)).containsExactly("body");
        }
        byte[] log = Files.readAllBytes(root.resolve("commitlog").resolve("0".repeat(20)));
        everyBitCounts(java.util.Arrays.copyOf(log, size));
    }

    @Test
    void aMessageThatIsStoredAgainLosesTheCrcOfItsFirstRecord() {
        String stale = property("a", "b") + property("__CRC32#", "2564725402");
        try (DefaultMessageStore store = TestStores.open(TestStores.config(root).build())) {
            store.append(message("T", 0, "body", stale)).join();
            try (LogSlice record = store.recordAt(0).orElseThrow()) {
                byte[] bytes = new byte[record.buffer().remaining()];
                record.buffer().get(bytes);
                assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .endsWith(property("a", "b"));
            }
        }
    }

    @Test
    void whatLacksTheCrcIsWithheldWhereItIsDemanded() {
        try (DefaultMessageStore store = TestStores.open(TestStores.config(root).build())) {
            store.append(message("T", 0, "without")).join();
        }
        TestConfig config = TestStores.config(root).with("enabledAppendPropCRC", true);
        try (DefaultMessageStore store =
                TestStores.open(config.with("forceVerifyPropCRC", true).build())) {
            store.append(message("T", 0, "with")).join();
            assertThat(bodies(store, "T", 0, 0)).containsExactly("with");
            assertThat(store.recordAt(0)).isEmpty();
        }
        try (DefaultMessageStore store =
                TestStores.open(config.with("forceVerifyPropCRC", false).build())) {
            assertThat(bodies(store, "T", 0, 0)).containsExactly("without", "with");
        }
    }

    @Test
    void demandedButNotWrittenIsRefused() {
        assertThatThrownBy(() ->
                        TestStores.config(root).with("forceVerifyPropCRC", true).build())
                .hasMessageContaining("enabledAppendPropCRC");
    }
}
