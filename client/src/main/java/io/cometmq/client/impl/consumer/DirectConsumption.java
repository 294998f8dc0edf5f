package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.listener.ConsumeConcurrentlyContext;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.ConsumeOrderlyContext;
import io.cometmq.client.consumer.listener.ConsumeOrderlyStatus;
import io.cometmq.client.consumer.listener.MessageListener;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.consumer.listener.MessageListenerOrderly;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.body.CMResult;
import io.cometmq.remoting.protocol.body.ConsumeMessageDirectlyResult;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Gives one message to a listener because an operator wants it (docs/protocol/request-codes.md 309). */
final class DirectConsumption {
    private DirectConsumption() {}

    static ConsumeMessageDirectlyResult consume(MessageListener listener, MessageExt message, MessageQueue queue) {
        boolean orderly = listener instanceof MessageListenerOrderly;
        boolean autoCommit = true;
        String remark = null;
        CMResult result;
        long startNanos = System.nanoTime();
        try {
            if (listener instanceof MessageListenerOrderly inOrder) {
                ConsumeOrderlyContext context = new ConsumeOrderlyContext(queue);
                result = resultOf(inOrder.consumeMessage(List.of(message), context));
                autoCommit = context.isAutoCommit();
            } else {
                result = resultOf(((MessageListenerConcurrently) listener)
                        .consumeMessage(List.of(message), new ConsumeConcurrentlyContext(queue)));
            }
        } catch (Throwable e) {
            result = CMResult.CR_THROW_EXCEPTION;
            remark = e.toString();
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        return new ConsumeMessageDirectlyResult(orderly, autoCommit, result, remark, millis);
    }

    private static CMResult resultOf(ConsumeConcurrentlyStatus status) {
        if (status == null) {
            return CMResult.CR_RETURN_NULL;
        }
        return status == ConsumeConcurrentlyStatus.CONSUME_SUCCESS ? CMResult.CR_SUCCESS : CMResult.CR_LATER;
    }

    @SuppressWarnings("deprecation")
    private static CMResult resultOf(ConsumeOrderlyStatus status) {
        if (status == null) {
            return CMResult.CR_RETURN_NULL;
        }
        return switch (status) {
            case SUCCESS -> CMResult.CR_SUCCESS;
            case COMMIT -> CMResult.CR_COMMIT;
            case ROLLBACK -> CMResult.CR_ROLLBACK;
            case SUSPEND_CURRENT_QUEUE_A_MOMENT -> CMResult.CR_LATER;
        };
    }
}
