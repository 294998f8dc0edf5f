package io.cometmq.tools.benchmark;

/** What fills the holes of one request; mutable, so that a connection needs only one. Owned by the connection's thread. */
final class RequestValues {
    int opaque;
    long bornMillis;
    long queueOffset;
    /** Number of the next message; each {@link TemplateBytes.Hole#SEQUENCE} takes one. */
    long sequence;
    /** {@link System#nanoTime()} at which the message should have left. */
    long sentNanos;
}
