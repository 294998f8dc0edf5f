package io.cometmq.client.latency;

/** Finds a broker's address. */
@FunctionalInterface
public interface Resolver {
    /** Null when the broker is not known (any more). */
    String resolve(String name);
}
