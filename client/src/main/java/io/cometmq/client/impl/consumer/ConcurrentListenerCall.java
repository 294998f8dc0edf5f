package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.listener.ConsumeConcurrentlyContext;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.hook.ConsumeMessageContext;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of a concurrent listener, with everything that belongs to it: hooks, figures, and what to make of an exception. Thread-safe. */
final class ConcurrentListenerCall {
    private static final Logger LOG = LoggerFactory.getLogger(ConcurrentListenerCall.class);

    private final RateLimitedLog failures = new RateLimitedLog(LOG, Duration.ofSeconds(1));
    private final ConsumerContext consumer;
    private final MessageListenerConcurrently listener;

    ConcurrentListenerCall(ConsumerContext consumer, MessageListenerConcurrently listener) {
        this.consumer = consumer;
        this.listener = listener;
    }

    /** How many of the messages, from the first on, are consumed. */
    int call(List<MessageExt> messages, ConsumeConcurrentlyContext context, MessageQueue queue) {
        String startMillis = Long.toString(System.currentTimeMillis());
        for (MessageExt message : messages) {
            MessageAccessor.setConsumeStartTimeStamp(message, startMillis);
        }
        ConsumeConcurrentlyStatus status = callListener(messages, context, queue);
        int consumed = ackIndex(status, context.getAckIndex(), messages.size()) + 1;
        consumer.stats().incConsumeOKTPS(consumer.group(), queue.getTopic(), consumed);
        consumer.stats().incConsumeFailedTPS(consumer.group(), queue.getTopic(), messages.size() - consumed);
        return consumed;
    }

    private ConsumeConcurrentlyStatus callListener(
            List<MessageExt> messages, ConsumeConcurrentlyContext context, MessageQueue queue) {
        ConsumeMessageContext hookContext = consumer.hooks().before(messages, queue);
        long startNanos = System.nanoTime();
        ConsumeConcurrentlyStatus status = null;
        boolean threw = false;
        try {
            status = listener.consumeMessage(Collections.unmodifiableList(messages), context);
        } catch (Throwable e) {
            threw = true;
            failures.warn(
                    "the listener of group {} failed with {} messages of {}",
                    consumer.group(),
                    messages.size(),
                    queue,
                    e);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        boolean timedOut = millis >= TimeUnit.MINUTES.toMillis(consumer.config().getConsumeTimeout());
        var type = ListenerHooks.type(
                threw, status == null, timedOut, status == ConsumeConcurrentlyStatus.RECONSUME_LATER);
        if (status == null) {
            status = ConsumeConcurrentlyStatus.RECONSUME_LATER;
        }
        consumer.hooks().after(hookContext, status.name(), status == ConsumeConcurrentlyStatus.CONSUME_SUCCESS, type);
        consumer.stats().incConsumeRT(consumer.group(), queue.getTopic(), millis);
        return status;
    }

    /** The messages up to this index are consumed. */
    static int ackIndex(ConsumeConcurrentlyStatus status, int ackIndex, int size) {
        return status == ConsumeConcurrentlyStatus.CONSUME_SUCCESS ? Math.max(-1, Math.min(ackIndex, size - 1)) : -1;
    }
}
