package io.cometmq.common.consistenthash;

/** Places a key on the ring of a consistent hash. Must be a pure function. */
@FunctionalInterface
public interface HashFunction {
    long hash(String key);
}
