package io.cometmq.broker.send;

import io.cometmq.broker.message.PropertiesEditor;
import io.cometmq.common.message.MessageClientIDSetter;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.topic.TopicValidator;

/**
 * What a transactional message is until it is decided: a message of the half topic whose properties remember where it belongs
 * (docs/protocol/message-formats.md 1.6, docs/protocol/semantics.md 12). Stateless.
 */
public final class Halves {
    public static final String TOPIC = TopicValidator.RMQ_SYS_TRANS_HALF_TOPIC;
    public static final int QUEUE_ID = 0;

    private Halves() {}

    /** Notes where the message belongs, and its transaction's id, which is the unique key. */
    static void note(PropertiesEditor properties, String topic, int queueId) {
        properties.putIfAbsent(
                MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX, MessageClientIDSetter.createUniqID());
        properties
                .put(
                        MessageConst.PROPERTY_TRANSACTION_ID,
                        properties.get(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX))
                .put(MessageConst.PROPERTY_REAL_TOPIC, topic)
                .put(MessageConst.PROPERTY_REAL_QUEUE_ID, Integer.toString(queueId));
    }
}
