package io.cometmq.client.impl.producer;

import io.cometmq.client.Validators;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageBatch;
import io.cometmq.common.message.MessageClientIDSetter;
import java.util.Collection;

/** Messages that are sent as one (docs/protocol/message-formats.md, batch). */
public final class OutgoingBatch {
    private OutgoingBatch() {}

    /** @throws MQClientException when one of them is not valid, or they must not travel together */
    public static MessageBatch of(Collection<Message> messages, DefaultMQProducer producer) throws MQClientException {
        try {
            MessageBatch batch = MessageBatch.generateFromList(messages);
            for (Message message : batch) {
                Validators.checkMessage(message, producer);
                MessageClientIDSetter.setUniqID(message);
            }
            MessageClientIDSetter.setUniqID(batch);
            batch.setBody(batch.encode());
            return batch;
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new MQClientException("Failed to initiate the MessageBatch: " + e.getMessage(), e);
        }
    }
}
