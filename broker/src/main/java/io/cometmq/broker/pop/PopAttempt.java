package io.cometmq.broker.pop;

import io.cometmq.remoting.protocol.pop.TopicKind;
import io.cometmq.store.GetMessageResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** One look at the queues of a pop, and what it has found. Used by one thread. */
final class PopAttempt {
    /**
     * Messages that are handed out as soon as they are kept.
     *
     * @param startOffset where the read began
     * @param kept completes with whether they may be answered
     * @param consumedCounts how often each was handed out before, by queue offset; null for pops without order
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Popped(
            TopicKind kind,
            GroupQueue queue,
            long startOffset,
            long[] queueOffsets,
            GetMessageResult messages,
            CompletableFuture<Boolean> kept,
            Map<Long, Integer> consumedCounts) {}

    private final PopRequest pop;
    private final long popTime;
    private final int reviveQueueId;
    private final boolean mayBlock;
    private final long startNanos = System.nanoTime();
    private final List<Popped> found = new ArrayList<>();
    private int room;
    private long rest;
    private boolean postponed;

    /** @param mayBlock whether it may wait for the disk, and for others that read the same queue */
    PopAttempt(PopRequest pop, long popTime, int reviveQueueId, boolean mayBlock) {
        this.pop = pop;
        this.popTime = popTime;
        this.reviveQueueId = reviveQueueId;
        this.mayBlock = mayBlock;
        this.room = pop.header().maxMsgNums();
    }

    PopRequest pop() {
        return pop;
    }

    long popTime() {
        return popTime;
    }

    int reviveQueueId() {
        return reviveQueueId;
    }

    long invisibleMillis() {
        return pop.header().invisibleTime();
    }

    /** How long it has taken until now. */
    long elapsedNanos() {
        return System.nanoTime() - startNanos;
    }

    boolean mayBlock() {
        return mayBlock;
    }

    /** Messages that are still wanted. */
    int room() {
        return room;
    }

    void add(Popped popped) {
        found.add(popped);
        room -= popped.queueOffsets().length;
    }

    List<Popped> found() {
        return found;
    }

    /** Messages in the queues behind those that were found. */
    long rest() {
        return rest;
    }

    void addRest(long messages) {
        rest += Math.max(0, messages);
    }

    /** Takes the lock, if need be and if it may, by waiting. */
    boolean lock(ReentrantLock lock) {
        if (!mayBlock) {
            return lock.tryLock();
        }
        lock.lock();
        return true;
    }

    /** A queue could not be looked at without blocking. */
    void postpone() {
        postponed = true;
    }

    boolean isPostponed() {
        return postponed;
    }
}
