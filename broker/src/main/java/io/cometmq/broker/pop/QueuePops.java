package io.cometmq.broker.pop;

import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.store.GetMessageResult;
import java.util.concurrent.CompletableFuture;

/** Hands messages of a queue out to whoever pops, without order. Thread-safe. */
final class QueuePops {
    private final PopReader reader;
    private final ConsumerOffsetManager offsets;
    private final InFlightTable table;

    QueuePops(PopReader reader, ConsumerOffsetManager offsets, InFlightTable table) {
        this.reader = reader;
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
                reader.read(source, queue.nextOffset(), attempt, offset -> skipTo(queue, offset))
                        .ifPresent(found -> handOut(source, queue, found, attempt));
            }
            attempt.addRest(reader.maxOffset(source.queue()) - queue.nextOffset());
        } finally {
            queue.popLock().unlock();
        }
    }

    /** Whether the group has messages of the queue that are not handed out. */
    boolean hasMessages(GroupQueue key) {
        return reader.maxOffset(key) > nextOffset(key);
    }

    /** Whether the queue has messages behind the group's committed offset. */
    boolean hasUncommitted(GroupQueue key) {
        return reader.maxOffset(key) > Math.max(0, offsets.query(key.group(), key.topic(), key.queueId()));
    }

    /** Where the group's next pop reads. */
    long nextOffset(GroupQueue key) {
        InFlightQueue queue = table.find(key);
        long committed = Math.max(0, offsets.query(key.group(), key.topic(), key.queueId()));
        return queue == null ? committed : Math.max(committed, queue.nextOffset());
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
            queue.advance(queue.nextOffset() == InFlightQueue.UNKNOWN ? reader.initialOffset(source) : 0);
            table.commit(queue);
        } else {
            queue.advance(committed);
        }
    }

    private void skipTo(InFlightQueue queue, long queueOffset) {
        queue.seek(queueOffset);
        table.commit(queue);
    }

    private void handOut(PopSource source, InFlightQueue queue, PopReader.Found found, PopAttempt attempt) {
        GetMessageResult result = found.messages();
        long[] queueOffsets = Records.queueOffsets(result);
        CheckPoint checkPoint = new CheckPoint(
                source.queue(),
                found.from(),
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
        attempt.add(
                new PopAttempt.Popped(source.kind(), source.queue(), found.from(), queueOffsets, result, kept, null));
    }
}
