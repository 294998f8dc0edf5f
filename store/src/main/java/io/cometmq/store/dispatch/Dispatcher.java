package io.cometmq.store.dispatch;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Passes appended records to the dispatchers, in log order. Whoever has appended or forced calls {@link #run()}; one of the
 * callers does the work of all, and nobody waits.
 */
public final class Dispatcher {
    private final DispatchQueue queue = new DispatchQueue();
    private final ReentrantLock dispatchLock = new ReentrantLock();
    /** Calls of {@link #run()} that nobody has answered yet. */
    private final AtomicInteger calls = new AtomicInteger();

    private final LongSupplier readablePosition;
    /** An array, because a list would make an iterator for each record. */
    private final CommitLogDispatcher[] dispatchers;
    /** Commit log offset of the last record derived, -1 without one; guarded by the dispatch lock. */
    private long dispatchedRecord = -1;
    /** Commit log offset up to which everything is derived; written under the dispatch lock. */
    private volatile long dispatchedPosition;
    /** Store time of the last record derived; written under the dispatch lock. */
    private volatile long dispatchedTimestamp;

    /** @param readablePosition commit log offset up to which records may become visible */
    @SuppressWarnings("MissingSummary")
    public Dispatcher(LongSupplier readablePosition, List<CommitLogDispatcher> dispatchers) {
        this.readablePosition = readablePosition;
        this.dispatchers = dispatchers.toArray(new CommitLogDispatcher[0]);
    }

    /** Under the append lock, in log order. The request may be used again on return. */
    public void offer(DispatchRequest request) {
        queue.offer(request);
    }

    /** Dispatches everything offered that is readable, unless another thread is just doing so. */
    public void run() {
        if (calls.getAndIncrement() > 0) {
            return;
        }
        int answered = 1;
        while (answered > 0) {
            tryDrain();
            answered = calls.addAndGet(-answered);
        }
    }

    private void tryDrain() {
        // Who else holds the lock calls run when it has let go.
        if (dispatchLock.tryLock()) {
            try {
                drain();
            } catch (RuntimeException | Error e) {
                calls.set(0);
                throw e;
            } finally {
                dispatchLock.unlock();
            }
        }
    }

    /** Dispatches a record read back from the log; for recovery, before anything is offered. */
    public void replay(DispatchRequest request) {
        dispatchLock.lock();
        try {
            dispatch(request);
        } finally {
            dispatchLock.unlock();
        }
    }

    /** Runs something while nothing is dispatched. */
    public void exclusively(Runnable action) {
        dispatchLock.lock();
        try {
            action.run();
        } finally {
            dispatchLock.unlock();
        }
        run();
    }

    /** Forgets what waits and is at or above there; within {@link #exclusively}, and when nothing is appended. */
    public void dropFrom(long physicalOffset) {
        queue.dropFrom(physicalOffset);
        if (dispatchedPosition > physicalOffset) {
            dispatchedPosition = physicalOffset;
            dispatchedRecord = -1;
        }
    }

    /**
     * How far deriving has come.
     *
     * @param position commit log offset after the last record
     * @param lastRecord commit log offset of that record, -1 without one
     * @param lastTimestamp its store time in milliseconds
     */
    public record Progress(long position, long lastRecord, long lastTimestamp) {}

    /** How far deriving has come, between two records. May wait for a group of records to be derived. */
    public Progress progress() {
        Progress progress;
        dispatchLock.lock();
        try {
            progress = new Progress(dispatchedPosition, dispatchedRecord, dispatchedTimestamp);
        } finally {
            dispatchLock.unlock();
        }
        // Who came meanwhile found the lock taken.
        run();
        return progress;
    }

    /** Says that everything below is derived; for recovery. */
    public void resetTo(long physicalOffset, long lastRecord, long storeTimestamp) {
        dispatchedRecord = lastRecord;
        dispatchedTimestamp = storeTimestamp;
        dispatchedPosition = physicalOffset;
    }

    /** Store time in milliseconds of the last record derived: what is not derived yet is not older. */
    public long dispatchedTimestamp() {
        return dispatchedTimestamp;
    }

    public long dispatchedPosition() {
        return dispatchedPosition;
    }

    private void drain() {
        long readable = readablePosition.getAsLong();
        long lastRecord = -1;
        long lastTimestamp = 0;
        long end = -1;
        DispatchRequest request = queue.peek();
        while (request != null && request.endOffset() <= readable) {
            dispatch(request);
            lastRecord = request.physicalOffset();
            lastTimestamp = request.storeTimestamp();
            end = request.endOffset();
            queue.remove();
            request = queue.peek();
        }
        if (end >= 0) {
            dispatchedRecord = lastRecord;
            dispatchedTimestamp = lastTimestamp;
            dispatchedPosition = end;
        }
    }

    private void dispatch(DispatchRequest request) {
        for (CommitLogDispatcher dispatcher : dispatchers) {
            dispatcher.dispatch(request);
        }
    }
}
