package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.common.message.MessageQueue;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a push consumer takes queues over and hands them on: with their offsets and, when it is orderly, their locks. */
final class RebalancePushImpl implements QueueHandover {
    /** Told of changes: topic, all of its queues, those of this client. */
    interface Listener {
        void changed(String topic, Set<MessageQueue> all, Set<MessageQueue> mine);
    }

    private static final Logger LOG = LoggerFactory.getLogger(RebalancePushImpl.class);
    private static final long LISTENER_WAIT_MILLIS = 1_000;

    private final OffsetStore offsets;
    private final StartOffsets startOffsets;
    private final QueueLocks locks;
    private final Consumer<PullRequest> puller;
    private final Runnable heartbeat;
    private final Listener listener;

    /** @param locks null: the consumer is not an orderly one that shares queues */
    RebalancePushImpl(
            OffsetStore offsets,
            StartOffsets startOffsets,
            QueueLocks locks,
            Consumer<PullRequest> puller,
            Runnable heartbeat,
            Listener listener) {
        this.offsets = offsets;
        this.startOffsets = startOffsets;
        this.locks = locks;
        this.puller = puller;
        this.heartbeat = heartbeat;
        this.listener = listener;
    }

    @Override
    public void announce() {
        heartbeat.run();
    }

    @Override
    public OptionalLong acquire(MessageQueue queue, ProcessQueue processQueue) {
        if (locks != null && !locks.lock(queue, processQueue)) {
            return OptionalLong.empty();
        }
        // Only now: who had the lock before has stored its offset.
        offsets.removeOffset(queue);
        return startOffsets.find(queue);
    }

    @Override
    public void begin(MessageQueue queue, ProcessQueue processQueue, long queueOffset) {
        LOG.debug("{} begins at offset {}", queue, queueOffset);
        puller.accept(new PullRequest(queue, processQueue, queueOffset));
    }

    @Override
    public boolean release(MessageQueue queue, ProcessQueue processQueue) {
        if (locks == null) {
            storeAndForget(queue);
            return true;
        }
        try {
            if (!processQueue.consumeLock().tryLock(LISTENER_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                processQueue.releaseDelayed();
                LOG.info("{} is to be given up, but its listener is still at work", queue);
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            storeAndForget(queue);
            locks.unlock(queue);
            return true;
        } finally {
            processQueue.consumeLock().unlock();
        }
    }

    private void storeAndForget(MessageQueue queue) {
        offsets.persist(queue);
        offsets.removeOffset(queue);
    }

    /** Its pull request was lost, or its lock. */
    @Override
    public boolean hasStalled(ProcessQueue processQueue) {
        return processQueue.isPullExpired(System.currentTimeMillis())
                || (locks != null && !processQueue.isLockGranted());
    }

    @Override
    public void changed(String topic, Set<MessageQueue> all, Set<MessageQueue> mine) {
        listener.changed(topic, all, mine);
    }
}
