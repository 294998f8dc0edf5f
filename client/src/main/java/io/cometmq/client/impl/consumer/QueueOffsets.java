package io.cometmq.client.impl.consumer;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.common.message.MessageQueue;

/** Asks the brokers where queues begin and end. */
final class QueueOffsets {
    private QueueOffsets() {}

    static StartOffsets.Queues of(MQClientInstance instance) {
        return new StartOffsets.Queues() {
            @Override
            public long maxOffset(MessageQueue queue) throws MQClientException {
                return instance.getMQAdminImpl().maxOffset(queue);
            }

            @Override
            public long searchOffset(MessageQueue queue, long timestampMillis) throws MQClientException {
                return instance.getMQAdminImpl().searchOffset(queue, timestampMillis);
            }
        };
    }
}
