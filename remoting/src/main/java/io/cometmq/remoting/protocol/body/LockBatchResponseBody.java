package io.cometmq.remoting.protocol.body;

import io.cometmq.common.message.MessageQueue;
import java.util.Set;

/** Body of the answer to LOCK_BATCH_MQ (41): the queues that the client holds now. */
public record LockBatchResponseBody(Set<MessageQueue> lockOKMQSet) {
    public LockBatchResponseBody {
        lockOKMQSet = lockOKMQSet == null ? Set.of() : lockOKMQSet;
    }
}
