package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.LitePullConsumerConfig;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.common.message.MessageQueue;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** How a lite pull consumer takes queues over and hands them on. */
final class RebalanceLitePullImpl implements QueueHandover {
    private final LitePullConsumerConfig config;
    private final OffsetStore offsets;
    private final StartOffsets startOffsets;
    private final LitePulls pulls;
    private final Consumer<PullRequest> puller;
    private final Runnable heartbeat;
    private final RebalancePushImpl.Listener listener;

    RebalanceLitePullImpl(
            LitePullConsumerConfig config,
            OffsetStore offsets,
            StartOffsets startOffsets,
            LitePulls pulls,
            Consumer<PullRequest> puller,
            Runnable heartbeat,
            RebalancePushImpl.Listener listener) {
        this.config = config;
        this.offsets = offsets;
        this.startOffsets = startOffsets;
        this.pulls = pulls;
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
        offsets.removeOffset(queue);
        return startOffsets.find(queue);
    }

    @Override
    public void begin(MessageQueue queue, ProcessQueue processQueue, long queueOffset) {
        puller.accept(new PullRequest(queue, processQueue, queueOffset));
    }

    @Override
    public boolean release(MessageQueue queue, ProcessQueue processQueue) {
        Long polled = pulls.polledOffset(queue);
        if (config.isAutoCommit() && polled != null) {
            offsets.updateOffset(queue, polled, false);
        }
        offsets.persist(queue);
        offsets.removeOffset(queue);
        pulls.forget(queue);
        return true;
    }

    @Override
    public boolean hasStalled(ProcessQueue processQueue) {
        return processQueue.isPullExpired(System.currentTimeMillis());
    }

    @Override
    public void changed(String topic, Set<MessageQueue> all, Set<MessageQueue> mine) {
        listener.changed(topic, all, mine);
    }
}
