package io.cometmq.broker.stats;

/** What is counted of messages that go through a place. */
enum Column {
    MESSAGES,
    BYTES,
    /** Requests: a batch is one. */
    CALLS,
    /** Sum of the time that the requests took in the store. */
    LATENCY_MILLIS;

    static final int COUNT = values().length;
}
