package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.listener.ConsumeConcurrentlyContext;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.pop.PopHandle;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives popped messages to a listener on many threads, in any order. What is consumed is acknowledged one by one; what fails is given back, to
 * come again later, or ends as a dead letter. Thread-safe.
 */
final class ConsumeMessagePopConcurrentlyService {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumeMessagePopConcurrentlyService.class);
    private static final int TO_DEAD_LETTERS = -1;
    private static final long LAST_ACKS_MILLIS = 3_000;

    private final RateLimitedLog late = new RateLimitedLog(LOG, Duration.ofSeconds(1));
    private final ConsumerContext consumer;
    private final ConcurrentListenerCall listener;
    private final ConsumeThreads threads;
    private final PopAcks acks;
    private final int maxReconsumeTimes;

    ConsumeMessagePopConcurrentlyService(
            ConsumerContext consumer,
            ConcurrentListenerCall listener,
            ConsumeThreads threads,
            PopAcks acks,
            int maxReconsumeTimes) {
        this.consumer = consumer;
        this.listener = listener;
        this.threads = threads;
        this.acks = acks;
        this.maxReconsumeTimes = maxReconsumeTimes;
    }

    /** Waits for the answers to the last acknowledgements; after the threads have ended. */
    void shutdown() {
        acks.await(LAST_ACKS_MILLIS);
    }

    /** @param queue that was popped, with the topic's namespace */
    void submit(List<MessageExt> messages, PopProcessQueue processQueue, MessageQueue queue) {
        processQueue.found(messages.size());
        int batch = consumer.config().getConsumeMessageBatchMaxSize();
        for (int from = 0; from < messages.size(); from += batch) {
            List<MessageExt> part = messages.subList(from, Math.min(from + batch, messages.size()));
            threads.execute(() -> consume(part, processQueue, queue));
        }
    }

    private void consume(List<MessageExt> messages, PopProcessQueue processQueue, MessageQueue queue) {
        if (isOverItsTime(messages.get(0))) {
            // It comes again by itself, here or to somebody else.
            processQueue.settled(messages.size());
            late.info(
                    "{} messages of {} waited too long for the listener of group {}: they come again",
                    messages.size(),
                    queue,
                    consumer.group());
            return;
        }
        consumer.restoreTopics(messages);
        ConsumeConcurrentlyContext context = new ConsumeConcurrentlyContext(queue);
        int succeeded = listener.call(messages, context, queue);
        for (int i = 0; i < messages.size(); i++) {
            MessageExt message = messages.get(i);
            if (i < succeeded || isDeadLetter(message, context, queue)) {
                acks.acknowledge(message, queue.getTopic(), processQueue);
            } else {
                long delayMillis =
                        PopBackoff.delayMillis(context.getDelayLevelWhenNextConsume(), message.getReconsumeTimes());
                acks.giveBack(message, queue.getTopic(), processQueue, delayMillis);
            }
        }
    }

    private static boolean isOverItsTime(MessageExt message) {
        return PopHandle.parse(message.getProperty(MessageConst.PROPERTY_POP_CK))
                        .visibleAgainMillis()
                <= System.currentTimeMillis();
    }

    /** Whether the message was tried often enough and is a dead letter now. */
    private boolean isDeadLetter(MessageExt message, ConsumeConcurrentlyContext context, MessageQueue queue) {
        boolean over = context.getDelayLevelWhenNextConsume() < 0 || message.getReconsumeTimes() >= maxReconsumeTimes;
        return over && consumer.returns().giveBack(message, TO_DEAD_LETTERS, queue.getBrokerName());
    }
}
