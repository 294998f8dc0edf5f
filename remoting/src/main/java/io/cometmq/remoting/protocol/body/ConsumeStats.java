package io.cometmq.remoting.protocol.body;

import io.cometmq.common.message.MessageQueue;
import java.util.Map;

/** Body of the answer to GET_CONSUME_STATS (208). */
public record ConsumeStats(Map<MessageQueue, OffsetWrapper> offsetTable, double consumeTps) {
    public ConsumeStats {
        offsetTable = offsetTable == null ? Map.of() : offsetTable;
    }
}
