package io.cometmq.broker.pop;

import io.cometmq.broker.config.PopConfig;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.GetMessageStatus;
import java.util.concurrent.CompletableFuture;

/** Hands messages of a queue out to whoever pops, without order. Thread-safe. */
final class QueuePops {
    /** Reads that find nothing for the group's filter before the thread is left to others. */
    private static final int MAX_READS = 16;

    private static final int MAX_BLOCKING_READS = 100_000;

    private final PopConfig settings;
    private final DefaultMessageStore store;
    private final ConsumerOffsetManager offsets;
    private final InFlightTable table;

    QueuePops(PopConfig settings, DefaultMessageStore store, ConsumerOffsetManager offsets, InFlightTable table) {
        this.settings = settings;
        this.store = store;
        this.offsets = offsets;
        this.table = table;
    }

    /** Adds what there is to the attempt. */
    void pop(PopSource source, PopAttempt attempt) {
        InFlightQueue queue = table.findOrCreate(source.queue());
        if (!attempt.lock(queue.popLock())) {
            attempt.postpone();
            return;
        }
        try {
            begin(source, queue);
            if (attempt.room() > 0) {
                read(source, queue, attempt);
            }
            attempt.addRest(maxOffset(source.queue()) - queue.nextOffset());
        } finally {
            queue.popLock().unlock();
        }
    }

    /** Whether the group has messages of the queue that are not handed out. */
    boolean hasMessages(GroupQueue key) {
        return maxOffset(key) > nextOffset(key);
    }

    /** Whether the queue has messages behind the group's committed offset. */
    boolean hasUncommitted(GroupQueue key) {
        return maxOffset(key) > Math.max(0, offsets.query(key.group(), key.topic(), key.queueId()));
    }

    /** Where the group's next pop reads. */
    long nextOffset(GroupQueue key) {
        InFlightQueue queue = table.find(key);
        long committed = Math.max(0, offsets.query(key.group(), key.topic(), key.queueId()));
        return queue == null ? committed : Math.max(committed, queue.nextOffset());
    }

    private long maxOffset(GroupQueue key) {
        return store.maxOffset(key.topic(), key.queueId());
    }

    private void begin(PopSource source, InFlightQueue queue) {
        GroupQueue key = source.queue();
        long reset = offsets.takeReset(key.group(), key.topic(), key.queueId());
        if (reset != ConsumerOffsetManager.NO_OFFSET) {
            queue.seek(reset);
            return;
        }
        long committed = offsets.query(key.group(), key.topic(), key.queueId());
        if (committed == ConsumerOffsetManager.NO_OFFSET) {
            queue.advance(queue.nextOffset() == InFlightQueue.UNKNOWN ? initialOffset(source) : 0);
            table.commit(queue);
        } else {
            queue.advance(committed);
        }
    }

    /** Where a group begins that has not consumed the queue (docs/protocol/semantics.md 6). */
    long initialOffset(PopSource source) {
        GroupQueue key = source.queue();
        long min = Math.max(0, store.minOffset(key.topic(), key.queueId()));
        if (!source.initialAtEnd()) {
            return min;
        }
        boolean young = min == 0 && store.isInMemory(key.topic(), key.queueId(), 0);
        return young && settings.initPopOffsetByCheckMsgInMem() ? 0 : maxOffset(key);
    }

    private void read(PopSource source, InFlightQueue queue, PopAttempt attempt) {
        GroupQueue key = source.queue();
        int maxReads = attempt.mayBlock() ? MAX_BLOCKING_READS : MAX_READS;
        for (int reads = 0; queue.nextOffset() != maxOffset(key); reads++) {
            long from = queue.nextOffset();
            if (reads == maxReads || (!attempt.mayBlock() && isCold(key, from))) {
                attempt.postpone();
                return;
            }
            GetMessageResult result = store.getMessage(
                    key.topic(), key.queueId(), from, attempt.room(), Integer.MAX_VALUE, source.filter());
            if (result.status() == GetMessageStatus.FOUND) {
                handOut(source, queue, from, result, attempt);
                return;
            }
            result.close();
            if (result.nextBeginOffset() == from) {
                return;
            }
            queue.seek(result.nextBeginOffset());
            table.commit(queue);
        }
    }

    /** Whether to read there may wait for the disk. */
    private boolean isCold(GroupQueue key, long queueOffset) {
        return queueOffset < maxOffset(key) && !store.isInMemory(key.topic(), key.queueId(), queueOffset);
    }

    private void handOut(
            PopSource source, InFlightQueue queue, long from, GetMessageResult result, PopAttempt attempt) {
        long[] queueOffsets = Records.queueOffsets(result);
        CheckPoint checkPoint = new CheckPoint(
                source.queue(),
                from,
                queueOffsets,
                attempt.popTime(),
                attempt.invisibleMillis(),
                attempt.reviveQueueId(),
                table.journal().position(attempt.reviveQueueId()),
                0);
        CompletableFuture<Boolean> kept = table.handOut(queue, checkPoint, result.nextBeginOffset());
        if (kept == null) {
            result.close();
            attempt.postpone();
            return;
        }
        attempt.add(new PopAttempt.Popped(source.kind(), source.queue(), from, queueOffsets, result, kept, null));
    }
}
