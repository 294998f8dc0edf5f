package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.MessageQueueListener;
import io.cometmq.client.consumer.PullConsumerConfig;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.common.message.MessageQueue;
import java.util.OptionalLong;
import java.util.Set;

/** A pull consumer's queues come and go: the application is told, and pulls itself. */
record RebalancePullImpl(OffsetStore offsets, PullConsumerConfig config) implements QueueHandover {
    @Override
    public void announce() {
        // The application's pulls carry their subscription: brokers need not know the client.
    }

    @Override
    public OptionalLong acquire(MessageQueue queue, ProcessQueue processQueue) {
        offsets.removeOffset(queue);
        return OptionalLong.of(0);
    }

    @Override
    public void begin(MessageQueue queue, ProcessQueue processQueue, long queueOffset) {
        // The application begins where it wants to.
    }

    @Override
    public boolean release(MessageQueue queue, ProcessQueue processQueue) {
        offsets.persist(queue);
        offsets.removeOffset(queue);
        return true;
    }

    @Override
    public boolean hasStalled(ProcessQueue processQueue) {
        return false;
    }

    @Override
    public void changed(String topic, Set<MessageQueue> all, Set<MessageQueue> mine) {
        MessageQueueListener listener = config.getMessageQueueListener();
        if (listener != null) {
            listener.messageQueueChanged(topic, all, mine);
        }
    }
}
