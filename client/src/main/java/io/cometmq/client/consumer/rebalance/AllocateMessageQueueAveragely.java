package io.cometmq.client.consumer.rebalance;

import io.cometmq.common.message.MessageQueue;
import java.util.List;

/** Gives each client a run of neighbouring queues; the first clients get one more when it does not work out. The default. */
public class AllocateMessageQueueAveragely extends AbstractAllocateMessageQueueStrategy {
    @Override
    public List<MessageQueue> allocate(
            String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
        if (!check(consumerGroup, currentCID, mqAll, cidAll)) {
            return List.of();
        }
        int index = cidAll.indexOf(currentCID);
        int share = mqAll.size() / cidAll.size();
        int extra = mqAll.size() % cidAll.size();
        int from = index * share + Math.min(index, extra);
        return List.copyOf(mqAll.subList(from, from + share + (index < extra ? 1 : 0)));
    }

    @Override
    public String getName() {
        return "AVG";
    }
}
