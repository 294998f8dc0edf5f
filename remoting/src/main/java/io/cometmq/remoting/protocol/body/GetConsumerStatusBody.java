package io.cometmq.remoting.protocol.body;

import io.cometmq.common.message.MessageQueue;
import java.util.Map;

/**
 * Body of the answers to GET_CONSUMER_STATUS_FROM_CLIENT (221) and INVOKE_BROKER_TO_GET_CONSUMER_STATUS (223).
 *
 * @param messageQueueTable offsets of one client
 * @param consumerTable offsets by client
 */
public record GetConsumerStatusBody(
        Map<MessageQueue, Long> messageQueueTable, Map<String, Map<MessageQueue, Long>> consumerTable) {
    public GetConsumerStatusBody {
        messageQueueTable = messageQueueTable == null ? Map.of() : messageQueueTable;
        consumerTable = consumerTable == null ? Map.of() : consumerTable;
    }
}
