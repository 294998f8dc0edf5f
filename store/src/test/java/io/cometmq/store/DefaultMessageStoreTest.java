package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.config;
import static io.cometmq.store.TestStores.message;
import static io.cometmq.store.TestStores.open;
import static io.cometmq.store.TestStores.property;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.BoundaryType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultMessageStoreTest {
    @TempDir(factory = MemoryDirectory.class)
    Path root;

    @TempDir(factory = MemoryDirectory.class)
    Path copies;

    private static AppendResult stored(CompletableFuture<AppendResult> future) {
        AppendResult result = future.join();
        assertThat(result.status()).as(result.toString()).isEqualTo(AppendStatus.OK);
        return result;
    }

    @Test
    void appendedMessageIsVisibleAtOnceAndReadBack() {
        List<String> arrivals = new ArrayList<>();
        MessageArrivingListener listener =
                (topic, queueId, offset, tags, time) -> arrivals.add(topic + "/" + queueId + "/" + offset + "/" + tags);
        try (DefaultMessageStore store = open(config(root).build(), listener)) {
            CompletableFuture<AppendResult> future = store.append(message("T", 3, "hello", property("TAGS", "TagA")));
            assertThat(stored(future).queueOffset()).isZero();
            assertThat(arrivals).containsExactly("T/3/0/" + "TagA".hashCode());
            assertThat(store.maxOffset("T", 3)).isEqualTo(1);
            assertThat(store.minOffset("T", 3)).isZero();
            assertThat(store.minOffset("T", 0)).isEqualTo(-1);
            assertThat(bodies(store, "T", 3, 0)).containsExactly("hello");
            assertThat(store.isInMemory("T", 3, 0)).isTrue();
            assertThat(store.topics()).containsExactly("T");
            assertThat(store.queues("T")).containsExactly(3);
            assertThat(store.dispatchBehindBytes()).isZero();
        }
    }

    /** Just after a start the first may have to wait for blocks of the disk. */
    @Test
    void anAppendThatFindsRoomIsDoneWhenItReturns() {
        try (DefaultMessageStore store = open(config(root).build())) {
            Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> store.append(message("T", 0, "m"))
                    .isDone());
        }
    }

    /** The record of docs/protocol/message-formats.md 1.4, byte for byte. */
    @Test
    void recordIsEncodedAsRocketMqDoes() throws IOException {
        String hex = "00000114daa320a73610a68600000000"
                + "00000000000000000000000000000000"
                + "0000000000000000000001a203f0b66b"
                + "7f0000010000be52000001a203f0b6db"
                + "7f000001000051af0000000000000000"
                + "000000000000000568656c6c6f0a546f"
                + "706963466163747300aa";
        String properties = property("MSG_REGION", "DefaultRegion")
                + property(
                        "UNIQ_KEY",
                        "FD000000000000000000000000000000000236A4309".substring(0, 0)
                                + "FD00000000000000000000000000000000000236A430946E096F88CE6A0000".substring(0, 56))
                + property("CLUSTER", "DefaultCluster")
                + property("TAGS", "TagA")
                + property("KEYS", "key1 key2")
                + property("WAIT", "true")
                + property("TRACE_ON", "true")
                + property("age", "18");
        byte[] text = properties.getBytes(StandardCharsets.UTF_8);
        assertThat(text).hasSize(0xaa);
        AppendMessage message = new AppendMessage(
                "TopicFacts",
                0,
                0,
                0,
                1_795_362_436_715L,
                HexFormat.of().parseHex("7f0000010000be52"),
                TestStores.host(),
                0,
                0,
                ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)),
                ByteBuffer.wrap(text),
                true);
        try (DefaultMessageStore store = new DefaultMessageStore(
                config(root).build(), () -> 1_795_362_436_827L, MessageArrivingListener.NONE, TestStores.DELAYS)) {
            TestStores.started(store);
            stored(store.append(message));
            try (LogSlice record = store.recordAt(0).orElseThrow()) {
                byte[] bytes = new byte[record.buffer().remaining()];
                record.buffer().get(bytes);
                assertThat(HexFormat.of().formatHex(bytes))
                        .isEqualTo(hex + HexFormat.of().formatHex(text));
            }
        }
        byte[] unit = new byte[20];
        try (var in = Files.newInputStream(root.resolve("consumequeue/TopicFacts/0/00000000000000000000"))) {
            assertThat(in.readNBytes(unit, 0, 20)).isEqualTo(20);
        }
        assertThat(HexFormat.of().formatHex(unit)).isEqualTo("0000000000000000" + "00000114" + "000000000027a807");
    }

    @Test
    void longTopicIsWrittenAsVersion2AndIpv6HostsAreKept() {
        String topic = "%RETRY%" + "g".repeat(200);
        byte[] v6 = new byte[20];
        v6[15] = 1;
        AppendMessage message = new AppendMessage(
                topic, 0, 0, 0x30, 1, v6, v6, 2, 3, ByteBuffer.wrap(new byte[] {9}), ByteBuffer.allocate(0), true);
        try (DefaultMessageStore store = open(config(root).build())) {
            AppendResult result = stored(store.append(message));
            assertThat(result.sizeBytes()).isEqualTo(92 + 24 + 1 + topic.length());
            try (LogSlice record = store.recordAt(result.physicalOffset()).orElseThrow()) {
                assertThat(record.buffer().getInt(4)).isEqualTo(0xDAA320AB);
                assertThat(record.buffer().getShort(88 + 24 + 1)).isEqualTo((short) topic.length());
            }
        }
    }

    @Test
    void refusesWhatDoesNotFitWithActualAndAllowedSize() {
        try (DefaultMessageStore store =
                open(config(root).with("maxMessageSize", 10).build())) {
            AppendResult body = store.append(message("T", 0, "12345678901")).join();
            assertThat(body.status()).isEqualTo(AppendStatus.MESSAGE_TOO_LARGE);
            assertThat(body.message()).contains("11", "10", "T");
            AppendResult properties =
                    store.append(message("T", 0, "", "x".repeat(32768))).join();
            assertThat(properties.status()).isEqualTo(AppendStatus.PROPERTIES_TOO_LARGE);
            assertThat(properties.message()).contains("32768", "32767");
            AppendResult topic = store.append(message("t".repeat(128), 0, "")).join();
            assertThat(topic.status()).isEqualTo(AppendStatus.TOPIC_TOO_LONG);
            assertThat(topic.message()).contains("128", "127");
            assertThat(store.append(message("../T", 0, "")).join().status()).isEqualTo(AppendStatus.MESSAGE_ILLEGAL);
            assertThat(store.append(message("T", -1, "")).join().status()).isEqualTo(AppendStatus.MESSAGE_ILLEGAL);
            assertThat(store.append(message("T", 0, 0x10, "", "", true)).join().status())
                    .isEqualTo(AppendStatus.MESSAGE_ILLEGAL);
            assertThat(store.maxPhysicalOffset()).isZero();
            assertThat(store.statistics().failedAppends()).isEqualTo(6);
        }
    }

    @Test
    void recordLargerThanAFileIsRefused() {
        try (DefaultMessageStore store = open(config(root).build())) {
            AppendResult result =
                    store.append(message("T", 0, "x".repeat(16 << 10))).join();
            assertThat(result.status()).isEqualTo(AppendStatus.MESSAGE_TOO_LARGE);
            assertThat(result.message()).contains(Integer.toString((16 << 10) - 8));
        }
    }

    @Test
    void batchGetsConsecutiveOffsets() {
        try (DefaultMessageStore store = open(config(root).build())) {
            stored(store.append(message("T", 0, "first")));
            AppendResult result = stored(
                    store.appendBatch(List.of(message("T", 0, "a"), message("T", 0, "b"), message("T", 0, "c"))));
            assertThat(result.queueOffset()).isEqualTo(1);
            assertThat(result.recordCount()).isEqualTo(3);
            assertThat(result.physicalOffset(2) - result.physicalOffset(1)).isEqualTo(93);
            assertThat(bodies(store, "T", 0, 0)).containsExactly("first", "a", "b", "c");
            assertThat(store.appendBatch(List.of(message("T", 0, "a"), message("T", 1, "b")))
                            .join()
                            .status())
                    .isEqualTo(AppendStatus.MESSAGE_ILLEGAL);
            assertThat(store.appendBatch(List.of()).join().status()).isEqualTo(AppendStatus.MESSAGE_ILLEGAL);
            assertThat(store.maxOffset("T", 0)).isEqualTo(4);
        }
    }

    @Test
    void halfAndRollbackMessagesAreInTheLogButInNoQueue() {
        try (DefaultMessageStore store = open(config(root).build())) {
            AppendResult prepared = stored(store.append(message("T", 0, 0x4, "p", "", true)));
            stored(store.append(message("T", 0, 0xC, "r", "", true)));
            AppendResult committed = stored(store.append(message("T", 0, 0x8, "c", "", true)));
            assertThat(prepared.queueOffset()).isZero();
            assertThat(committed.queueOffset()).isZero();
            assertThat(bodies(store, "T", 0, 0)).containsExactly("c");
            assertThat(store.recordAt(prepared.physicalOffset())).isPresent();
        }
    }

    @Test
    void scheduledMessageCarriesItsDueTimeInTheQueue() {
        List<Long> tags = new ArrayList<>();
        MessageArrivingListener listener = (topic, queueId, offset, tagsCode, time) -> tags.add(tagsCode - time);
        try (DefaultMessageStore store = open(config(root).build(), listener)) {
            String properties = property("TAGS", "A") + property("DELAY", "3");
            stored(store.append(message("SCHEDULE_TOPIC_XXXX", 2, "x", properties)));
            assertThat(tags).containsExactly(3000L);
        }
    }

    @Test
    void rollsOverManyFiles() {
        List<String> sent = new ArrayList<>();
        try (DefaultMessageStore store = open(config(root).build())) {
            for (int i = 0; i < 500; i++) {
                String body = i + "-" + "x".repeat(i % 300);
                sent.add(body);
                stored(store.append(message("T", 0, body)));
            }
            assertThat(bodies(store, "T", 0, 0)).isEqualTo(sent);
            assertThat(store.maxPhysicalOffset()).isGreaterThan(5 * (16 << 10));
        }
        try (DefaultMessageStore store = open(config(root).build())) {
            assertThat(bodies(store, "T", 0, 0)).isEqualTo(sent);
            assertThat(bodies(store, "T", 0, 173)).isEqualTo(sent.subList(173, 500));
            assertThat(stored(store.append(message("T", 0, "next"))).queueOffset())
                    .isEqualTo(500);
        }
    }

    @Test
    void readStatusesFollowTheProtocol() {
        try (DefaultMessageStore store = open(config(root).build())) {
            assertThat(status(store, "none", 0)).isEqualTo("NO_MATCHED_LOGIC_QUEUE 0");
            for (int i = 0; i < 3; i++) {
                stored(store.append(message("T", 0, "b" + i, property("TAGS", "A"))));
            }
            assertThat(status(store, "T", 0)).isEqualTo("FOUND 3");
            assertThat(status(store, "T", 3)).isEqualTo("OFFSET_OVERFLOW_ONE 3");
            assertThat(status(store, "T", 4)).isEqualTo("OFFSET_OVERFLOW_BADLY 3");
            assertThat(status(store, "T", -1)).isEqualTo("OFFSET_TOO_SMALL 0");
            MessageFilter none = new MessageFilter() {
                @Override
                public boolean matchesEntry(long tagsCode, QueueExtUnit extension) {
                    return tagsCode != "A".hashCode();
                }

                @Override
                public boolean matchesRecord(ByteBuffer record) {
                    return true;
                }
            };
            try (GetMessageResult result = store.getMessage("T", 0, 1, 32, 1 << 20, none)) {
                assertThat(result.status()).isEqualTo(GetMessageStatus.NO_MATCHED_MESSAGE);
                assertThat(result.nextBeginOffset()).isEqualTo(3);
                assertThat(result.maxOffset()).isEqualTo(3);
            }
        }
    }

    private static String status(DefaultMessageStore store, String topic, long offset) {
        try (GetMessageResult result = store.getMessage(topic, 0, offset, 32, 1 << 20, MessageFilter.ALL)) {
            return result.status() + " " + result.nextBeginOffset();
        }
    }

    @Test
    void limitsHoldButOneMessageAlwaysComes() {
        MessageStoreConfig config = config(root)
                .with("maxTransferCountOnMessageInMemory", 4)
                .with("maxTransferBytesOnMessageInMemory", 1000)
                .build();
        try (DefaultMessageStore store = open(config)) {
            for (int i = 0; i < 10; i++) {
                stored(store.append(message("T", 0, "x".repeat(i < 5 ? 10 : 2000))));
            }
            assertThat(count(store, 0, 32, 1 << 20)).isEqualTo(4);
            assertThat(count(store, 0, 2, 1 << 20)).isEqualTo(2);
            assertThat(count(store, 0, 32, 1)).isEqualTo(1);
            assertThat(count(store, 4, 32, 1 << 20)).isEqualTo(1);
            assertThat(count(store, 6, 32, 1 << 20)).isEqualTo(1);
        }
    }

    private static int count(DefaultMessageStore store, long offset, int maxMessages, int maxBytes) {
        try (GetMessageResult result = store.getMessage("T", 0, offset, maxMessages, maxBytes, MessageFilter.ALL)) {
            assertThat(result.nextBeginOffset()).isEqualTo(offset + result.messageCount());
            return result.messageCount();
        }
    }

    @Test
    void adjacentRecordsAreOneSlice() {
        try (DefaultMessageStore store = open(config(root).build())) {
            for (int i = 0; i < 5; i++) {
                stored(store.append(message("T", 0, "a" + i)));
            }
            stored(store.append(message("other", 0, "x")));
            stored(store.append(message("T", 0, "a5")));
            try (GetMessageResult result = store.getMessage("T", 0, 0, 32, 1 << 20, MessageFilter.ALL)) {
                assertThat(result.slices()).hasSize(2);
                assertThat(result.messageCount()).isEqualTo(6);
                assertThat(result.slices().stream()
                                .mapToInt(ByteBuffer::remaining)
                                .sum())
                        .isEqualTo(result.totalBytes());
            }
        }
    }

    @Test
    void findsOffsetsByTime() {
        long[] now = {1000};
        DefaultMessageStore store = new DefaultMessageStore(
                config(root).build(), () -> now[0], MessageArrivingListener.NONE, TestStores.DELAYS);
        try (store) {
            TestStores.started(store);
            for (int i = 0; i < 10; i++) {
                now[0] = 1000 + i / 2 * 10L;
                stored(store.append(message("T", 0, "x")));
            }
            assertThat(store.offsetByTime("T", 0, 0, BoundaryType.LOWER)).isZero();
            assertThat(store.offsetByTime("T", 0, 1010, BoundaryType.LOWER)).isEqualTo(2);
            assertThat(store.offsetByTime("T", 0, 1011, BoundaryType.LOWER)).isEqualTo(4);
            assertThat(store.offsetByTime("T", 0, 9999, BoundaryType.LOWER)).isEqualTo(10);
            assertThat(store.offsetByTime("T", 0, 0, BoundaryType.UPPER)).isZero();
            assertThat(store.offsetByTime("T", 0, 1010, BoundaryType.UPPER)).isEqualTo(3);
            assertThat(store.offsetByTime("T", 0, 9999, BoundaryType.UPPER)).isEqualTo(9);
            assertThat(store.offsetByTime("none", 0, 9999, BoundaryType.LOWER)).isZero();
            assertThat(store.storeTimestamp("T", 0, 9)).isEqualTo(1040);
            assertThat(store.storeTimestamp("T", 0, 10)).isEqualTo(-1);
            assertThat(store.earliestStoreTimestamp("T", 0)).isEqualTo(1000);
        }
    }

    @Test
    void findsMessagesByKeyUniqueKeyAndTag() {
        try (DefaultMessageStore store = open(config(root).build())) {
            long[] offsets = new long[1000];
            for (int i = 0; i < 1000; i++) {
                String properties = property("UNIQ_KEY", "U" + i)
                        + property("KEYS", " k" + i + "  all" + i % 100)
                        + property("TAGS", "t" + i % 500);
                offsets[i] = stored(store.append(message("T", 0, "b" + i, properties)))
                        .physicalOffset();
            }
            assertThat(found(store, "U17")).contains(offsets[17]);
            assertThat(found(store, "k999")).contains(offsets[999]);
            assertThat(found(store, "T#t3")).contains(offsets[3], offsets[503]);
            assertThat(found(store, "all5")).contains(offsets[5], offsets[105], offsets[905]);
            assertThat(found(store, "nothing")).isEmpty();
            try (QueryResult result = store.queryByKey("T", "U0", 10, 0, 1)) {
                assertThat(result.records()).isEmpty();
                assertThat(result.indexLastUpdatePhysicalOffset()).isEqualTo(offsets[999]);
            }
        }
    }

    private static List<Long> found(DefaultMessageStore store, String key) {
        try (QueryResult result = store.queryByKey("T", key, 64, 0, Long.MAX_VALUE)) {
            return result.records().stream().map(LogSlice::physicalOffset).toList();
        }
    }

    @Test
    void deletedTopicStartsAnew() {
        try (DefaultMessageStore store = open(config(root).build())) {
            stored(store.append(message("T", 0, "old")));
            assertThat(store.deleteTopic("T")).isTrue();
            assertThat(store.deleteTopic("T")).isFalse();
            assertThat(store.maxOffset("T", 0)).isZero();
            assertThat(stored(store.append(message("T", 0, "new"))).queueOffset())
                    .isZero();
            assertThat(bodies(store, "T", 0, 0)).containsExactly("new");
        }
        Path copy = TestStores.snapshot(root, copies.resolve("copy"));
        try (DefaultMessageStore store = open(config(copy).build())) {
            assertThat(bodies(store, "T", 0, 0)).containsExactly("new");
        }
    }

    @Test
    void secondStoreInTheSameDirectoryIsRefused() {
        MessageStoreConfig config = config(root).build();
        DefaultMessageStore second =
                new DefaultMessageStore(config, StoreClock.SYSTEM, MessageArrivingListener.NONE, TestStores.DELAYS);
        try (DefaultMessageStore first = open(config)) {
            assertThatThrownBy(second::load).isInstanceOf(IOException.class).hasMessageContaining(root.toString());
            stored(first.append(message("T", 0, "x")));
        }
    }

    @Test
    void closedStoreRefuses() {
        DefaultMessageStore store = open(config(root).build());
        store.close();
        store.close();
        AppendResult result = store.append(message("T", 0, "x")).join();
        assertThat(result.status()).isEqualTo(AppendStatus.SERVICE_NOT_AVAILABLE);
        assertThat(result.message()).contains("shutting down");
        assertThat(root.resolve("abort")).doesNotExist();
    }

    @Test
    void silentQueuesHoldNeitherBufferNorFile() {
        MessageStoreConfig config = config(root)
                .with("flushIntervalConsumeQueue", 5)
                .with("flushConsumeQueueLeastPages", 0)
                .build();
        try (DefaultMessageStore store = open(config)) {
            for (int i = 0; i < 600; i++) {
                stored(store.append(message("T", i, "x")));
            }
            Awaitility.await()
                    .untilAsserted(() -> assertThat(store.bufferedQueues()).isZero());
            assertThat(store.openQueueFiles()).isLessThanOrEqualTo(512);
            assertThat(bodies(store, "T", 599, 0)).containsExactly("x");
        }
    }
}
