package io.cometmq.client.impl.consumer;

import io.cometmq.common.message.MessageQueue;

/**
 * The one pull that goes on for a queue: it is with the pull thread, on its way to the broker, or in a callback, never in two
 * places at once, and whoever has it may change the offset.
 */
public final class PullRequest {
    private final MessageQueue messageQueue;
    private final ProcessQueue processQueue;
    private long nextOffset;

    public PullRequest(MessageQueue messageQueue, ProcessQueue processQueue, long nextOffset) {
        this.messageQueue = messageQueue;
        this.processQueue = processQueue;
        this.nextOffset = nextOffset;
    }

    public MessageQueue messageQueue() {
        return messageQueue;
    }

    public ProcessQueue processQueue() {
        return processQueue;
    }

    /** The queue offset to pull at. */
    public long nextOffset() {
        return nextOffset;
    }

    public void nextOffset(long offset) {
        nextOffset = offset;
    }

    @Override
    public String toString() {
        return messageQueue + " at offset " + nextOffset;
    }
}
