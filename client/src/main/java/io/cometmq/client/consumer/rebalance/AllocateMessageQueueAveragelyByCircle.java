package io.cometmq.client.consumer.rebalance;

import io.cometmq.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.List;

/** Deals out the queues one by one, so that the queues of each broker are spread over the clients. */
public class AllocateMessageQueueAveragelyByCircle extends AbstractAllocateMessageQueueStrategy {
    @Override
    public List<MessageQueue> allocate(
            String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
        if (!check(consumerGroup, currentCID, mqAll, cidAll)) {
            return List.of();
        }
        List<MessageQueue> allocated = new ArrayList<>();
        for (int i = cidAll.indexOf(currentCID); i < mqAll.size(); i += cidAll.size()) {
            allocated.add(mqAll.get(i));
        }
        return allocated;
    }

    @Override
    public String getName() {
        return "AVG_BY_CIRCLE";
    }
}
