package io.cometmq.broker.schedule;

import io.cometmq.store.MessageFilter;
import io.cometmq.store.QueueExtUnit;
import java.nio.ByteBuffer;

/**
 * One level's queue: how far it is delivered, and which of its entries are due. As a filter it lets through what is due from the
 * front on, and remembers when the first one that is not will be. Belongs to the delivering thread but for the offset.
 */
final class DelayLevel implements MessageFilter {
    static final long NEVER = Long.MAX_VALUE;

    private final int level;
    private final long delayMillis;

    /** Queue offset of the next message to deliver; written by the delivering thread only. */
    private volatile long offset;

    private long nowMillis;
    private long nextDueMillis;

    /** By how much the clock was set back since what is in the queue was stored. */
    private long clockShiftMillis;

    DelayLevel(int level, long delayMillis, long offset) {
        this.level = level;
        this.delayMillis = delayMillis;
        this.offset = offset;
    }

    int level() {
        return level;
    }

    int queueId() {
        return level - 1;
    }

    long offset() {
        return offset;
    }

    void deliveredTo(long nextOffset) {
        offset = nextOffset;
    }

    /** Prepares for a read of the queue. */
    DelayLevel at(long now) {
        nowMillis = now;
        nextDueMillis = NEVER;
        return this;
    }

    /** When the first message that was not let through is due; {@link #NEVER} when there was none. */
    long nextDueMillis() {
        return nextDueMillis;
    }

    @Override
    public boolean matchesEntry(long dueMillis, QueueExtUnit extension) {
        if (nextDueMillis != NEVER) {
            return false;
        }
        long due = corrected(dueMillis);
        if (due <= nowMillis) {
            return true;
        }
        nextDueMillis = due;
        return false;
    }

    /** Nothing is due later than its delay from now, unless the clock was set back: then it waits for its delay again. */
    private long corrected(long dueMillis) {
        long latest = nowMillis + delayMillis;
        if (dueMillis <= latest) {
            clockShiftMillis = 0;
            return dueMillis;
        }
        if (clockShiftMillis == 0) {
            clockShiftMillis = dueMillis - latest;
        }
        return dueMillis - clockShiftMillis;
    }

    @Override
    public boolean matchesRecord(ByteBuffer record) {
        return true;
    }
}
