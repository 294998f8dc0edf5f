package io.cometmq.remoting.protocol.body;

import io.cometmq.common.message.MessageQueue;
import java.util.Set;

/** Body of LOCK_BATCH_MQ (41). */
public record LockBatchRequestBody(
        String consumerGroup, String clientId, boolean onlyThisBroker, Set<MessageQueue> mqSet) {
    public LockBatchRequestBody {
        mqSet = mqSet == null ? Set.of() : mqSet;
    }
}
