package io.cometmq.broker.pop;

import io.cometmq.broker.message.StoredRecord;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.GetMessageStatus;
import io.cometmq.store.MessageFilter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revive topic as a journal: check points and acknowledgements are appended, and read after a start from behind the last record that
 * was settled. That is kept as the committed offset of a group of its own (docs/protocol/semantics.md 13.2). Thread-safe.
 */
final class ReviveJournal {
    static final String GROUP = "CID_RMQ_SYS_REVIVE_GROUP";

    private static final Logger LOG = LoggerFactory.getLogger(ReviveJournal.class);
    private static final RateLimitedLog ODD = new RateLimitedLog(LOG, Duration.ofSeconds(10));
    private static final int READ_AT_ONCE = 256;
    private static final int READ_BYTES = 1 << 20;
    private static final Comparator<CheckPoint> BY_JOURNAL =
            Comparator.comparingLong(CheckPoint::journalOffset).thenComparing(CheckPoints.BY_IDENTITY);

    private final ReviveRecords.Journal where;
    private final DefaultMessageStore store;
    private final ConsumerOffsetManager offsets;
    private final LongSupplier clockMillis;
    /** Check points that are not settled, by revive queue. */
    private final List<ConcurrentSkipListSet<CheckPoint>> unsettled = new ArrayList<>();

    /** When the last of each revive queue's check points expires, milliseconds since the epoch. */
    private final AtomicLongArray latestExpiry;

    /** Where each revive queue would end if nobody else wrote to it. */
    private final AtomicLongArray ownEnd;

    /** Up to where each revive queue was read; guarded by this. */
    private final long[] readTo;

    /** What {@link #keepProgress} found the last time, by revive queue; guarded by this. */
    private final long[] progress;

    ReviveJournal(
            ReviveRecords.Journal where,
            int queues,
            DefaultMessageStore store,
            ConsumerOffsetManager offsets,
            LongSupplier clockMillis) {
        this.where = where;
        this.store = store;
        this.offsets = offsets;
        this.clockMillis = clockMillis;
        this.latestExpiry = new AtomicLongArray(queues);
        this.ownEnd = new AtomicLongArray(queues);
        this.readTo = new long[queues];
        this.progress = new long[queues];
        for (int queueId = 0; queueId < queues; queueId++) {
            unsettled.add(new ConcurrentSkipListSet<>(BY_JOURNAL));
        }
    }

    int queues() {
        return unsettled.size();
    }

    /**
     * The queue for check points that expire then. RocketMQ takes those of a queue in their order, so that none should lie behind one
     * that expires later (docs/protocol/semantics.md 13.2): of the queues without one it is that in which the last expires latest.
     */
    int queueFor(long expiresAtMillis) {
        int best = 0;
        for (int queueId = 1; queueId < queues(); queueId++) {
            long latest = latestExpiry.get(queueId);
            long bestLatest = latestExpiry.get(best);
            if (bestLatest > expiresAtMillis ? latest < bestLatest : latest <= expiresAtMillis && latest > bestLatest) {
                best = queueId;
            }
        }
        return best;
    }

    /** A queue offset that nothing written from now on is before. */
    long position(int queueId) {
        return store.maxOffset(where.topic(), queueId);
    }

    /** Keeps the place of a check point until {@link #settled}. Before it is written. */
    void track(CheckPoint checkPoint) {
        unsettled.get(checkPoint.reviveQueueId()).add(checkPoint);
        latestExpiry.accumulateAndGet(
                checkPoint.reviveQueueId(), checkPoint.popTime() + checkPoint.invisibleMillis(), Math::max);
    }

    /** Whatever becomes of the check point's messages, it is not needed any more. */
    void settled(CheckPoint checkPoint) {
        unsettled.get(checkPoint.reviveQueueId()).remove(checkPoint);
    }

    /** Completes with whether the check point is kept as the store's configuration promises. */
    CompletableFuture<Boolean> write(CheckPoint checkPoint) {
        return append(ReviveRecords.checkPoint(where, checkPoint, clockMillis.getAsLong()));
    }

    /** Completes with whether the acknowledgement is kept; it survives the death of the process. */
    CompletableFuture<Boolean> acknowledge(
            GroupQueue queue, CheckPoint.Id id, int reviveQueueId, List<Long> queueOffsets) {
        return append(
                ReviveRecords.acknowledgement(where, queue, id, reviveQueueId, queueOffsets, clockMillis.getAsLong()));
    }

    /**
     * Completes with whether the acknowledgement of what RocketMQ handed out is kept: its check point comes out of the timer when its time is over,
     * and so must this, behind it.
     */
    CompletableFuture<Boolean> acknowledgeThroughTimer(
            GroupQueue queue, CheckPoint.Id id, int reviveQueueId, List<Long> queueOffsets, long expiresAtMillis) {
        AppendMessage record =
                ReviveRecords.acknowledgement(where, queue, id, reviveQueueId, queueOffsets, clockMillis.getAsLong());
        return store.append(ReviveRecords.throughTimer(record, expiresAtMillis))
                .thenApply(result -> isStored(record, result));
    }

    private CompletableFuture<Boolean> append(AppendMessage message) {
        return store.append(message).thenApply(result -> noteWritten(message, result));
    }

    private boolean noteWritten(AppendMessage message, AppendResult result) {
        boolean stored = isStored(message, result);
        if (stored) {
            ownEnd.incrementAndGet(message.queueId());
        }
        return stored;
    }

    private boolean isStored(AppendMessage message, AppendResult result) {
        if (!result.isStored()) {
            ODD.warn(
                    "pop: {} of queue {} cannot be written: {} {}",
                    where.topic(),
                    message.queueId(),
                    result.status(),
                    result.message());
        }
        return result.isStored();
    }

    /** Reads everything that may not be settled, queue by queue; the reader gets entries and where they lie. */
    synchronized void read(int queueId, BiConsumer<ReviveRecords.Entry, Long> reader) {
        progress[queueId] = settledTo(queueId) + 1;
        readTo[queueId] = readFrom(queueId, progress[queueId], reader);
        ownEnd.set(queueId, readTo[queueId]);
    }

    /**
     * Reads what RocketMQ's timer has brought since: it does when the directory was RocketMQ's. Reads nothing when nobody else has
     * written.
     */
    synchronized void readDelivered(int queueId, BiConsumer<ReviveRecords.Entry, Long> reader) {
        if (position(queueId) > ownEnd.get(queueId)) {
            readTo[queueId] = readFrom(queueId, readTo[queueId], (entry, queueOffset) -> {
                if (entry.delivered()) {
                    ownEnd.incrementAndGet(queueId);
                    reader.accept(entry, queueOffset);
                }
            });
        }
    }

    private long readFrom(int queueId, long from, BiConsumer<ReviveRecords.Entry, Long> reader) {
        long next = from;
        while (true) {
            try (GetMessageResult found =
                    store.getMessage(where.topic(), queueId, next, READ_AT_ONCE, READ_BYTES, MessageFilter.ALL)) {
                if (found.status() == GetMessageStatus.FOUND) {
                    Records.forEach(found, record -> readOne(queueId, record, reader));
                }
                if (found.nextBeginOffset() <= next) {
                    return found.nextBeginOffset(); // the end of the queue, also when the log was cut before the place
                }
                next = found.nextBeginOffset();
            }
        }
    }

    private static void readOne(int queueId, ByteBuffer record, BiConsumer<ReviveRecords.Entry, Long> reader) {
        StoredRecord stored = new StoredRecord(record);
        try {
            reader.accept(ReviveRecords.read(stored), stored.queueOffset());
        } catch (IllegalArgumentException e) {
            ODD.warn(
                    "pop: record {} of revive queue {} is passed over: {}",
                    stored.queueOffset(),
                    queueId,
                    e.getMessage());
        }
    }

    /**
     * Commits the places that it found at its last call: by now, the offsets of the groups that were known then are committed too, so
     * that the offsets file never has a place behind a check point whose group it has before it.
     */
    synchronized void keepProgress() {
        for (int queueId = 0; queueId < queues(); queueId++) {
            if (progress[queueId] > settledTo(queueId) + 1) {
                offsets.commit("pop", GROUP, where.topic(), queueId, progress[queueId] - 1);
            }
            // In this order: what is written in between lies at or behind the position.
            long position = position(queueId);
            CheckPoint first = firstUnsettled(queueId);
            long place = first == null ? position : Math.min(position, first.journalOffset());
            progress[queueId] = Math.max(progress[queueId], place);
        }
    }

    /** The last record that is settled, as RocketMQ commits it: not the next one, which it would pass over. -1 without any. */
    private long settledTo(int queueId) {
        return Math.max(-1, offsets.query(GROUP, where.topic(), queueId));
    }

    private CheckPoint firstUnsettled(int queueId) {
        ConcurrentSkipListSet<CheckPoint> waiting = unsettled.get(queueId);
        return waiting.stream().findFirst().orElse(null);
    }
}
