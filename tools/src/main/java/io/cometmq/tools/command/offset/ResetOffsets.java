package io.cometmq.tools.command.offset;

import io.cometmq.common.message.MessageQueue;
import io.cometmq.tools.command.Table;
import java.util.Map;
import java.util.TreeMap;

/** Where a group was put. Stateless. */
final class ResetOffsets {
    private ResetOffsets() {}

    static Table table(Map<MessageQueue, Long> offsets) {
        Table table = new Table("%-40s  %-40s  %-40s", "#brokerName", "#queueId", "#offset");
        new TreeMap<>(offsets).forEach((queue, offset) -> table.row(queue.getBrokerName(), queue.getQueueId(), offset));
        return table;
    }
}
