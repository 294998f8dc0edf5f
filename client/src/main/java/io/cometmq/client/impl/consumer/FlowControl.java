package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.PushConsumerConfig;
import java.util.function.IntSupplier;

/**
 * How much of one queue may be pulled ahead of the listener. Limits of a topic are shared out evenly among its queues and take the place of
 * the queue's.
 */
record FlowControl(int maxMessages, long maxBytes, long maxSpan) {
    private static final long MIB = 1024 * 1024;

    /**
     * The limits of one queue.
     *
     * @param queuesOfTopic how many queues of the topic this client consumes
     */
    static FlowControl of(PushConsumerConfig config, boolean orderly, IntSupplier queuesOfTopic) {
        int messages = config.getPullThresholdForTopic() == -1
                ? config.getPullThresholdForQueue()
                : share(config.getPullThresholdForTopic(), queuesOfTopic);
        int mib = config.getPullThresholdSizeForTopic() == -1
                ? config.getPullThresholdSizeForQueue()
                : share(config.getPullThresholdSizeForTopic(), queuesOfTopic);
        return new FlowControl(messages, mib * MIB, orderly ? Long.MAX_VALUE : config.getConsumeConcurrentlyMaxSpan());
    }

    private static int share(int limit, IntSupplier queues) {
        return Math.max(1, limit / Math.max(1, queues.getAsInt()));
    }

    /** Null when there is room for more; else what there is too much of. */
    String exceeded(ProcessQueue queue) {
        if (queue.count() > maxMessages) {
            return "messages";
        }
        if (queue.sizeBytes() > maxBytes) {
            return "bytes";
        }
        return maxSpan != Long.MAX_VALUE && queue.maxSpan() > maxSpan ? "offset span" : null;
    }
}
