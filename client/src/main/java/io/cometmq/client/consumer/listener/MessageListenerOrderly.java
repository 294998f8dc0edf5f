package io.cometmq.client.consumer.listener;

import io.cometmq.common.message.MessageExt;
import java.util.List;

/** Receives the messages of each queue one after the other, in their order; different queues on different threads. */
@FunctionalInterface
public interface MessageListenerOrderly extends MessageListener {
    /**
     * Consumes messages. An exception, or null, means {@link ConsumeOrderlyStatus#SUSPEND_CURRENT_QUEUE_A_MOMENT}.
     *
     * @param msgs one or more, see {@code consumeMessageBatchMaxSize}; all of one queue
     */
    ConsumeOrderlyStatus consumeMessage(List<MessageExt> msgs, ConsumeOrderlyContext context);
}
