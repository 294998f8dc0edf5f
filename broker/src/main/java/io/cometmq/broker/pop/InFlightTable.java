package io.cometmq.broker.pop;

import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.remoting.protocol.pop.PopHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in flight of all queues, and every change of it: in memory, then in the journal, then told. Thread-safe.
 */
final class InFlightTable {
    private static final Logger LOG = LoggerFactory.getLogger(InFlightTable.class);

    /** Offsets in the file may lack what was committed so long before it was written. */
    private static final long OFFSETS_LAG_MILLIS = 10_000;

    private final ReviveJournal journal;
    private final ConsumerOffsetManager offsets;
    private final Expiries expiries;
    private final LongSupplier clockMillis;
    private final long deliveredGraceMillis;
    private final Map<GroupQueue, InFlightQueue> queues = new ConcurrentHashMap<>();

    /**
     * An empty table.
     *
     * @param deliveredGraceMillis so long after check points have come out of RocketMQ's timer or are over their time, the acknowledgements
     *     that it brings behind them are there and were taken over
     */
    InFlightTable(
            ReviveJournal journal,
            ConsumerOffsetManager offsets,
            Expiries expiries,
            LongSupplier clockMillis,
            long deliveredGraceMillis) {
        this.deliveredGraceMillis = deliveredGraceMillis;
        this.journal = journal;
        this.offsets = offsets;
        this.expiries = expiries;
        this.clockMillis = clockMillis;
    }

    /** Null when the group has not popped the queue. */
    InFlightQueue find(GroupQueue queue) {
        return queues.get(queue);
    }

    InFlightQueue findOrCreate(GroupQueue queue) {
        InFlightQueue found = queues.get(queue);
        return found != null ? found : queues.computeIfAbsent(queue, InFlightQueue::new);
    }

    ReviveJournal journal() {
        return journal;
    }

    // ------------------------------------------------------------------------------------------------ after a start

    /** Goes on with what was in flight. Offsets and store are loaded; before the first pop. */
    void load() {
        Map<GroupQueue, Map<CheckPoint.Id, CheckPoint>> found = new HashMap<>();
        Map<GroupQueue, Map<CheckPoint.Id, List<Long>>> acknowledged = new HashMap<>();
        for (int queueId = 0; queueId < journal.queues(); queueId++) {
            int reviveQueueId = queueId;
            journal.read(queueId, (entry, journalOffset) -> {
                if (entry instanceof ReviveRecords.HandedOut handedOut) {
                    found.computeIfAbsent(entry.queue(), any -> new HashMap<>())
                            .put(entry.id(), checkPoint(handedOut, reviveQueueId, journalOffset));
                } else if (entry instanceof ReviveRecords.Acknowledged ack) {
                    acknowledged
                            .computeIfAbsent(entry.queue(), any -> new HashMap<>())
                            .computeIfAbsent(entry.id(), any -> new ArrayList<>())
                            .addAll(ack.queueOffsets());
                }
            });
        }
        long commitsMissingSince = offsets.loadedFromMillis() - OFFSETS_LAG_MILLIS;
        found.forEach((queue, checkPoints) -> checkPoints.forEach((id, checkPoint) -> {
            acknowledged
                    .getOrDefault(queue, Map.of())
                    .getOrDefault(id, List.of())
                    .forEach(checkPoint::acknowledge);
            restore(checkPoint, commitsMissingSince);
        }));
        int restored = expiries.size();
        if (restored > 0) {
            LOG.info("pop: {} check points are in flight, of {} queues", restored, queues.size());
        }
    }

    private CheckPoint checkPoint(ReviveRecords.HandedOut entry, int reviveQueueId, long journalOffset) {
        long overForMillis = clockMillis.getAsLong() - entry.id().popTime() - entry.invisibleMillis();
        return new CheckPoint(
                entry.queue(),
                entry.id().startOffset(),
                entry.queueOffsets(),
                entry.id().popTime(),
                entry.invisibleMillis(),
                reviveQueueId,
                journalOffset,
                entry.delivered() ? Math.max(0, overForMillis) + deliveredGraceMillis : 0);
    }

    private void restore(CheckPoint checkPoint, long commitsMissingSince) {
        GroupQueue key = checkPoint.queue();
        long committed = offsets.query(key.group(), key.topic(), key.queueId());
        boolean committedLater = checkPoint.popTime() >= commitsMissingSince && checkPoint.endOffset() > committed;
        if (committedLater || !checkPoint.isDone()) {
            InFlightQueue queue = findOrCreate(key);
            if (committedLater) {
                offsets.commit("pop", key.group(), key.topic(), key.queueId(), checkPoint.endOffset());
            }
            queue.advance(offsets.query(key.group(), key.topic(), key.queueId()));
            if (!checkPoint.isDone()) {
                queue.restore(checkPoint);
                journal.track(checkPoint);
                expiries.add(checkPoint);
            }
        }
    }

    /** Takes over what RocketMQ's timer has brought since. */
    void takeDelivered() {
        for (int queueId = 0; queueId < journal.queues(); queueId++) {
            int reviveQueueId = queueId;
            journal.readDelivered(queueId, (entry, journalOffset) -> {
                InFlightQueue queue = findOrCreate(entry.queue());
                if (entry instanceof ReviveRecords.HandedOut handedOut) {
                    CheckPoint checkPoint = checkPoint(handedOut, reviveQueueId, journalOffset);
                    queue.restore(checkPoint);
                    journal.track(checkPoint);
                    expiries.add(checkPoint);
                } else if (entry instanceof ReviveRecords.Acknowledged ack) {
                    CheckPoint checkPoint = queue.find(entry.id());
                    if (checkPoint != null) {
                        queue.acknowledge(checkPoint, ack.queueOffsets());
                        settleIfDone(queue, checkPoint);
                    }
                }
            });
        }
    }

    // ------------------------------------------------------------------------------------------------ changes

    /**
     * Messages are about to be handed out.
     *
     * @return null when there is another check point with this identity: the caller has to try again later
     */
    CompletableFuture<Boolean> handOut(InFlightQueue queue, CheckPoint checkPoint, long nextOffset) {
        if (!queue.add(checkPoint)) {
            return null;
        }
        queue.advance(nextOffset);
        journal.track(checkPoint);
        return journal.write(checkPoint).thenApply(kept -> {
            if (kept) {
                queue.written(checkPoint);
                expiries.add(checkPoint);
                commit(queue);
            } else {
                queue.withdraw(checkPoint);
                journal.settled(checkPoint);
            }
            return kept;
        });
    }

    /** The group is committed up to where everything is acknowledged or in the journal. */
    void commit(InFlightQueue queue) {
        GroupQueue key = queue.queue();
        synchronized (queue) { // so that no older place comes behind a newer one
            offsets.commit("pop", key.group(), key.topic(), key.queueId(), queue.committedOffset());
        }
    }

    /** Completes with whether the acknowledgement is kept; one that comes too late changes nothing. */
    CompletableFuture<Boolean> acknowledge(GroupQueue key, PopHandle handle, List<Long> queueOffsets) {
        InFlightQueue queue = queues.get(key);
        CheckPoint checkPoint =
                queue == null ? null : queue.find(new CheckPoint.Id(handle.popTime(), handle.startOffset()));
        if (checkPoint == null) {
            return acknowledgeUnknown(key, handle, queueOffsets);
        }
        List<Long> fresh = queue.acknowledge(checkPoint, queueOffsets);
        return fresh.isEmpty() ? CompletableFuture.completedFuture(true) : keep(queue, checkPoint, fresh);
    }

    /** What RocketMQ handed out comes from its timer when its time is over, and then the acknowledgement must be there. */
    private CompletableFuture<Boolean> acknowledgeUnknown(GroupQueue key, PopHandle handle, List<Long> queueOffsets) {
        boolean late = handle.visibleAgainMillis() <= clockMillis.getAsLong();
        boolean hasQueue = handle.reviveQueueId() >= 0 && handle.reviveQueueId() < journal.queues();
        return late || !hasQueue
                ? CompletableFuture.completedFuture(true)
                : journal.acknowledgeThroughTimer(
                        key,
                        new CheckPoint.Id(handle.popTime(), handle.startOffset()),
                        handle.reviveQueueId(),
                        queueOffsets,
                        handle.visibleAgainMillis());
    }

    private CompletableFuture<Boolean> keep(InFlightQueue queue, CheckPoint checkPoint, List<Long> fresh) {
        settleIfDone(queue, checkPoint);
        return journal.acknowledge(queue.queue(), checkPoint.id(), checkPoint.reviveQueueId(), fresh);
    }

    private void settleIfDone(InFlightQueue queue, CheckPoint checkPoint) {
        if (queue.removeIfDone(checkPoint)) {
            expiries.remove(checkPoint);
            journal.settled(checkPoint);
        }
    }

    /**
     * A message stays invisible for another time than it was handed out for: it gets a check point of its own, and then its old one is
     * acknowledged.
     *
     * @return the new check point once it is kept; null when the message is not in flight any more
     */
    CompletableFuture<CheckPoint> changeInvisibleTime(
            GroupQueue key, PopHandle handle, long queueOffset, long invisibleMillis) {
        InFlightQueue queue = queues.get(key);
        CheckPoint before =
                queue == null ? null : queue.find(new CheckPoint.Id(handle.popTime(), handle.startOffset()));
        if (before == null || queue.acknowledge(before, List.of(queueOffset)).isEmpty()) {
            return null;
        }
        CheckPoint after = successor(queue, before, queueOffset, invisibleMillis);
        journal.track(after);
        return journal.write(after).thenCompose(kept -> {
            if (kept) {
                queue.written(after);
                expiries.add(after);
            } else {
                // The message must not be forgotten: it is in memory only, and comes again as if nothing had been said.
                queue.written(after);
                expiries.add(after);
                return CompletableFuture.failedFuture(new IllegalStateException("the store takes nothing at present"));
            }
            return keep(queue, before, List.of(queueOffset)).thenApply(any -> after);
        });
    }

    /**
     * Adds a check point of one message. Its pop time is behind that of the one before, even within a millisecond: the journal must never
     * hold two check points of one identity, or the acknowledgement of the first would count for the second.
     */
    private CheckPoint successor(InFlightQueue queue, CheckPoint before, long queueOffset, long invisibleMillis) {
        int reviveQueueId = journal.queueFor(clockMillis.getAsLong() + invisibleMillis);
        long journalOffset = journal.position(reviveQueueId);
        for (long popTime = Math.max(clockMillis.getAsLong(), before.popTime() + 1); ; popTime++) {
            CheckPoint next = new CheckPoint(
                    queue.queue(),
                    queueOffset,
                    new long[] {queueOffset},
                    popTime,
                    invisibleMillis,
                    reviveQueueId,
                    journalOffset,
                    0);
            if (queue.add(next)) {
                return next;
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ expiry

    /** What of an expired check point is to come again; nothing acknowledges it any more. */
    long[] expire(CheckPoint checkPoint) {
        InFlightQueue queue = queues.get(checkPoint.queue());
        return queue == null ? new long[0] : queue.expire(checkPoint);
    }

    /** Some messages of an expired check point could not be stored again: they are in flight as before, and over their time. */
    void expireLater(CheckPoint checkPoint, List<Long> stored) {
        InFlightQueue queue = findOrCreate(checkPoint.queue());
        queue.restore(checkPoint);
        queue.acknowledge(checkPoint, stored);
        expiries.add(checkPoint);
    }

    /** The messages of an expired check point are stored again: with that it is done. */
    CompletableFuture<Boolean> movedOn(CheckPoint checkPoint, List<Long> queueOffsets) {
        return journal.acknowledge(checkPoint.queue(), checkPoint.id(), checkPoint.reviveQueueId(), queueOffsets)
                .whenComplete((kept, failure) -> settled(checkPoint));
    }

    /** Nothing of an expired check point is left to come again. */
    void settled(CheckPoint checkPoint) {
        journal.settled(checkPoint);
    }

    /** Forgets queues that were deleted, or whose group was; what is in flight of them does not come again. */
    void forget(Predicate<GroupQueue> deleted) {
        queues.keySet().removeIf(deleted);
    }
}
