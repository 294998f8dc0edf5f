package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.listener.ConsumeConcurrentlyContext;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import java.util.List;
import java.util.Set;

/** One call of a concurrent listener, which may have consumed only the first of its messages. Thread-safe. */
final class ConcurrentListenerCall {
    private final ConsumerContext consumer;
    private final MessageListenerConcurrently listener;
    private final ListenerCall<ConsumeConcurrentlyStatus> call;

    ConcurrentListenerCall(ConsumerContext consumer, MessageListenerConcurrently listener) {
        this.consumer = consumer;
        this.listener = listener;
        this.call = new ListenerCall<>(
                consumer, Set.of(ConsumeConcurrentlyStatus.CONSUME_SUCCESS), ConsumeConcurrentlyStatus.RECONSUME_LATER);
    }

    /** How many of the messages, from the first on, are consumed. */
    int call(List<MessageExt> messages, ConsumeConcurrentlyContext context, MessageQueue queue) {
        String startMillis = Long.toString(System.currentTimeMillis());
        for (MessageExt message : messages) {
            MessageAccessor.setConsumeStartTimeStamp(message, startMillis);
        }
        ConsumeConcurrentlyStatus status = call.call(messages, queue, batch -> listener.consumeMessage(batch, context));
        int consumed = ackIndex(status, context.getAckIndex(), messages.size()) + 1;
        consumer.stats().incConsumeOKTPS(consumer.group(), queue.getTopic(), consumed);
        consumer.stats().incConsumeFailedTPS(consumer.group(), queue.getTopic(), messages.size() - consumed);
        return consumed;
    }

    /** The messages up to this index are consumed. */
    static int ackIndex(ConsumeConcurrentlyStatus status, int ackIndex, int size) {
        return status == ConsumeConcurrentlyStatus.CONSUME_SUCCESS ? Math.max(-1, Math.min(ackIndex, size - 1)) : -1;
    }
}
