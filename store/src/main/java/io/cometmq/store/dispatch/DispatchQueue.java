package io.cometmq.store.dispatch;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands records from the appending thread to the dispatching one, in log order, in a ring of chunks of requests that are used
 * again and again. It grows by a chunk when the dispatching thread is a whole round behind, and keeps that.
 * One producer at a time (append lock), one consumer at a time (dispatch lock).
 */
final class DispatchQueue {
    private static final int CHUNK_SIZE = 1024;

    private static final class Chunk {
        final DispatchRequest[] requests = new DispatchRequest[CHUNK_SIZE];
        /** The ring; guarded by the append lock, visible to the consumer with what is offered behind it. */
        Chunk next;

        Chunk() {
            for (int i = 0; i < CHUNK_SIZE; i++) {
                requests[i] = new DispatchRequest();
            }
        }
    }

    /** Guarded by the append lock. */
    private Chunk tail = new Chunk();
    /** Where in its chunk the next request comes; guarded by the append lock. */
    private int tailIndex;
    /** Written under the dispatch lock. */
    private volatile Chunk head = tail;
    /** Guarded by the dispatch lock. */
    private int headIndex;
    /** Requests ever offered; written under the append lock. */
    private final AtomicLong offered = new AtomicLong();
    /** Requests ever removed; guarded by the dispatch lock. */
    private long removed;

    DispatchQueue() {
        tail.next = tail;
    }

    /** Copies the request. */
    void offer(DispatchRequest request) {
        if (tailIndex == CHUNK_SIZE) {
            nextChunk();
        }
        tail.requests[tailIndex++].set(request);
        offered.setRelease(offered.getPlain() + 1);
    }

    private void nextChunk() {
        if (tail.next == head) {
            Chunk inserted = new Chunk();
            inserted.next = tail.next;
            tail.next = inserted;
        }
        tail = tail.next;
        tailIndex = 0;
    }

    /** The oldest request, or null; valid until it is removed. */
    DispatchRequest peek() {
        if (removed == offered.getAcquire()) {
            return null;
        }
        if (headIndex == CHUNK_SIZE) {
            head = head.next;
            headIndex = 0;
        }
        return head.requests[headIndex];
    }

    /** Takes away what {@link #peek} gave. */
    void remove() {
        headIndex++;
        removed++;
    }

    /** Forgets the requests at or above there; while nobody offers or consumes. */
    void dropFrom(long physicalOffset) {
        Chunk chunk = head;
        int index = headIndex;
        long kept = removed;
        while (kept < offered.get()) {
            if (index == CHUNK_SIZE) {
                chunk = chunk.next;
                index = 0;
            }
            if (chunk.requests[index].physicalOffset() >= physicalOffset) {
                break;
            }
            index++;
            kept++;
        }
        tail = chunk;
        tailIndex = index;
        offered.set(kept);
    }
}
