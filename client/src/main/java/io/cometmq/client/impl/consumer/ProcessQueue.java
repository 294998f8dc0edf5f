package io.cometmq.client.impl.consumer;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.protocol.body.ProcessQueueInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * The messages of one queue that have been pulled and not been consumed yet, and with them the offset up to which everything is
 * consumed. Thread-safe; the messages are guarded by the object itself, the flags are volatile.
 *
 * <p>A dropped queue belongs to somebody else: nothing of it is given to the listener any more, and no offset of it is stored.
 */
public final class ProcessQueue {
    /** A lock that was not renewed for this long may belong to somebody else (docs/protocol/semantics.md 8). */
    static final long LOCK_MAX_LIVE_MILLIS = Long.getLong("rocketmq.client.rebalance.lockMaxLiveTime", 30_000);

    /** A queue that is not pulled from for this long has lost its pull request (docs/protocol/semantics.md 7). */
    static final long PULL_MAX_IDLE_MILLIS = Long.getLong("rocketmq.client.pull.pullMaxIdleTime", 120_000);

    /** Held while the listener has messages of this queue in an orderly consumer, and until their offset is stored. */
    private final ReentrantLock consumeLock = new ReentrantLock();

    private final TreeMap<Long, MessageExt> waiting = new TreeMap<>();

    /** Orderly consumers only: given to the listener and not committed yet. */
    private final TreeMap<Long, MessageExt> taken = new TreeMap<>();

    private long sizeBytes;
    private long highestOffset = -1;
    private boolean consuming;

    private volatile boolean dropped;
    private volatile boolean locked;
    private volatile long lastLockMillis;
    private volatile long lastPullMillis;
    private volatile long lastConsumeMillis;
    private long releaseAttempts;

    public ProcessQueue(long nowMillis) {
        lastPullMillis = nowMillis;
        lastConsumeMillis = nowMillis;
        lastLockMillis = nowMillis;
    }

    /**
     * Adds what a pull brought.
     *
     * @return whether an orderly consumer has to start on this queue: there are messages and nobody is at work on them
     */
    public synchronized boolean put(List<MessageExt> messages) {
        for (MessageExt message : messages) {
            if (waiting.put(message.getQueueOffset(), message) == null) {
                sizeBytes += sizeOf(message);
            }
            highestOffset = message.getQueueOffset();
        }
        return startConsuming();
    }

    private boolean startConsuming() {
        boolean start = !waiting.isEmpty() && !consuming;
        if (start) {
            consuming = true;
        }
        return start;
    }

    /**
     * Takes out what has been consumed.
     *
     * @return the offset up to which everything is consumed, -1 when it is not known because nothing was ever put in
     */
    public synchronized long remove(List<MessageExt> messages) {
        lastConsumeMillis = System.currentTimeMillis();
        for (MessageExt message : messages) {
            if (waiting.remove(message.getQueueOffset()) != null) {
                sizeBytes -= sizeOf(message);
            }
        }
        return consumedOffset();
    }

    /** Takes out what has been consumed, and stores the offset unless the queue was dropped meanwhile. */
    public synchronized void consumed(List<MessageExt> messages, LongConsumer storeOffset) {
        long offset = remove(messages);
        if (offset >= 0 && !dropped) {
            storeOffset.accept(offset);
        }
    }

    private long consumedOffset() {
        if (!taken.isEmpty()) {
            return taken.firstKey();
        }
        if (!waiting.isEmpty()) {
            return waiting.firstKey();
        }
        return highestOffset < 0 ? -1 : highestOffset + 1;
    }

    public synchronized boolean contains(MessageExt message) {
        return waiting.containsKey(message.getQueueOffset());
    }

    /** How far apart the first and the last waiting message are. */
    public synchronized long maxSpan() {
        return waiting.isEmpty() ? 0 : waiting.lastKey() - waiting.firstKey();
    }

    /** Messages that are not consumed yet, those the listener has included. */
    public synchronized int count() {
        return waiting.size() + taken.size();
    }

    public synchronized long sizeBytes() {
        return sizeBytes;
    }

    /** The first message, null when there is none. */
    public synchronized MessageExt first() {
        return waiting.isEmpty() ? null : waiting.firstEntry().getValue();
    }

    /**
     * Orderly consumers: takes the next messages for the listener. When there are none, the consumer is no longer at work on
     * the queue, and {@link #put} says when it has to start again.
     */
    public synchronized List<MessageExt> take(int limit) {
        lastConsumeMillis = System.currentTimeMillis();
        List<MessageExt> messages = new ArrayList<>(Math.min(limit, waiting.size()));
        while (messages.size() < limit && !waiting.isEmpty()) {
            Map.Entry<Long, MessageExt> next = waiting.pollFirstEntry();
            taken.put(next.getKey(), next.getValue());
            messages.add(next.getValue());
        }
        if (messages.isEmpty()) {
            consuming = false;
        }
        return messages;
    }

    /** Orderly consumers: everything taken is consumed; gives the offset behind it, -1 when nothing was taken. */
    public synchronized long commit() {
        if (taken.isEmpty()) {
            return -1;
        }
        long next = taken.lastKey() + 1;
        taken.values().forEach(message -> sizeBytes -= sizeOf(message));
        taken.clear();
        return next;
    }

    /** Orderly consumers: everything taken is to be consumed again. */
    public synchronized void rollback() {
        waiting.putAll(taken);
        taken.clear();
    }

    /** Orderly consumers: these are to be consumed again, what was taken before them stays uncommitted. */
    public synchronized void consumeAgain(List<MessageExt> messages) {
        for (MessageExt message : messages) {
            if (taken.remove(message.getQueueOffset()) != null) {
                waiting.put(message.getQueueOffset(), message);
            }
        }
    }

    private static long sizeOf(MessageExt message) {
        return message.getBody() == null ? 0 : message.getBody().length;
    }

    public ReentrantLock consumeLock() {
        return consumeLock;
    }

    public boolean isDropped() {
        return dropped;
    }

    /** Sends a request that may carry the offset of a queue. */
    @FunctionalInterface
    interface Sending<T> {
        T send() throws MQClientException;
    }

    /** Sends it unless the queue is dropped: then it returns null. Must not wait. */
    synchronized <T> T unlessDropped(Sending<T> sending) throws MQClientException {
        return dropped ? null : sending.send();
    }

    /** When this has returned, no offset of the queue is stored any more by {@link #consumed} or sent by {@link #unlessDropped}. */
    public synchronized void drop() {
        dropped = true;
    }

    /** Whether the broker granted the lock the last time it was asked. */
    public boolean isLockGranted() {
        return locked;
    }

    /** Whether the broker has locked the queue for this client, and lately enough to rely on it. */
    public boolean isLocked(long nowMillis) {
        return locked && nowMillis - lastLockMillis <= LOCK_MAX_LIVE_MILLIS;
    }

    /** @param lockMillis when the lock was asked for */
    public void locked(long lockMillis) {
        lastLockMillis = lockMillis;
        locked = true;
    }

    public void unlocked() {
        locked = false;
    }

    public void pulled(long nowMillis) {
        lastPullMillis = nowMillis;
    }

    public boolean isPullExpired(long nowMillis) {
        return nowMillis - lastPullMillis > PULL_MAX_IDLE_MILLIS;
    }

    /** The queue is to be released, but its listener is still at work. */
    public synchronized void releaseDelayed() {
        releaseAttempts++;
    }

    public synchronized ProcessQueueInfo info(long commitOffset) {
        return new ProcessQueueInfo(
                commitOffset,
                waiting.isEmpty() ? 0 : waiting.firstKey(),
                waiting.isEmpty() ? 0 : waiting.lastKey(),
                waiting.size(),
                (int) (sizeBytes / (1024 * 1024)),
                taken.isEmpty() ? 0 : taken.firstKey(),
                taken.isEmpty() ? 0 : taken.lastKey(),
                taken.size(),
                locked,
                releaseAttempts,
                lastLockMillis,
                dropped,
                lastPullMillis,
                lastConsumeMillis);
    }
}
