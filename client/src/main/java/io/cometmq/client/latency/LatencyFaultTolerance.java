package io.cometmq.client.latency;

/** Remembers who answered slowly or not at all, and for how long they are to be avoided. Thread-safe. */
public interface LatencyFaultTolerance<T> {
    /**
     * Notes how a call ended.
     *
     * @param currentLatency milliseconds
     * @param notAvailableDuration how long to avoid it from now on, milliseconds
     */
    void updateFaultItem(T name, long currentLatency, long notAvailableDuration, boolean reachable);

    /** Whether it need not be avoided now. */
    boolean isAvailable(T name);

    /** Whether it answered at all when it was last asked. */
    boolean isReachable(T name);

    void remove(T name);

    /** One of the better half of those that can be reached; null when there is none. */
    T pickOneAtLeast();

    /** Begins to probe those that could not be reached, on a thread of its own. */
    void startDetector();

    void shutdown();

    /** Probes those whose turn it is. */
    void detectByOneRound();

    /** Milliseconds. */
    void setDetectTimeout(int detectTimeout);

    /** Milliseconds. */
    void setDetectInterval(int detectInterval);

    void setStartDetectorEnable(boolean startDetectorEnable);

    boolean isStartDetectorEnable();
}
