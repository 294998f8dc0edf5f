package io.cometmq.broker.stats;

/**
 * What was counted of messages that went through a place, up to a moment.
 *
 * @param calls requests: a batch is one
 * @param latencyMillis sum of the time that the requests took in the store
 */
record Counts(long messages, long bytes, long calls, long latencyMillis) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(
                messages + other.messages,
                bytes + other.bytes,
                calls + other.calls,
                latencyMillis + other.latencyMillis);
    }
}
