package io.cometmq.client.impl.consumer;

import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.body.ConsumeMessageDirectlyResult;
import java.util.Map;

/** What operators can do with a consumer whose messages go to a listener. Thread-safe; may block. */
interface OperableConsumer {
    /** Goes on at these offsets of a topic's queues, as far as this client has them; what was pulled before is passed over. */
    void resetOffset(String topic, Map<MessageQueue, Long> queueOffsets);

    /** The group's offsets in a topic's queues, as far as this client knows them. */
    Map<MessageQueue, Long> consumerStatus(String topic);

    /** Gives one message to the listener now; nothing is committed or given back. */
    ConsumeMessageDirectlyResult consumeDirectly(MessageExt message, String brokerName);
}
