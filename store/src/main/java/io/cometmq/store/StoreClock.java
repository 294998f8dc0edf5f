package io.cometmq.store;

/** Wall clock of the store, passed in so that tests need not sleep. Thread-safe. */
@FunctionalInterface
public interface StoreClock {
    StoreClock SYSTEM = System::currentTimeMillis;

    /** Milliseconds since the epoch. */
    long millis();
}
