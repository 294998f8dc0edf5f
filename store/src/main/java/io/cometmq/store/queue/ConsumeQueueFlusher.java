package io.cometmq.store.queue;

import io.cometmq.store.StoreClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the buffers of all queues to their files. A queue is written when enough has collected or it has waited long
 * enough, so that busy queues are written in large pieces and 100,000 slow ones seldom. Thread-safe: rounds exclude one
 * another.
 */
public final class ConsumeQueueFlusher {
    private static final Logger log = LoggerFactory.getLogger(ConsumeQueueFlusher.class);
    private static final int PAGE_SIZE = 4096;
    /** Longest that an entry stays only in memory, which bounds what recovery reads again. */
    private static final long MAX_PENDING_MILLIS = 10_000;

    private final StoreClock clock;
    private final long leastUnits;
    /** Commit log offset below which entries may be written: a file never tells of a record that a crash may lose. */
    private final LongSupplier writableTo;

    private final List<QueueFiles> files;
    private final ConcurrentLinkedQueue<ConsumeQueue> newlyBuffered = new ConcurrentLinkedQueue<>();
    private final ReentrantLock roundLock = new ReentrantLock();

    /** Whether rounds end early, because the store is about to be closed. */
    private volatile boolean closing;

    /** Queues with a buffer; guarded by the round lock. */
    private final List<ConsumeQueue> buffered = new ArrayList<>();

    /**
     * @param files where the queues and their extensions are
     * @param writableTo commit log offset below which entries may be written
     * @param leastPages pages of entries from which a queue is written before its time
     */
    @SuppressWarnings("MissingSummary")
    public ConsumeQueueFlusher(List<QueueFiles> files, StoreClock clock, int leastPages, LongSupplier writableTo) {
        this.writableTo = writableTo;
        this.files = List.copyOf(files);
        this.clock = clock;
        this.leastUnits = Math.max(1, (long) leastPages * PAGE_SIZE / ConsumeQueue.UNIT_SIZE);
    }

    /** A queue that had no buffer has one. Any thread, cheap. */
    public void add(ConsumeQueue queue) {
        newlyBuffered.add(queue);
    }

    /** Writes the queues that are due, and lets silent ones drop their buffers. */
    public void flushDue() throws IOException {
        long writtenBefore = clock.millis() - MAX_PENDING_MILLIS;
        round(
                queue -> queue.pendingUnits() >= leastUnits || queue.pendingSinceMillis() <= writtenBefore,
                writableTo.getAsLong(),
                () -> !closing);
    }

    /** Writes all queues; returns whether it has come to the end. */
    public boolean flushAll() throws IOException {
        return round(queue -> true, writableTo.getAsLong(), () -> !closing);
    }

    /** Writes all queues, as far as they point below the limit whatever {@code writableTo} says; by recovery. */
    public void flushAllBelow(long limitPhysicalOffset) throws IOException {
        round(queue -> true, limitPhysicalOffset, () -> true);
    }

    /** Ends the round that is under way, if any: the store is about to be closed. */
    public void hurry() {
        closing = true;
    }

    /** Writes the queues, but no longer than this; returns whether it has come to the end. */
    public boolean flushWithin(long millis) throws IOException {
        long end = clock.millis() + millis;
        return round(queue -> true, writableTo.getAsLong(), () -> clock.millis() < end);
    }

    /** How many files have been written but not forced. */
    public int unforcedFiles() {
        return files.stream().mapToInt(QueueFiles::unforcedFiles).sum();
    }

    /** Where each queue stands with the entries that point below the limit, with no write under way. */
    public List<QueueState> states(ConsumeQueueTable queues, long limitPhysicalOffset) {
        roundLock.lock();
        try {
            return queues.all().stream()
                    .map(queue -> queue.state(limitPhysicalOffset))
                    .filter(Objects::nonNull)
                    .toList();
        } finally {
            roundLock.unlock();
        }
    }

    /** Forces every file written. */
    public void force() throws IOException {
        for (QueueFiles each : files) {
            each.forceWritten();
        }
    }

    /** Takes queues out of the store. */
    public interface Removal {
        /** The removed queues; null when there are none. */
        TopicQueues remove() throws IOException;
    }

    /**
     * Removes queues and deletes their files, with no write under way: queues of the same name that begin anew meanwhile write
     * nothing before.
     *
     * @return whether there were any
     */
    public boolean delete(Removal removal) throws IOException {
        List<ConsumeQueue> all = new ArrayList<>();
        TopicQueues queues;
        roundLock.lock();
        try {
            queues = removal.remove();
            if (queues == null) {
                return false;
            }
            queues.collectInto(all);
            for (ConsumeQueue queue : all) {
                queue.markDeleted();
                queue.deleteFiles();
            }
        } finally {
            roundLock.unlock();
        }
        log.info("deleted {} consume queues of topic {}", all.size(), queues.topic());
        return true;
    }

    /** Runs something while no queue is written. */
    public void exclusively(Runnable action) {
        roundLock.lock();
        try {
            action.run();
        } finally {
            roundLock.unlock();
        }
    }

    /** Deletes the queue's files that are wholly before the start of the log; returns how many. */
    public int deleteExpired(ConsumeQueue queue, long minPhysicalOffset) throws IOException {
        roundLock.lock();
        try {
            return queue.deleteExpired(minPhysicalOffset);
        } finally {
            roundLock.unlock();
        }
    }

    /** Queues that hold entries in memory. */
    public int bufferedQueues() {
        roundLock.lock();
        try {
            return buffered.size() + newlyBuffered.size();
        } finally {
            roundLock.unlock();
        }
    }

    private interface Due {
        boolean test(ConsumeQueue queue);
    }

    private boolean round(Due due, long limitPhysicalOffset, BooleanSupplier goOn) throws IOException {
        roundLock.lock();
        try {
            for (ConsumeQueue queue = newlyBuffered.poll(); queue != null; queue = newlyBuffered.poll()) {
                buffered.add(queue);
            }
            Iterator<ConsumeQueue> queues = buffered.iterator();
            while (queues.hasNext()) {
                if (!goOn.getAsBoolean()) {
                    return false;
                }
                ConsumeQueue queue = queues.next();
                if (queue.pendingUnits() == 0) {
                    if (queue.dropBufferIfPersisted()) {
                        queues.remove();
                    }
                } else if (due.test(queue)) {
                    queue.persist(limitPhysicalOffset);
                }
            }
            return true;
        } finally {
            roundLock.unlock();
        }
    }
}
