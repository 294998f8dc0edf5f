package io.cometmq.broker.pop;

import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.state.StateWriter;
import io.cometmq.common.file.StateFile;
import io.cometmq.common.json.Json;
import io.cometmq.common.state.BrokerStateFile;
import io.cometmq.store.GetMessageResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages of a queue out in their order: the next ones only when those before are acknowledged or visible again (docs/protocol/semantics.md
 * 13.3). Kept in consumerOrderInfo.json, a few seconds late, as offsets are. Thread-safe.
 */
final class OrderedQueues {
    private static final Logger LOG = LoggerFactory.getLogger(OrderedQueues.class);

    /** A queue where everything is acknowledged is forgotten after so long. */
    private static final long KEEP_MILLIS = Duration.ofMinutes(10).toMillis();

    /** What became of an acknowledgement. */
    enum Ack {
        DONE,

        /** Nothing is handed out by that pop: it comes too late. */
        LATE,

        /** The pop did not hand out this message. */
        ILLEGAL
    }

    private final PopReader reader;
    private final ConsumerOffsetManager offsets;
    private final StateFile file;
    private final StateWriter writer;
    private final LongSupplier clockMillis;
    private final Map<GroupQueue, OrderedQueue> queues = new ConcurrentHashMap<>();

    /** An empty table. */
    OrderedQueues(
            PopReader reader,
            ConsumerOffsetManager offsets,
            Path configDirectory,
            Executor disk,
            LongSupplier clockMillis) {
        this.reader = reader;
        this.offsets = offsets;
        this.file = new StateFile(BrokerStateFile.ORDERED_POPS.in(configDirectory));
        this.writer = new StateWriter(file, () -> Json.toPrettyJson(content()), disk);
        this.clockMillis = clockMillis;
    }

    /** @throws IOException when there is a file and it cannot be used */
    void load() throws IOException {
        StateFile.Loaded<OrderInfoFile> loaded =
                file.load(text -> BrokerStateFile.ORDERED_POPS.read(text, OrderInfoFile.class));
        if (loaded.source() == StateFile.Source.PREVIOUS) {
            LOG.warn("Ordered pops go on from the previous file: {}", loaded.problem());
        }
        if (loaded.source() == StateFile.Source.NONE) {
            return;
        }
        loaded.state().table().forEach((key, byQueue) -> {
            int at = key.indexOf('@');
            byQueue.forEach((queueId, info) -> {
                OrderState state = at > 0 ? info.state() : null;
                if (state != null) {
                    GroupQueue queue = new GroupQueue(key.substring(0, at), key.substring(at + 1), queueId);
                    findOrCreate(queue).state(state);
                }
            });
        });
    }

    /** Writes what has changed since the last time; on this thread. */
    void persist() throws IOException {
        writer.flush();
    }

    /** What of it goes into the file. */
    OrderInfoFile content() {
        Map<String, Map<Integer, OrderInfoFile.Info>> table = new TreeMap<>();
        long keepSince = clockMillis.getAsLong() - KEEP_MILLIS;
        queues.forEach((key, queue) -> {
            OrderState state = queue.state();
            if (state != null && (!state.isDone() || state.popTime() > keepSince)) {
                table.computeIfAbsent(key.topic() + '@' + key.group(), any -> new TreeMap<>())
                        .put(key.queueId(), OrderInfoFile.Info.of(state));
            }
        });
        return OrderInfoFile.of(table);
    }

    private OrderedQueue findOrCreate(GroupQueue key) {
        OrderedQueue found = queues.get(key);
        return found != null ? found : queues.computeIfAbsent(key, any -> new OrderedQueue());
    }

    /** Adds what there is and may be handed out to the attempt. */
    void pop(PopSource source, PopAttempt attempt) {
        OrderedQueue queue = findOrCreate(source.queue());
        if (!attempt.lock(queue.lock())) {
            attempt.postpone();
            return;
        }
        try {
            OrderState state = queue.state();
            String attemptId = attempt.pop().header().attemptId();
            boolean blocked =
                    state != null && !state.isAttempt(attemptId) && state.blocksUntilMillis() > clockMillis.getAsLong();
            if (!blocked && attempt.room() > 0) {
                long from = begin(source, queue);
                reader.read(source, from, attempt, offset -> commit(source.queue(), offset))
                        .ifPresent(found -> handOut(source, queue, found, attempt));
            }
        } finally {
            queue.lock().unlock();
        }
    }

    private long begin(PopSource source, OrderedQueue queue) {
        GroupQueue key = source.queue();
        long reset = offsets.takeReset(key.group(), key.topic(), key.queueId());
        if (reset != ConsumerOffsetManager.NO_OFFSET) {
            queue.state(null);
            return reset;
        }
        long committed = offsets.query(key.group(), key.topic(), key.queueId());
        if (committed != ConsumerOffsetManager.NO_OFFSET) {
            return committed;
        }
        long initial = reader.initialOffset(source);
        commit(key, initial);
        return initial;
    }

    private void handOut(PopSource source, OrderedQueue queue, PopReader.Found found, PopAttempt attempt) {
        GetMessageResult result = found.messages();
        long[] queueOffsets = Records.queueOffsets(result);
        OrderState state = OrderState.handOut(
                queue.state(),
                attempt.pop().header().attemptId(),
                attempt.popTime(),
                attempt.invisibleMillis(),
                queueOffsets);
        queue.state(state);
        writer.changed();
        attempt.add(new PopAttempt.Popped(
                source.kind(),
                source.queue(),
                found.from(),
                queueOffsets,
                result,
                CompletableFuture.completedFuture(true),
                state.consumedCounts()));
        attempt.addRest(result.maxOffset() - result.nextBeginOffset());
    }

    private void commit(GroupQueue key, long queueOffset) {
        offsets.commit("pop", key.group(), key.topic(), key.queueId(), queueOffset);
    }

    Ack acknowledge(GroupQueue key, long popTime, long queueOffset) {
        OrderedQueue queue = queues.get(key);
        if (queue == null) {
            return Ack.ILLEGAL;
        }
        queue.lock().lock();
        try {
            OrderState state = queue.state();
            if (state == null) {
                return Ack.ILLEGAL;
            }
            if (state.popTime() != popTime) {
                return Ack.LATE;
            }
            if (state.index(queueOffset) < 0) {
                return Ack.ILLEGAL;
            }
            OrderState next = state.acknowledge(queueOffset);
            queue.state(next);
            writer.changed();
            commit(key, next.committedOffset());
            return Ack.DONE;
        } finally {
            queue.lock().unlock();
        }
    }

    /** When the message becomes visible, milliseconds since the epoch; empty when that pop does not have it any more. */
    OptionalLong changeInvisibleTime(GroupQueue key, long popTime, long queueOffset, long invisibleMillis) {
        OrderedQueue queue = queues.get(key);
        if (queue == null) {
            return OptionalLong.empty();
        }
        queue.lock().lock();
        try {
            OrderState state = queue.state();
            if (state == null || state.popTime() != popTime || state.index(queueOffset) < 0) {
                return OptionalLong.empty();
            }
            long visibleAt = clockMillis.getAsLong() + invisibleMillis;
            queue.state(state.visibleAt(queueOffset, visibleAt));
            writer.changed();
            return OptionalLong.of(visibleAt);
        } finally {
            queue.lock().unlock();
        }
    }

    /** Until when nothing of the queue is handed out, milliseconds since the epoch; 0: it may be now. */
    long blocksUntilMillis(GroupQueue key) {
        OrderedQueue queue = queues.get(key);
        OrderState state = queue == null ? null : queue.state();
        return state == null ? 0 : state.blocksUntilMillis();
    }

    /** How long until the first of the queues that are blocked is free, in milliseconds. */
    long blockedMillis(List<PopSource> sources) {
        long now = clockMillis.getAsLong();
        return sources.stream()
                .mapToLong(source -> blocksUntilMillis(source.queue()) - now)
                .filter(millis -> millis > 0)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    void forget(Predicate<GroupQueue> deleted) {
        if (queues.keySet().removeIf(deleted)) {
            writer.changed();
        }
    }
}
