package io.cometmq.broker.pop;

import io.cometmq.broker.config.PopConfig;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.GetMessageStatus;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Finds the messages of a queue that a pop may hand out, with order or without. Thread-safe. */
final class PopReader {
    /** Reads that find nothing for the group's filter before the thread is left to others. */
    private static final int MAX_READS = 16;

    private static final int MAX_BLOCKING_READS = 100_000;

    private final PopConfig settings;
    private final DefaultMessageStore store;

    PopReader(PopConfig settings, DefaultMessageStore store) {
        this.settings = settings;
        this.store = store;
    }

    /**
     * Messages that the filter takes.
     *
     * @param from where the read began that found them
     * @param messages to be closed
     */
    record Found(long from, GetMessageResult messages) {}

    /**
     * Reads from there on until the filter takes something. Without blocking it gives up where the disk may have to be waited for, or the
     * filter takes too little, and postpones the attempt.
     *
     * @param skippedTo told of each offset below which the filter takes nothing
     */
    Optional<Found> read(PopSource source, long begin, PopAttempt attempt, LongConsumer skippedTo) {
        GroupQueue key = source.queue();
        int maxReads = attempt.mayBlock() ? MAX_BLOCKING_READS : MAX_READS;
        long from = begin;
        for (int reads = 0; from != maxOffset(key); reads++) {
            if (reads == maxReads || (!attempt.mayBlock() && isCold(key, from))) {
                attempt.postpone();
                return Optional.empty();
            }
            GetMessageResult result = store.getMessage(
                    key.topic(), key.queueId(), from, attempt.room(), Integer.MAX_VALUE, source.filter());
            if (result.status() == GetMessageStatus.FOUND) {
                return Optional.of(new Found(from, result));
            }
            result.close();
            if (result.nextBeginOffset() == from) {
                return Optional.empty();
            }
            from = result.nextBeginOffset();
            skippedTo.accept(from);
        }
        return Optional.empty();
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

    /** The queue offset behind the last message. */
    long maxOffset(GroupQueue key) {
        return store.maxOffset(key.topic(), key.queueId());
    }

    /** Whether to read there may wait for the disk. */
    private boolean isCold(GroupQueue key, long queueOffset) {
        return queueOffset < maxOffset(key) && !store.isInMemory(key.topic(), key.queueId(), queueOffset);
    }
}
