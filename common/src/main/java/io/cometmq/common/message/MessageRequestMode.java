package io.cometmq.common.message;

/** How a group takes messages of a topic: it pulls, or the broker shares them out (pop). */
public enum MessageRequestMode {
    PULL,
    POP;

    public String getName() {
        return name();
    }
}
