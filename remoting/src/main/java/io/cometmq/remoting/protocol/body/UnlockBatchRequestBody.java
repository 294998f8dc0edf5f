package io.cometmq.remoting.protocol.body;

import io.cometmq.common.message.MessageQueue;
import java.util.Set;

/** Body of UNLOCK_BATCH_MQ (42). */
public record UnlockBatchRequestBody(
        String consumerGroup, String clientId, boolean onlyThisBroker, Set<MessageQueue> mqSet) {
    public UnlockBatchRequestBody {
        mqSet = mqSet == null ? Set.of() : mqSet;
    }
}
