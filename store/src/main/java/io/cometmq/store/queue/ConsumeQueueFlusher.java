package io.cometmq.store.queue;

import io.cometmq.store.StoreClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
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
    private final List<QueueFiles> files;
    private final ConcurrentLinkedQueue<ConsumeQueue> newlyBuffered = new ConcurrentLinkedQueue<>();
    private final ReentrantLock roundLock = new ReentrantLock();
    /** Queues with a buffer; guarded by the round lock. */
    private final List<ConsumeQueue> buffered = new ArrayList<>();

    /**
     * @param files where the queues and their extensions are
     * @param leastPages pages of entries from which a queue is written before its time
     */
    @SuppressWarnings("MissingSummary")
    public ConsumeQueueFlusher(List<QueueFiles> files, StoreClock clock, int leastPages) {
        this.files = List.copyOf(files);
        this.clock = clock;
        this.leastUnits = Math.max(1, (long) leastPages * PAGE_SIZE / ConsumeQueue.UNIT_SIZE);
    }

    /** A queue that had no buffer has one. Any thread, cheap. */
    void add(ConsumeQueue queue) {
        newlyBuffered.add(queue);
    }

    /** Writes the queues that are due, and lets silent ones drop their buffers. */
    public void flushDue() throws IOException {
        long writtenBefore = clock.millis() - MAX_PENDING_MILLIS;
        round(queue -> queue.pendingUnits() >= leastUnits || queue.pendingSinceMillis() <= writtenBefore);
    }

    /** Writes all queues. */
    public void flushAll() throws IOException {
        round(queue -> true);
    }

    /** Writes all queues and forces every file written. */
    public void forceAll() throws IOException {
        flushAll();
        for (QueueFiles each : files) {
            each.forceWritten();
        }
    }

    /** Forgets the topic's queues and deletes their files, with no write of them under way. */
    public void delete(TopicQueues queues) throws IOException {
        List<ConsumeQueue> all = new ArrayList<>();
        queues.collectInto(all);
        roundLock.lock();
        try {
            for (ConsumeQueue queue : all) {
                queue.markDeleted();
                queue.deleteFiles();
            }
        } finally {
            roundLock.unlock();
        }
        log.info("deleted {} consume queues of topic {}", all.size(), queues.topic());
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

    private void round(Due due) throws IOException {
        roundLock.lock();
        try {
            for (ConsumeQueue queue = newlyBuffered.poll(); queue != null; queue = newlyBuffered.poll()) {
                buffered.add(queue);
            }
            Iterator<ConsumeQueue> queues = buffered.iterator();
            while (queues.hasNext()) {
                ConsumeQueue queue = queues.next();
                if (queue.pendingUnits() == 0) {
                    if (queue.dropBufferIfPersisted()) {
                        queues.remove();
                    }
                } else if (due.test(queue)) {
                    queue.persist();
                }
            }
        } finally {
            roundLock.unlock();
        }
    }
}
