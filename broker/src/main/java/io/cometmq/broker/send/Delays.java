package io.cometmq.broker.send;

import io.cometmq.broker.message.PropertiesEditor;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.store.DelayTable;

/**
 * What a delay level makes of a message: it is stored in a queue of SCHEDULE_TOPIC_XXXX, and its properties remember where it
 * belongs (docs/protocol/message-formats.md 1.6). Immutable.
 */
public final class Delays {
    public static final String TOPIC = TopicValidator.RMQ_SYS_SCHEDULE_TOPIC;

    private final DelayTable table;

    public Delays(DelayTable table) {
        this.table = table;
    }

    /** The queue of the level within {@link #TOPIC}. */
    public int queueId(int level) {
        return table.capped(level) - 1;
    }

    /** Notes the level and where the message belongs; a delay level wins over a delivery time (docs/protocol/semantics.md 11). */
    public void note(PropertiesEditor properties, int level, String topic, int queueId) {
        properties
                .put(MessageConst.PROPERTY_DELAY_TIME_LEVEL, Integer.toString(table.capped(level)))
                .put(MessageConst.PROPERTY_REAL_TOPIC, topic)
                .put(MessageConst.PROPERTY_REAL_QUEUE_ID, Integer.toString(queueId))
                .remove(MessageConst.PROPERTY_TIMER_DELAY_SEC)
                .remove(MessageConst.PROPERTY_TIMER_DELAY_MS)
                .remove(MessageConst.PROPERTY_TIMER_DELIVER_MS);
    }
}
