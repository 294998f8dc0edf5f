package io.cometmq.common.message;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;

/** A queue that the broker gave to a client, and how to consume it. */
public class MessageQueueAssignment implements Serializable {
    private MessageQueue messageQueue;
    private MessageRequestMode mode = MessageRequestMode.PULL;
    private Map<String, String> attachments;

    public MessageQueue getMessageQueue() {
        return messageQueue;
    }

    public void setMessageQueue(MessageQueue messageQueue) {
        this.messageQueue = messageQueue;
    }

    public MessageRequestMode getMode() {
        return mode;
    }

    public void setMode(MessageRequestMode mode) {
        this.mode = mode;
    }

    public Map<String, String> getAttachments() {
        return attachments;
    }

    public void setAttachments(Map<String, String> attachments) {
        this.attachments = attachments;
    }

    @Override
    public int hashCode() {
        return Objects.hash(messageQueue, mode, attachments);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof MessageQueueAssignment that
                        && mode == that.mode
                        && Objects.equals(messageQueue, that.messageQueue)
                        && Objects.equals(attachments, that.attachments));
    }

    @Override
    public String toString() {
        return "MessageQueueAssignment [messageQueue=" + messageQueue + ", mode=" + mode + ", attachments="
                + attachments + "]";
    }
}
