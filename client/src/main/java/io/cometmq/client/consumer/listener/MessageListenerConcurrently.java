package io.cometmq.client.consumer.listener;

import io.cometmq.common.message.MessageExt;
import java.util.List;

/** Receives messages on many threads at once, in any order. Must be thread-safe. */
@FunctionalInterface
public interface MessageListenerConcurrently extends MessageListener {
    /**
     * Consumes messages. An exception, or null, means {@link ConsumeConcurrentlyStatus#RECONSUME_LATER}.
     *
     * @param msgs one or more, see {@code consumeMessageBatchMaxSize}; all of one queue
     */
    ConsumeConcurrentlyStatus consumeMessage(List<MessageExt> msgs, ConsumeConcurrentlyContext context);
}
