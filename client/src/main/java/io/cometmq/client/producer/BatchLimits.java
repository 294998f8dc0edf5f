package io.cometmq.client.producer;

/** When gathered messages are sent, and how many may wait. Thread-safe. */
final class BatchLimits {
    private static final int MAX_HOLD_MILLIS = 30_000;
    private static final long MAX_HOLD_BYTES = 2L * 1024 * 1024;

    private volatile int holdMillis = 10;
    private volatile long holdBytes = 32L * 1024;
    private volatile long totalHoldBytes = 32L * 1024 * 1024;

    int holdMillis() {
        return holdMillis;
    }

    void holdMillis(int millis) {
        if (millis <= 0 || millis > MAX_HOLD_MILLIS) {
            throw new IllegalArgumentException("batchMaxDelayMs expect between 1ms and 30s, but get " + millis + "!");
        }
        holdMillis = millis;
    }

    long holdBytes() {
        return holdBytes;
    }

    void holdBytes(long bytes) {
        if (bytes <= 0 || bytes > MAX_HOLD_BYTES) {
            throw new IllegalArgumentException("batchMaxBytes expect between 1B and 2MB, but get " + bytes + "!");
        }
        holdBytes = bytes;
    }

    long totalHoldBytes() {
        return totalHoldBytes;
    }

    void totalHoldBytes(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("totalBatchMaxBytes must bigger then 0, but get " + bytes + "!");
        }
        totalHoldBytes = bytes;
    }
}
