package io.cometmq.common.message;

import io.cometmq.common.MixAll;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** Messages of one topic that are sent in one request (docs/protocol/message-formats.md 6). */
public class MessageBatch extends Message implements Iterable<Message> {
    private final List<Message> messages;

    public MessageBatch(List<Message> messages) {
        this.messages = messages;
    }

    /** The request's body. */
    public byte[] encode() {
        return MessageDecoder.encodeMessages(messages);
    }

    @Override
    public Iterator<Message> iterator() {
        return messages.iterator();
    }

    /**
     * A batch of these messages, its body not yet encoded.
     *
     * @throws IllegalArgumentException when there is none
     * @throws UnsupportedOperationException when they cannot travel together: differing topics or WAIT properties, a
     *     retry topic, a delayed message (docs/protocol/semantics.md 4)
     */
    public static MessageBatch generateFromList(Collection<? extends Message> messages) {
        if (messages == null || messages.isEmpty()) {
            throw new IllegalArgumentException("A batch needs at least one message");
        }
        List<Message> list = new ArrayList<>(messages);
        Message first = list.get(0);
        for (Message message : list) {
            check(message, first);
        }
        MessageBatch batch = new MessageBatch(list);
        batch.setTopic(first.getTopic());
        batch.setWaitStoreMsgOK(first.isWaitStoreMsgOK());
        return batch;
    }

    private static void check(Message message, Message first) {
        String topic = message.getTopic();
        if (topic == null) {
            throw new IllegalArgumentException("A message of the batch has no topic");
        }
        if (message.getDelayTimeLevel() > 0) {
            throw new UnsupportedOperationException("A delayed message cannot be part of a batch: topic " + topic);
        }
        if (topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) {
            throw new UnsupportedOperationException("A retry topic cannot be sent to in batches: " + topic);
        }
        if (!topic.equals(first.getTopic())) {
            throw new UnsupportedOperationException(
                    "The messages of a batch must have one topic: " + first.getTopic() + " and " + topic);
        }
        if (message.isWaitStoreMsgOK() != first.isWaitStoreMsgOK()) {
            throw new UnsupportedOperationException(
                    "The messages of a batch must agree in waitStoreMsgOK: topic " + topic);
        }
    }
}
