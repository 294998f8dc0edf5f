package io.cometmq.client.impl.consumer;

/**
 * The threads that all consumers of one client instance share. Made with the first consumer, ended with the instance: a
 * process that only sends has none of them.
 */
public interface ConsumerServices {
    void start();

    /** Ends the threads and waits for them. */
    void shutdown();

    /** Shares out the queues of every consumer now, on the services' own thread. */
    void rebalanceImmediately();
}
