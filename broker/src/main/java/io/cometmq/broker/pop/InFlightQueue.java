package io.cometmq.broker.pop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one group has in flight of one queue, and where its next pop goes on. No I/O and no time of its own. Thread-safe.
 */
final class InFlightQueue {
    /** Nobody has popped since the start. */
    static final long UNKNOWN = -1;

    private final GroupQueue queue;

    /** Held while a pop reads, so that no two read the same messages. */
    private final ReentrantLock popLock = new ReentrantLock();

    /** Guarded by this. */
    private final Map<CheckPoint.Id, CheckPoint> checkPoints = new HashMap<>();

    /** Check points that are not in the journal yet, counted by start offset; guarded by this. */
    private final TreeMap<Long, Integer> unwritten = new TreeMap<>();

    /** Guarded by this. */
    private long nextOffset = UNKNOWN;

    InFlightQueue(GroupQueue queue) {
        this.queue = queue;
    }

    GroupQueue queue() {
        return queue;
    }

    ReentrantLock popLock() {
        return popLock;
    }

    /** Where the next pop reads. */
    synchronized long nextOffset() {
        return nextOffset;
    }

    /** Lets the next pop read there; back as well as forth. */
    synchronized void seek(long queueOffset) {
        nextOffset = queueOffset;
    }

    /** Lets the next pop read there, unless it would read further on. */
    synchronized void advance(long queueOffset) {
        nextOffset = Math.max(nextOffset, queueOffset);
    }

    /**
     * Messages are handed out; their check point is about to be written.
     *
     * @return false, and nothing has changed, when there is another one with this id
     */
    synchronized boolean add(CheckPoint checkPoint) {
        if (checkPoints.putIfAbsent(checkPoint.id(), checkPoint) != null) {
            return false;
        }
        unwritten.merge(checkPoint.startOffset(), 1, Integer::sum);
        return true;
    }

    /** The check point is in the journal. */
    synchronized void written(CheckPoint checkPoint) {
        unwritten.computeIfPresent(checkPoint.startOffset(), (start, count) -> count == 1 ? null : count - 1);
    }

    /**
     * The check point could not be written and nobody has got its messages: the next pop reads them again. What was popped behind
     * them meanwhile stays in flight, and comes a second time.
     */
    synchronized void withdraw(CheckPoint checkPoint) {
        written(checkPoint);
        checkPoints.remove(checkPoint.id());
        nextOffset = Math.min(nextOffset, checkPoint.startOffset());
    }

    /** Check points are in the journal: the state after a start. */
    synchronized void restore(CheckPoint checkPoint) {
        checkPoints.put(checkPoint.id(), checkPoint);
    }

    /** Up to where everything is acknowledged or in the journal: the group's committed offset. */
    synchronized long committedOffset() {
        return unwritten.isEmpty() ? nextOffset : Math.min(nextOffset, unwritten.firstKey());
    }

    /** Null when there is none: it is done, has expired, or never was. */
    synchronized CheckPoint find(CheckPoint.Id id) {
        return checkPoints.get(id);
    }

    /**
     * Acknowledges messages of a check point.
     *
     * @return those that were not acknowledged before
     */
    synchronized List<Long> acknowledge(CheckPoint checkPoint, Iterable<Long> queueOffsets) {
        List<Long> fresh = new ArrayList<>();
        if (checkPoints.get(checkPoint.id()) == checkPoint) {
            queueOffsets.forEach(offset -> {
                if (checkPoint.acknowledge(offset)) {
                    fresh.add(offset);
                }
            });
        }
        return fresh;
    }

    /** Forgets a check point when all of it is acknowledged; whether it is forgotten now. */
    synchronized boolean removeIfDone(CheckPoint checkPoint) {
        return checkPoint.isDone() && checkPoints.remove(checkPoint.id(), checkPoint);
    }

    /** Its time is over: what is not acknowledged until now is to come again, and what is acknowledged from now on comes too late. */
    synchronized long[] expire(CheckPoint checkPoint) {
        return checkPoints.remove(checkPoint.id(), checkPoint) ? checkPoint.unacknowledged() : new long[0];
    }

    /** Messages that are handed out and not acknowledged. */
    synchronized int inFlight() {
        return checkPoints.values().stream()
                .mapToInt(checkPoint -> checkPoint.unacknowledged().length)
                .sum();
    }
}
