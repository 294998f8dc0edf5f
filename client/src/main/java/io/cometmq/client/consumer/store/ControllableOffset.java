package io.cometmq.client.consumer.store;

/** An offset that can be frozen: a reset wins over the progress that is still being reported. Thread-safe. */
public class ControllableOffset {
    private long value;
    private boolean frozen;

    public ControllableOffset(long value) {
        this.value = value;
    }

    /** @param increaseOnly whether a lower target is ignored */
    public synchronized void update(long target, boolean increaseOnly) {
        if (!frozen && (!increaseOnly || target > value)) {
            value = target;
        }
    }

    public void update(long target) {
        update(target, false);
    }

    public synchronized void updateAndFreeze(long target) {
        value = target;
        frozen = true;
    }

    public synchronized long getOffset() {
        return value;
    }
}
