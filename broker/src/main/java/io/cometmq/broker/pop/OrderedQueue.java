package io.cometmq.broker.pop;

import java.util.concurrent.locks.ReentrantLock;

/** One ordered queue of a group. */
final class OrderedQueue {
    /** Held while a pop reads and while the state changes. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Written under the lock; null: nothing was handed out. */
    private volatile OrderState state;

    ReentrantLock lock() {
        return lock;
    }

    OrderState state() {
        return state;
    }

    void state(OrderState next) {
        state = next;
    }
}
