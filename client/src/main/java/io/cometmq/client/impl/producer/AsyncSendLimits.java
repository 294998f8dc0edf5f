package io.cometmq.client.impl.producer;

import io.cometmq.remoting.exception.RemotingTooMuchRequestException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many asynchronous sends, and how many bytes in them, may be under way at a time. Thread-safe. */
final class AsyncSendLimits {
    private static final int MIN_NUM = 10;
    private static final int MIN_SIZE_BYTES = 1024 * 1024;

    private final Resizable num;
    private final Resizable sizeBytes;

    AsyncSendLimits(int num, int sizeBytes) {
        this.num = new Resizable(Math.max(num, MIN_NUM));
        this.sizeBytes = new Resizable(Math.max(sizeBytes, MIN_SIZE_BYTES));
    }

    /** A semaphore whose number of permits can be changed. */
    private static final class Resizable extends Semaphore {
        private static final long serialVersionUID = 1L;

        /** Guarded by this. */
        private int permits;

        Resizable(int permits) {
            super(permits, true);
            this.permits = permits;
        }

        synchronized void resize(int target) {
            if (target > permits) {
                release(target - permits);
            } else {
                reducePermits(permits - target);
            }
            permits = target;
        }

        /** What one send may take at most: one that is larger than the limit goes alone. */
        synchronized int capped(int wanted) {
            return Math.min(wanted, permits);
        }
    }

    void resizeNum(int limit) {
        num.resize(Math.max(limit, MIN_NUM));
    }

    void resizeSize(int limitBytes) {
        sizeBytes.resize(Math.max(limitBytes, MIN_SIZE_BYTES));
    }

    /**
     * Waits for room.
     *
     * @return to be run once when the send has ended
     * @throws RemotingTooMuchRequestException there is no room within the timeout
     */
    Runnable acquire(int bodyBytes, long timeoutMillis) throws InterruptedException, RemotingTooMuchRequestException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        if (!num.tryAcquire(timeoutMillis, TimeUnit.MILLISECONDS)) {
            throw new RemotingTooMuchRequestException("send message tryAcquire semaphoreAsyncNum timeout");
        }
        int bytes = sizeBytes.capped(bodyBytes);
        if (!sizeBytes.tryAcquire(bytes, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            num.release();
            throw new RemotingTooMuchRequestException("send message tryAcquire semaphoreAsyncSize timeout");
        }
        return () -> {
            sizeBytes.release(bytes);
            num.release();
        };
    }
}
