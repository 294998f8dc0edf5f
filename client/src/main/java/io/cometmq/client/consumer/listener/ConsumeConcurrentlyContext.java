package io.cometmq.client.consumer.listener;

import io.cometmq.common.message.MessageQueue;

/** What a concurrent listener may say about its messages beside the status. Belongs to one call. */
public class ConsumeConcurrentlyContext {
    private final MessageQueue messageQueue;
    private int delayLevelWhenNextConsume;
    private int ackIndex = Integer.MAX_VALUE;

    public ConsumeConcurrentlyContext(MessageQueue messageQueue) {
        this.messageQueue = messageQueue;
    }

    public int getDelayLevelWhenNextConsume() {
        return delayLevelWhenNextConsume;
    }

    /**
     * When failed messages come again: -1 never, they go to the dead letter topic at once; 0 the broker decides, later each
     * time; else the delay level.
     */
    public void setDelayLevelWhenNextConsume(int delayLevelWhenNextConsume) {
        this.delayLevelWhenNextConsume = delayLevelWhenNextConsume;
    }

    public MessageQueue getMessageQueue() {
        return messageQueue;
    }

    public int getAckIndex() {
        return ackIndex;
    }

    /** With {@code CONSUME_SUCCESS}: the last message that was consumed; those behind it count as failed. -1: none was. */
    public void setAckIndex(int ackIndex) {
        this.ackIndex = ackIndex;
    }
}
