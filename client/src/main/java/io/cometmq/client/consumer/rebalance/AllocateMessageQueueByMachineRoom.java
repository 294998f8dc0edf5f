package io.cometmq.client.consumer.rebalance;

import io.cometmq.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Shares out the queues of brokers whose names have the form {@code room@name} and whose room is one of those configured; the
 * queues of all others are left alone.
 */
public class AllocateMessageQueueByMachineRoom extends AbstractAllocateMessageQueueStrategy {
    private Set<String> consumeridcs;

    /** @throws IllegalStateException when no rooms are configured */
    @Override
    public List<MessageQueue> allocate(
            String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
        if (!check(consumerGroup, currentCID, mqAll, cidAll)) {
            return List.of();
        }
        if (consumeridcs == null) {
            throw new IllegalStateException("no machine rooms are configured: call setConsumeridcs");
        }
        List<MessageQueue> ours = mqAll.stream().filter(this::isInOurRooms).toList();
        int index = cidAll.indexOf(currentCID);
        int share = ours.size() / cidAll.size();
        int extra = ours.size() % cidAll.size();
        List<MessageQueue> allocated = new ArrayList<>(ours.subList(index * share, (index + 1) * share));
        if (index < extra) {
            allocated.add(ours.get(share * cidAll.size() + index));
        }
        return allocated;
    }

    private boolean isInOurRooms(MessageQueue queue) {
        String[] parts = queue.getBrokerName().split("@", -1);
        return parts.length == 2 && consumeridcs.contains(parts[0]);
    }

    @Override
    public String getName() {
        return "MACHINE_ROOM";
    }

    public Set<String> getConsumeridcs() {
        return consumeridcs;
    }

    public void setConsumeridcs(Set<String> consumeridcs) {
        this.consumeridcs = consumeridcs;
    }
}
