package io.cometmq.broker.pop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.config.BrokerSettings;
import io.cometmq.broker.config.PopConfig;
import io.cometmq.broker.message.StoredRecord;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.config.LoadedConfig;
import io.cometmq.remoting.protocol.header.PopMessageRequestHeader;
import io.cometmq.remoting.protocol.pop.PopHandle;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.MessageArrivingListener;
import io.cometmq.store.MessageFilter;
import io.cometmq.store.MessageStoreConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The broker's side of POP on a real store, by a clock that stands still but for what the test lets pass, and beside it what a consumer may
 * expect of each message.
 */
final class PopModel implements AutoCloseable {
    private static final String TOPIC = "T";
    private static final String GROUP = "G";
    private static final int QUEUES = 3;
    private static final byte[] HOST = {127, 0, 0, 1, 0, 0, 0x2A, (byte) 0x9F};
    private static final Executor SAME_THREAD = Runnable::run;

    /** What the model knows of a message. */
    private static final class Expected {
        boolean acknowledged;
        long invisibleUntil;
        PopHandle handle;
    }

    private final Random random;
    private final LoadedConfig loaded;
    private final BrokerConfig config;
    private final PopConfig settings;
    private final DefaultMessageStore store;
    private final Map<Integer, Expected> messages = new HashMap<>();
    private final List<PopHandle> handles = new ArrayList<>();

    /** Whose a handle is or was. */
    private final Map<PopHandle, Expected> owners = new HashMap<>();

    private long now = 1_795_362_437_284L;
    private int sent;

    private TopicConfigManager topics;
    private ConsumerOffsetManager offsets;
    private ReviveJournal journal;
    private InFlightTable table;
    private QueuePops queues;
    private PopSources sources;
    private Reviver reviver;
    private Expiries expiries;

    PopModel(Path directory, long seed) throws IOException {
        random = new Random(seed);
        loaded = BrokerSettings.load(Map.of(
                "brokerName", "b",
                "brokerIP1", "127.0.0.1",
                "listenPort", "10911",
                "storePathRootDir", directory.toString(),
                "mappedFileSizeCommitLog", "16777216",
                "messageIndexEnable", "false"));
        config = loaded.get(BrokerConfig.class);
        settings = loaded.get(PopConfig.class);
        store = new DefaultMessageStore(
                loaded.get(MessageStoreConfig.class), () -> now, MessageArrivingListener.NONE, config.delayTable());
        store.load();
        store.start();
        startBroker();
        topics.update(new TopicConfig(TOPIC, QUEUES, QUEUES, 6));
    }

    /** What a process does when it starts: everything but the store's log is what the files say. */
    private void startBroker() throws IOException {
        topics = new TopicConfigManager(() -> config, SAME_THREAD, () -> now);
        topics.load();
        offsets = new ConsumerOffsetManager(config.configDirectory(), SAME_THREAD, () -> now);
        offsets.load();
        journal = new ReviveJournal(
                new ReviveRecords.Journal(config.reviveTopic(), config.brokerName(), HOST),
                config.reviveQueueNum(),
                store,
                offsets,
                () -> now);
        expiries = new Expiries(() -> now);
        table = new InFlightTable(journal, offsets, expiries, () -> now, 10_000);
        queues = new QueuePops(new PopReader(settings, store), offsets, table);
        sources = new PopSources(settings, topics, random::nextInt);
        reviver = new Reviver(settings, topics, store, HOST, table, expiries, () -> now);
        table.load();
    }

    void step() throws IOException {
        int choice = random.nextInt(1000);
        if (choice < 300) {
            send();
        } else if (choice < 550) {
            pop(random.nextInt(33), random.nextInt(20_000));
        } else if (choice < 750) {
            acknowledge();
        } else if (choice < 800) {
            acknowledgeBatch();
        } else if (choice < 880) {
            change();
        } else if (choice < 990) {
            advance(random.nextInt(4_000));
        } else if (choice < 993) {
            persist();
        } else if (choice < 994) {
            persist();
            startBroker();
        } else {
            startBroker(); // killed: what was not written since the last time is lost
        }
        revive();
    }

    private void send() {
        int id = sent++;
        int queueId = random.nextInt(QUEUES);
        long queueOffset = store.append(new AppendMessage(
                        TOPIC,
                        queueId,
                        0,
                        0,
                        now,
                        HOST,
                        HOST,
                        0,
                        0,
                        ByteBuffer.wrap(Integer.toString(id).getBytes(UTF_8)),
                        ByteBuffer.allocate(0),
                        true))
                .join()
                .queueOffset();
        awaitVisible(TOPIC, queueId, queueOffset + 1);
        messages.put(id, new Expected());
    }

    private void awaitVisible(String topic, int queueId, long maxOffset) {
        while (store.maxOffset(topic, queueId) < maxOffset) {
            Thread.onSpinWait();
        }
    }

    private void pop(int max, long invisibleMillis) {
        PopMessageRequestHeader header = new PopMessageRequestHeader(
                GROUP, TOPIC, -1, max, invisibleMillis, 0, now, 0, null, null, false, null, null);
        PopRequest request = new PopRequest(null, header, topics.find(TOPIC), MessageFilter.ALL);
        PopAttempt attempt = new PopAttempt(request, now, journal.queueFor(now + invisibleMillis), true);
        sources.of(request).forEach(source -> queues.pop(source, attempt));
        attempt.found().forEach(popped -> {
            assertThat(popped.kept().join()).isTrue();
            Records.forEach(popped.messages(), record -> received(attempt, popped, new StoredRecord(record)));
            popped.messages().close();
        });
    }

    private void received(PopAttempt attempt, PopAttempt.Popped popped, StoredRecord record) {
        int id = Integer.parseInt(UTF_8.decode(record.body()).toString());
        Expected expected = messages.get(id);
        assertThat(expected.acknowledged)
                .as("message " + id + " is acknowledged")
                .isFalse();
        assertThat(expected.invisibleUntil).as("message " + id + " is visible").isLessThanOrEqualTo(now);
        expected.invisibleUntil = now + attempt.invisibleMillis();
        hold(
                expected,
                new PopHandle(
                        popped.startOffset(),
                        attempt.popTime(),
                        attempt.invisibleMillis(),
                        attempt.reviveQueueId(),
                        popped.kind(),
                        "b",
                        popped.queue().queueId(),
                        record.queueOffset()));
    }

    private void hold(Expected expected, PopHandle handle) {
        expected.handle = handle;
        owners.put(handle, expected);
        handles.add(handle);
    }

    /** Any handle there ever was, most of them of late. */
    private PopHandle anyHandle() {
        int back = Math.min(handles.size(), random.nextInt(10) == 0 ? handles.size() : 50);
        return handles.isEmpty() ? null : handles.get(handles.size() - 1 - random.nextInt(back));
    }

    private static GroupQueue queue(PopHandle handle) {
        return new GroupQueue(handle.kind().topic(GROUP, TOPIC), GROUP, handle.queueId());
    }

    private void acknowledge() {
        PopHandle handle = anyHandle();
        if (handle != null) {
            assertThat(table.acknowledge(queue(handle), handle, List.of(handle.queueOffset()))
                            .join())
                    .isTrue();
            acknowledged(handle);
        }
    }

    /** It counts when its handle is the message's last one and not over its time; else it comes too late. */
    private void acknowledged(PopHandle handle) {
        Expected expected = owners.get(handle);
        expected.acknowledged |= isValid(handle);
    }

    private boolean isValid(PopHandle handle) {
        Expected expected = owners.get(handle);
        return handle.equals(expected.handle) && expected.invisibleUntil > now;
    }

    private void acknowledgeBatch() {
        PopHandle one = anyHandle();
        if (one == null) {
            return;
        }
        List<PopHandle> batch = handles.stream()
                .filter(handle -> handle.popTime() == one.popTime()
                        && handle.startOffset() == one.startOffset()
                        && queue(handle).equals(queue(one))
                        && random.nextInt(4) > 0)
                .toList();
        List<Long> queueOffsets = batch.stream().map(PopHandle::queueOffset).toList();
        assertThat(table.acknowledge(queue(one), one, queueOffsets).join()).isTrue();
        batch.forEach(this::acknowledged);
    }

    private void change() {
        PopHandle handle = anyHandle();
        if (handle == null) {
            return;
        }
        long invisibleMillis = random.nextInt(20_000);
        Expected expected = owners.get(handle);
        boolean valid = isValid(handle) && !expected.acknowledged;
        CompletableFuture<CheckPoint> changed =
                table.changeInvisibleTime(queue(handle), handle, handle.queueOffset(), invisibleMillis);
        assertThat(changed != null).as("changed").isEqualTo(valid);
        if (valid) {
            CheckPoint after = changed.join();
            expected.invisibleUntil = after.popTime() + after.invisibleMillis();
            hold(expected, handle.changed(after.popTime(), after.invisibleMillis(), after.reviveQueueId()));
        }
    }

    private void advance(long millis) {
        now += millis;
        revive();
    }

    private void revive() {
        int before;
        do {
            before = expiries.size();
            assertThat(reviver.reviveExpired()).isTrue();
        } while (expiries.size() < before);
        awaitDispatch();
    }

    private void awaitDispatch() {
        while (store.dispatchBehindBytes() > 0) {
            Thread.onSpinWait();
        }
    }

    private void persist() throws IOException {
        table.takeDelivered();
        journal.keepProgress();
        offsets.persist();
    }

    /** Consumes until nothing comes any more. */
    void drain() {
        for (int round = 0; round < 10_000 && !unacknowledged().isEmpty(); round++) {
            int before = handles.size();
            pop(32, 60_000);
            for (PopHandle handle : List.copyOf(handles.subList(before, handles.size()))) {
                assertThat(table.acknowledge(queue(handle), handle, List.of(handle.queueOffset()))
                                .join())
                        .isTrue();
                acknowledged(handle);
            }
            if (before == handles.size()) {
                advance(1_000);
            }
        }
    }

    Set<Integer> unacknowledged() {
        Set<Integer> left = new HashSet<>();
        messages.forEach((id, expected) -> {
            if (!expected.acknowledged) {
                left.add(id);
            }
        });
        return left;
    }

    @Override
    public void close() {
        store.close();
    }
}
