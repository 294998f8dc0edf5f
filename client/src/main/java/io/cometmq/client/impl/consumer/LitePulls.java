package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.LitePullConsumerConfig;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What a lite pull consumer has pulled and not given to a poll yet, and how far the polls are. It pulls as long as not too much waits. What belongs to a
 * dropped process queue (its queue was given up, or the application sought another offset) is passed over. Thread-safe.
 */
final class LitePulls implements PullPolicy {
    private static final long TOO_MUCH_DELAY_MILLIS = 50;
    private static final long PAUSED_DELAY_MILLIS = 100;
    private static final long RESUME_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long MIB = 1024 * 1024;

    private record Batch(MessageQueue queue, ProcessQueue processQueue, List<MessageExt> messages) {}

    private final LitePullConsumerConfig config;
    private final ProcessQueueTable processQueues;
    private final BooleanSupplier running;
    private final Function<String, SubscriptionData> subscriptions;
    private final LinkedBlockingQueue<Batch> waiting = new LinkedBlockingQueue<>();

    /** Came while their queue was paused. */
    private final ConcurrentLinkedDeque<Batch> held = new ConcurrentLinkedDeque<>();

    private final Set<MessageQueue> paused = ConcurrentHashMap.newKeySet();

    /** By queue: the offset behind the last message that a poll gave. */
    private final ConcurrentHashMap<MessageQueue, Long> polled = new ConcurrentHashMap<>();

    LitePulls(
            LitePullConsumerConfig config,
            ProcessQueueTable processQueues,
            BooleanSupplier running,
            Function<String, SubscriptionData> subscriptions) {
        this.config = config;
        this.processQueues = processQueues;
        this.running = running;
        this.subscriptions = subscriptions;
    }

    /** The next messages of any queue that is not paused; none when none come in time. By one thread at a time. */
    List<MessageExt> poll(long timeoutMillis) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(0, timeoutMillis));
        while (true) {
            Batch batch = nextResumed();
            if (batch == null) {
                long leftNanos = Math.max(0, deadlineNanos - System.nanoTime());
                long sliceNanos = held.isEmpty() ? leftNanos : Math.min(leftNanos, RESUME_CHECK_NANOS);
                batch = waiting.poll(sliceNanos, TimeUnit.NANOSECONDS);
                if (batch == null && leftNanos == 0) {
                    return List.of();
                }
            }
            if (batch != null && paused.contains(batch.queue())) {
                held.addLast(batch);
            } else if (batch != null && take(batch)) {
                return batch.messages();
            }
        }
    }

    /** Batches that were held back come before all that wait. */
    private Batch nextResumed() {
        for (Batch batch : held) {
            if (!paused.contains(batch.queue()) && held.remove(batch)) {
                return batch;
            }
        }
        return null;
    }

    /** False when its process queue was dropped. */
    private boolean take(Batch batch) {
        boolean[] taken = new boolean[1];
        batch.processQueue().consumed(batch.messages(), offset -> {
            polled.put(batch.queue(), offset);
            taken[0] = true;
        });
        return taken[0];
    }

    void pause(Collection<MessageQueue> queues) {
        paused.addAll(queues);
    }

    void resume(Collection<MessageQueue> queues) {
        queues.forEach(paused::remove);
    }

    /** The offsets behind what polls gave, by queue; a snapshot. */
    Map<MessageQueue, Long> polledOffsets() {
        return Map.copyOf(polled);
    }

    /** Null when no poll gave anything of the queue. */
    Long polledOffset(MessageQueue queue) {
        return polled.get(queue);
    }

    void polledOffset(MessageQueue queue, long offset) {
        polled.put(queue, offset);
    }

    /** Its queue is given up. */
    void forget(MessageQueue queue) {
        polled.remove(queue);
        waiting.removeIf(batch -> batch.queue().equals(queue));
        held.removeIf(batch -> batch.queue().equals(queue));
    }

    @Override
    public boolean isRunning() {
        return running.getAsBoolean();
    }

    @Override
    public long delayMillis(PullRequest request) {
        if (paused.contains(request.messageQueue())) {
            return PAUSED_DELAY_MILLIS;
        }
        FlowControl limits = new FlowControl(
                config.getPullThresholdForQueue(),
                config.getPullThresholdSizeForQueue() * MIB,
                config.getConsumeMaxSpan());
        boolean full = limits.exceeded(request.processQueue()) != null || total() > config.getPullThresholdForAll();
        return full ? TOO_MUCH_DELAY_MILLIS : 0;
    }

    private long total() {
        return processQueues.view().values().stream()
                .mapToLong(ProcessQueue::count)
                .sum();
    }

    @Override
    public SubscriptionData subscription(String topic) {
        return subscriptions.apply(topic);
    }

    /** The subscription goes with each pull: the broker need not know it (docs/protocol/semantics.md 5). */
    @Override
    public PullAPIWrapper.Pull pull(PullRequest request, SubscriptionData subscription) {
        return new PullAPIWrapper.Pull(
                request.messageQueue(),
                subscription,
                true,
                request.nextOffset(),
                config.getPullBatchSize(),
                Integer.MAX_VALUE,
                0,
                config.getBrokerSuspendMaxTimeMillis(),
                config.getConsumerTimeoutMillisWhenSuspend());
    }

    @Override
    public void found(PullRequest request, List<MessageExt> messages) {
        request.processQueue().put(messages);
        messages.forEach(message -> message.setTopic(config.withoutNamespace(message.getTopic())));
        waiting.add(new Batch(request.messageQueue(), request.processQueue(), messages));
    }

    @Override
    public long intervalMillis() {
        return 0;
    }

    @Override
    public long failureDelayMillis() {
        return config.getPullTimeDelayMillsWhenException();
    }

    @Override
    public void progressed(MessageQueue queue, long queueOffset) {
        polled.put(queue, queueOffset);
    }

    @Override
    public void wentBack(MessageQueue queue, long queueOffset) {
        polled.put(queue, queueOffset);
    }
}
