package io.cometmq.client;

/** Where the brokers run: the client's own network, or a cloud that gives traces a topic of their own per region. */
public enum AccessChannel {
    LOCAL,
    CLOUD
}
