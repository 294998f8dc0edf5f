package io.cometmq.store.dispatch;

/**
 * Hands records from the appending thread to the dispatching one, in log order, without a node of its own per record.
 * One producer at a time (append lock), one consumer at a time (dispatch lock).
 */
final class DispatchQueue {
    /** Last request ever consumed, or a stand-in; guarded by the dispatch lock. */
    private volatile DispatchRequest head = new DispatchRequest(null, 0, 0, null);
    /** Guarded by the append lock. */
    private DispatchRequest tail = head;

    void offer(DispatchRequest request) {
        tail.next = request;
        tail = request;
    }

    /** The oldest request, or null; any thread may ask, only the consumer may rely on it. */
    DispatchRequest peek() {
        return head.next;
    }

    void remove() {
        DispatchRequest removed = head;
        head = removed.next;
        // An old link would keep everything behind it alive once the collector has promoted it. A thread that still
        // sees
        // the old head takes the queue for empty; the consumer that removed it looks again before it goes.
        removed.next = null;
    }

    /** Forgets the requests at or above there; while nobody offers or consumes. */
    void dropFrom(long physicalOffset) {
        DispatchRequest last = head;
        while (last.next != null && last.next.physicalOffset() < physicalOffset) {
            last = last.next;
        }
        last.next = null;
        tail = last;
    }
}
