package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.listener.ConsumeOrderlyContext;
import io.cometmq.client.consumer.listener.ConsumeOrderlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerOrderly;
import io.cometmq.common.concurrent.NamedThreadFactory;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the messages of each queue to a listener one batch after the other, while this client holds the queue's lock. At most one task per queue is
 * under way; what it does with the queue it does under the process queue's consume lock.
 */
final class ConsumeMessageOrderlyService implements ConsumeMessageService {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumeMessageOrderlyService.class);

    /** docs/protocol/semantics.md 8: then the queue's task goes to the end of the line. */
    private static final long MAX_CONTINUOUS_MILLIS =
            Long.getLong("rocketmq.client.maxTimeConsumeContinuously", 60_000);

    private static final long LOCK_INTERVAL_MILLIS = Long.getLong("rocketmq.client.rebalance.lockInterval", 20_000);
    private static final long FIRST_LOCK_MILLIS = 1_000;
    private static final long WAIT_FOR_LOCK_MILLIS = 100;
    private static final long LEAST_SUSPEND_MILLIS = 10;
    private static final long LONGEST_SUSPEND_MILLIS = 30_000;

    private final ConsumerContext consumer;
    private final MessageListenerOrderly listener;
    private final ListenerCall<ConsumeOrderlyStatus> call;
    private final ConsumeThreads threads;
    private final Runnable renewLocks;

    /** Null when no locks are needed. */
    private final ScheduledExecutorService lockThread;

    /** @param renewLocks null: the consumer shares no queues, and so needs no locks */
    @SuppressWarnings("deprecation") // COMMIT is one of the answers of old listeners
    ConsumeMessageOrderlyService(
            ConsumerContext consumer, MessageListenerOrderly listener, ConsumeThreads threads, Runnable renewLocks) {
        this.consumer = consumer;
        this.listener = listener;
        this.call = new ListenerCall<>(
                consumer,
                Set.of(ConsumeOrderlyStatus.SUCCESS, ConsumeOrderlyStatus.COMMIT),
                ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT);
        this.threads = threads;
        this.renewLocks = renewLocks;
        this.lockThread = renewLocks == null
                ? null
                : Executors.newSingleThreadScheduledExecutor(new NamedThreadFactory("QueueLocks_" + consumer.group()));
    }

    @Override
    public void start() {
        if (lockThread != null) {
            lockThread.scheduleAtFixedRate(
                    this::renewLocks, FIRST_LOCK_MILLIS, LOCK_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void renewLocks() {
        try {
            renewLocks.run();
        } catch (RuntimeException e) {
            LOG.error("the locks of group {} were not renewed", consumer.group(), e);
        }
    }

    @Override
    public void shutdown(long awaitMillis) {
        threads.shutdown(awaitMillis);
        if (lockThread != null) {
            lockThread.shutdownNow();
        }
    }

    @Override
    public ConsumeThreads threads() {
        return threads;
    }

    @Override
    public void submit(List<MessageExt> messages, ProcessQueue processQueue, MessageQueue queue) {
        threads.execute(() -> consume(processQueue, queue));
    }

    private void submitLater(ProcessQueue processQueue, MessageQueue queue, long delayMillis) {
        threads.executeLater(() -> consume(processQueue, queue), delayMillis);
    }

    private void consume(ProcessQueue processQueue, MessageQueue queue) {
        long beginMillis = System.currentTimeMillis();
        boolean goOn = true;
        while (goOn && !threads.isShutdown()) {
            if (System.currentTimeMillis() - beginMillis > MAX_CONTINUOUS_MILLIS) {
                submitLater(processQueue, queue, LEAST_SUSPEND_MILLIS);
                return;
            }
            processQueue.consumeLock().lock();
            try {
                goOn = consumeNext(processQueue, queue);
            } finally {
                processQueue.consumeLock().unlock();
            }
        }
    }

    /** One batch; false when the task is to end. */
    private boolean consumeNext(ProcessQueue processQueue, MessageQueue queue) {
        if (processQueue.isDropped()) {
            return false;
        }
        if (renewLocks != null && !processQueue.isLocked(System.currentTimeMillis())) {
            submitLater(processQueue, queue, WAIT_FOR_LOCK_MILLIS);
            return false;
        }
        List<MessageExt> messages = processQueue.take(consumer.config().getConsumeMessageBatchMaxSize());
        if (messages.isEmpty()) {
            return false;
        }
        consumer.restoreTopics(messages);
        ConsumeOrderlyContext context = new ConsumeOrderlyContext(queue);
        ConsumeOrderlyStatus status = call.call(messages, queue, batch -> listener.consumeMessage(batch, context));
        return settle(messages, status, context, processQueue, queue);
    }

    /** What becomes of a batch. */
    enum Settlement {
        /** Everything taken so far is consumed. */
        COMMIT,
        /** Consumed, but not committed yet. */
        KEEP,
        /** Everything since the last commit comes again. */
        ROLLBACK,
        /** The batch comes again. */
        AGAIN
    }

    @SuppressWarnings("deprecation")
    static Settlement settlement(ConsumeOrderlyStatus status, boolean autoCommit) {
        return switch (status) {
            case SUCCESS -> autoCommit ? Settlement.COMMIT : Settlement.KEEP;
            case COMMIT -> Settlement.COMMIT;
            case ROLLBACK -> autoCommit ? Settlement.COMMIT : Settlement.ROLLBACK;
            case SUSPEND_CURRENT_QUEUE_A_MOMENT -> Settlement.AGAIN;
        };
    }

    private boolean settle(
            List<MessageExt> messages,
            ConsumeOrderlyStatus status,
            ConsumeOrderlyContext context,
            ProcessQueue processQueue,
            MessageQueue queue) {
        Settlement settlement = settlement(status, context.isAutoCommit());
        List<MessageExt> again = List.of();
        if (settlement == Settlement.AGAIN) {
            consumer.stats().incConsumeFailedTPS(consumer.group(), queue.getTopic(), messages.size());
            again = notGivenUp(messages);
            processQueue.consumeAgain(again);
        } else {
            consumer.stats().incConsumeOKTPS(consumer.group(), queue.getTopic(), messages.size());
        }
        if (settlement == Settlement.ROLLBACK) {
            processQueue.rollback();
        } else if (settlement == Settlement.COMMIT || (settlement == Settlement.AGAIN && again.isEmpty())) {
            long offset = processQueue.commit();
            if (offset >= 0) {
                consumer.offsets().updateOffset(queue, offset, false);
            }
        }
        if (settlement == Settlement.ROLLBACK || !again.isEmpty()) {
            submitLater(processQueue, queue, suspendMillis(context));
            return false;
        }
        return true;
    }

    private long suspendMillis(ConsumeOrderlyContext context) {
        long millis = context.getSuspendCurrentQueueTimeMillis();
        if (millis == -1) {
            millis = consumer.config().getSuspendCurrentQueueTimeMillis();
        }
        return Math.max(LEAST_SUSPEND_MILLIS, Math.min(millis, LONGEST_SUSPEND_MILLIS));
    }

    /** Gives up messages that failed too often, to the retry topic and so to the dead letter topic; the others come again. */
    private List<MessageExt> notGivenUp(List<MessageExt> messages) {
        int max = consumer.config().getMaxReconsumeTimes();
        List<MessageExt> again = new ArrayList<>(messages.size());
        for (MessageExt message : messages) {
            if (max != -1 && message.getReconsumeTimes() >= max) {
                MessageAccessor.setReconsumeTime(message, Integer.toString(message.getReconsumeTimes()));
                if (consumer.returns().sendToRetryTopic(message)) {
                    continue;
                }
            }
            message.setReconsumeTimes(message.getReconsumeTimes() + 1);
            again.add(message);
        }
        return again;
    }
}
