package io.cometmq.broker.pop;

import java.util.Arrays;

/**
 * Messages that one pop handed out of one queue. Immutable but for which of them are acknowledged; that is guarded by their
 * {@link InFlightQueue}.
 */
final class CheckPoint {
    /** As many as its bits can stand for, and as a pop may ask for (docs/protocol/semantics.md 13). */
    static final int MAX_MESSAGES = 32;

    /** What tells the check points of a queue apart. */
    record Id(long popTime, long startOffset) {}

    private final GroupQueue queue;
    private final long startOffset;
    private final long[] queueOffsets;
    private final long popTime;
    private final long invisibleMillis;
    private final int reviveQueueId;
    private final long journalOffset;
    private final long expiresAtMillis;

    /** Bit n: message n is acknowledged. Guarded by the in-flight queue. */
    private int acknowledged;

    /**
     * A check point.
     *
     * @param queueOffsets of the messages, ascending
     * @param journalOffset queue offset in the revive queue at or behind which the check point is
     * @param graceMillis how long it may be over its time before it expires
     */
    CheckPoint(
            GroupQueue queue,
            long startOffset,
            long[] queueOffsets,
            long popTime,
            long invisibleMillis,
            int reviveQueueId,
            long journalOffset,
            long graceMillis) {
        if (queueOffsets.length == 0 || queueOffsets.length > MAX_MESSAGES) {
            throw new IllegalArgumentException(
                    "a check point holds 1 to " + MAX_MESSAGES + " messages, not " + queueOffsets.length);
        }
        this.queue = queue;
        this.startOffset = startOffset;
        this.queueOffsets = queueOffsets.clone();
        this.popTime = popTime;
        this.invisibleMillis = invisibleMillis;
        this.reviveQueueId = reviveQueueId;
        this.journalOffset = journalOffset;
        this.expiresAtMillis = popTime + invisibleMillis + graceMillis;
    }

    Id id() {
        return new Id(popTime, startOffset);
    }

    GroupQueue queue() {
        return queue;
    }

    long startOffset() {
        return startOffset;
    }

    long[] queueOffsets() {
        return queueOffsets.clone();
    }

    int count() {
        return queueOffsets.length;
    }

    /** Queue offset behind its last message. */
    long endOffset() {
        return queueOffsets[queueOffsets.length - 1] + 1;
    }

    long popTime() {
        return popTime;
    }

    long invisibleMillis() {
        return invisibleMillis;
    }

    int reviveQueueId() {
        return reviveQueueId;
    }

    long journalOffset() {
        return journalOffset;
    }

    long expiresAtMillis() {
        return expiresAtMillis;
    }

    /** Marks a message as acknowledged; false when it is not among these or was before. */
    boolean acknowledge(long queueOffset) {
        int index = Arrays.binarySearch(queueOffsets, queueOffset);
        if (index < 0 || (acknowledged & 1 << index) != 0) {
            return false;
        }
        acknowledged |= 1 << index;
        return true;
    }

    boolean isDone() {
        return Integer.bitCount(acknowledged) == queueOffsets.length;
    }

    /** Queue offsets that are not acknowledged. */
    long[] unacknowledged() {
        long[] left = new long[queueOffsets.length - Integer.bitCount(acknowledged)];
        int count = 0;
        for (int i = 0; i < queueOffsets.length; i++) {
            if ((acknowledged & 1 << i) == 0) {
                left[count++] = queueOffsets[i];
            }
        }
        return left;
    }

    @Override
    public String toString() {
        return "check point of " + queue + ": " + Arrays.toString(queueOffsets) + ", popped at " + popTime + " for "
                + invisibleMillis + " ms";
    }
}
