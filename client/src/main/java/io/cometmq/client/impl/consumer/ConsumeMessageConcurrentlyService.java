package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.listener.ConsumeConcurrentlyContext;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives messages to a listener on many threads, in any order; what fails goes back to the broker and comes again later. */
final class ConsumeMessageConcurrentlyService implements ConsumeMessageService {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumeMessageConcurrentlyService.class);
    private static final long RETRY_HERE_MILLIS = 5_000;

    /** Messages of one queue that one round of cleaning gives back at most. */
    private static final int MAX_EXPIRED_PER_ROUND = 16;

    private static final int EXPIRED_DELAY_LEVEL = 3;

    private final RateLimitedLog failures = new RateLimitedLog(LOG, Duration.ofSeconds(1));
    private final ConsumerContext consumer;
    private final ConcurrentListenerCall listener;
    private final ConsumeThreads threads;
    private final Map<MessageQueue, ProcessQueue> processQueues;

    /** @param processQueues a live view, read only */
    ConsumeMessageConcurrentlyService(
            ConsumerContext consumer,
            ConcurrentListenerCall listener,
            ConsumeThreads threads,
            Map<MessageQueue, ProcessQueue> processQueues) {
        this.consumer = consumer;
        this.listener = listener;
        this.threads = threads;
        this.processQueues = processQueues;
    }

    @Override
    public void start() {
        scheduleCleaning();
    }

    private void scheduleCleaning() {
        threads.executeLater(
                this::cleanExpired, TimeUnit.MINUTES.toMillis(consumer.config().getConsumeTimeout()));
    }

    @Override
    public void shutdown(long awaitMillis) {
        threads.shutdown(awaitMillis);
    }

    @Override
    public ConsumeThreads threads() {
        return threads;
    }

    @Override
    public void submit(List<MessageExt> messages, ProcessQueue processQueue, MessageQueue queue) {
        int batch = consumer.config().getConsumeMessageBatchMaxSize();
        for (int from = 0; from < messages.size(); from += batch) {
            List<MessageExt> part = messages.subList(from, Math.min(from + batch, messages.size()));
            threads.execute(() -> consume(part, processQueue, queue));
        }
    }

    private void consume(List<MessageExt> messages, ProcessQueue processQueue, MessageQueue queue) {
        if (processQueue.isDropped()) {
            return;
        }
        consumer.restoreTopics(messages);
        ConsumeConcurrentlyContext context = new ConsumeConcurrentlyContext(queue);
        int succeeded = listener.call(messages, context, queue);
        if (processQueue.isDropped()) {
            LOG.info(
                    "{} went to another client while {} of its messages were consumed: they may come twice",
                    queue,
                    messages.size());
            return;
        }
        settle(messages, succeeded, context, processQueue, queue);
    }

    private void settle(
            List<MessageExt> messages,
            int succeeded,
            ConsumeConcurrentlyContext context,
            ProcessQueue processQueue,
            MessageQueue queue) {
        List<MessageExt> failed = messages.subList(succeeded, messages.size());
        List<MessageExt> kept = failed.isEmpty() ? List.of() : giveBack(failed, context, processQueue, queue);
        List<MessageExt> settled = messages;
        if (!kept.isEmpty()) {
            settled = new ArrayList<>(messages);
            settled.removeAll(kept);
            threads.executeLater(() -> consume(kept, processQueue, queue), RETRY_HERE_MILLIS);
        }
        processQueue.consumed(settled, offset -> consumer.offsets().updateOffset(queue, offset, true));
    }

    /** Gives failed messages back to the broker; those it does not take are kept, to be consumed here again. */
    private List<MessageExt> giveBack(
            List<MessageExt> failed,
            ConsumeConcurrentlyContext context,
            ProcessQueue processQueue,
            MessageQueue queue) {
        if (consumer.broadcasts()) {
            failures.warn(
                    "{} messages of {} failed in the broadcasting group {} and do not come again",
                    failed.size(),
                    queue,
                    consumer.group());
            return List.of();
        }
        List<MessageExt> kept = new ArrayList<>();
        for (MessageExt message : failed) {
            if (!processQueue.contains(message)) {
                continue; // it took too long and was given back already
            }
            if (!consumer.returns().giveBack(message, context.getDelayLevelWhenNextConsume(), queue.getBrokerName())) {
                message.setReconsumeTimes(message.getReconsumeTimes() + 1);
                kept.add(message);
            }
        }
        return kept;
    }

    /** Gives back the messages whose listener does not return: they would hold the offset of their queue for ever. */
    private void cleanExpired() {
        if (!consumer.broadcasts()) {
            processQueues.forEach(this::cleanExpired);
        }
        scheduleCleaning();
    }

    private void cleanExpired(MessageQueue queue, ProcessQueue processQueue) {
        for (int i = 0; i < MAX_EXPIRED_PER_ROUND && !processQueue.isDropped(); i++) {
            MessageExt first = processQueue.first();
            if (first == null || !hasExpired(first)) {
                return;
            }
            if (!consumer.returns().giveBack(first, EXPIRED_DELAY_LEVEL, queue.getBrokerName())) {
                return;
            }
            LOG.warn(
                    "message {} of {} given back, its listener in group {} takes too long",
                    first.getMsgId(),
                    queue,
                    consumer.group());
            processQueue.consumed(List.of(first), offset -> consumer.offsets().updateOffset(queue, offset, true));
        }
    }

    private boolean hasExpired(MessageExt message) {
        String start = MessageAccessor.getConsumeStartTimeStamp(message);
        return start != null
                && System.currentTimeMillis() - Long.parseLong(start)
                        > TimeUnit.MINUTES.toMillis(consumer.config().getConsumeTimeout());
    }
}
