package io.cometmq.store.timer;

import io.cometmq.common.BoundaryType;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.MessageFilter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the timer topic's queue, and the log for what was delivered. Belongs to the timer thread but for the position. */
final class TimerJournal {
    private static final Logger LOG = LoggerFactory.getLogger(TimerJournal.class);
    private static final RateLimitedLog MALFORMED = new RateLimitedLog(LOG, Duration.ofSeconds(10));
    private static final int QUEUE = 0;
    private static final int MAX_MESSAGES = 1024;
    private static final int MAX_BYTES = 4 << 20;

    private final DefaultMessageStore store;
    private final TimerRecord record = new TimerRecord();

    /** Queue offset of the next record to read; written by the timer thread. */
    private volatile long position;

    private Mark mark = new Mark(Long.MIN_VALUE, 0);
    private long readUntilMillis = Long.MIN_VALUE;

    /** A moment, and the queue offset behind what was stored before it. */
    private record Mark(long millis, long end) {}

    TimerJournal(DefaultMessageStore store) {
        this.store = store;
    }

    long position() {
        return position;
    }

    void position(long queueOffset) {
        position = queueOffset;
    }

    /** The first queue offset there is. */
    long begin() {
        return Math.max(0, store.minOffset(TimerRecord.TOPIC, QUEUE));
    }

    /** The queue offset behind the last. */
    long end() {
        return store.maxOffset(TimerRecord.TOPIC, QUEUE);
    }

    /** The queue offset behind the last that is stored, whether it can be read yet or not. */
    long storedEnd() {
        return store.nextOffset(TimerRecord.TOPIC, QUEUE);
    }

    /** Before reading: notes how far to read so that nothing is missing of what was stored before this moment. */
    void mark(long nowMillis) {
        // Where the clock was set back, nothing is known of what is stored from now on.
        readUntilMillis = Math.min(readUntilMillis(), nowMillis);
        if (position >= mark.end || mark.millis > nowMillis) {
            mark = new Mark(nowMillis, storedEnd());
        }
    }

    /** Everything that was stored before this instant has been read: one at which a mark was made that is reached. */
    long readUntilMillis() {
        if (position >= mark.end) {
            readUntilMillis = mark.millis;
        }
        return readUntilMillis;
    }

    /** Commit log offset of the first record that is not older than the instant; the end of the log when there is none. */
    long offsetByTime(long timestampMillis) {
        long logEnd = store.dispatchedPhysicalOffset();
        long queueOffset = store.offsetByTime(TimerRecord.TOPIC, QUEUE, timestampMillis, BoundaryType.LOWER);
        try (GetMessageResult found =
                store.getMessage(TimerRecord.TOPIC, QUEUE, queueOffset, 1, 1, MessageFilter.ALL)) {
            return found.messageCount() == 0
                    ? logEnd
                    : record.wrap(found.slices().get(0), found.slices().get(0).position())
                            .physicalOffset();
        }
    }

    /** Reads a few records. */
    void read(TimerEntries into) {
        long from = position;
        try (GetMessageResult found =
                store.getMessage(TimerRecord.TOPIC, QUEUE, from, MAX_MESSAGES, MAX_BYTES, MessageFilter.ALL)) {
            for (ByteBuffer slice : found.slices()) {
                int at = slice.position();
                while (at < slice.limit()) {
                    record.wrap(slice, at);
                    addWaiting(into);
                    at += record.size();
                }
            }
            if (found.messageCount() == 0 && found.nextBeginOffset() != from) {
                LOG.warn(
                        "the timer goes on at {} of its queue instead of {}: {}",
                        found.nextBeginOffset(),
                        from,
                        found.status());
            }
            position = found.nextBeginOffset();
        }
    }

    private void addWaiting(TimerEntries into) {
        try {
            into.add(record.dueMillis(), record.physicalOffset(), record.key(), record.waitingInfo());
        } catch (NumberFormatException e) {
            MALFORMED.warn(
                    "the record at {} of the commit log is dropped: it is in the timer topic and does not say when it is"
                            + " due: {}",
                    record.physicalOffset(),
                    e.getMessage());
        }
    }

    /** Reads the log from the offset on for timer messages that were delivered. */
    void readDelivered(long fromPhysicalOffset, Consumer<TimerEntries> into) {
        TimerEntries one = new TimerEntries(1);
        store.scan(fromPhysicalOffset, (file, at) -> {
            record.wrap(file, at);
            if (!record.isDelivered()) {
                return;
            }
            try {
                one.clear();
                one.add(record.dueMillis(), record.physicalOffset(), record.uniqueKey(), record.deliveredInfo());
                into.accept(one);
            } catch (NumberFormatException e) {
                // Somebody else's property of that name: the message was none of the timer's.
                MALFORMED.info("the message at {} of the log is no timer message", record.physicalOffset());
            }
        });
    }
}
