package io.cometmq.common.concurrent;

/** The end of a thread that has been told to end. Stateless. */
public final class ThreadEnd {
    private ThreadEnd() {}

    /** Waits for it whatever happens; an interrupt of the waiting thread is kept for later. */
    public static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
