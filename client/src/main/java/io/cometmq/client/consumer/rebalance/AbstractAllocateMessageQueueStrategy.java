package io.cometmq.client.consumer.rebalance;

import io.cometmq.client.consumer.AllocateMessageQueueStrategy;
import io.cometmq.common.message.MessageQueue;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the arguments; a base for strategies of applications, as RocketMQ has it. */
public abstract class AbstractAllocateMessageQueueStrategy implements AllocateMessageQueueStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(AbstractAllocateMessageQueueStrategy.class);

    /**
     * Whether the client takes part.
     *
     * @return false when the broker does not know the client as one of the group (yet): it gets nothing
     * @throws IllegalArgumentException when an argument is missing or empty
     */
    public boolean check(String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
        if (currentCID == null || currentCID.isEmpty()) {
            throw new IllegalArgumentException("currentCID is empty");
        }
        if (mqAll == null || mqAll.isEmpty()) {
            throw new IllegalArgumentException("mqAll is null or mqAll empty");
        }
        if (cidAll == null || cidAll.isEmpty()) {
            throw new IllegalArgumentException("cidAll is null or cidAll empty");
        }
        if (!cidAll.contains(currentCID)) {
            LOG.info("client {} is not among the clients of group {}: {}", currentCID, consumerGroup, cidAll);
            return false;
        }
        return true;
    }
}
