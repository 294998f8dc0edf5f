package io.cometmq.client.latency;

/** Tells whether a broker answers. */
@FunctionalInterface
public interface ServiceDetector {
    boolean detect(String endpoint, long timeoutMillis);
}
