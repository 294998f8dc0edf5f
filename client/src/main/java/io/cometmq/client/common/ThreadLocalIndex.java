package io.cometmq.client.common;

import java.util.concurrent.ThreadLocalRandom;

/** A counter per thread that starts anywhere, so that threads spread over the queues without sharing a number. */
public class ThreadLocalIndex {
    private final ThreadLocal<int[]> index =
            ThreadLocal.withInitial(() -> new int[] {ThreadLocalRandom.current().nextInt()});

    /** The next number of this thread, never negative. */
    public int incrementAndGet() {
        return ++index.get()[0] & Integer.MAX_VALUE;
    }

    /** Starts anew somewhere else. */
    public void reset() {
        index.get()[0] = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        return "ThreadLocalIndex{" + (index.get()[0] & Integer.MAX_VALUE) + "}";
    }
}
