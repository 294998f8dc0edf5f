package io.cometmq.client.impl;

/** How a caller waits for the answer. */
public enum CommunicationMode {
    SYNC,
    ASYNC,
    ONEWAY
}
