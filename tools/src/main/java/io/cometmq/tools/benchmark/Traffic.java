package io.cometmq.tools.benchmark;

/**
 * What one connection asks for, and what it makes of the answers. Owned by the connection's thread.
 *
 * <p>A slot is a place for one request in flight; a connection has as many as its window.
 */
interface Traffic {
    /**
     * Chooses the request of a free slot and sets the values that belong to it.
     *
     * @return null when this slot has nothing (more) to send
     */
    FrameTemplate next(int slot, RequestValues values);

    /** The most bytes that any request of this traffic takes. */
    int maxFrameBytes();

    /** Whether requests ask for no answer. */
    default boolean oneway() {
        return false;
    }

    /** Whether a request without an answer at the end is an error; a waiting pull is none. */
    default boolean awaitsAnswers() {
        return true;
    }

    /**
     * An answer came.
     *
     * @param data holds the answer's body from {@code bodyStart} to {@code bodyEnd}
     * @param latencyNanos since the request was written
     * @param statistics where to count it; null outside the measured time
     * @return whether its code is the one hoped for
     */
    boolean answered(
            int slot, int code, byte[] data, int bodyStart, int bodyEnd, long latencyNanos, LoadStatistics statistics);
}
