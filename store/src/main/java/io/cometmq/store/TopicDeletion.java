package io.cometmq.store;

import io.cometmq.store.log.CommitLog;
import io.cometmq.store.log.LogPositions;
import io.cometmq.store.queue.ConsumeQueueFlusher;
import io.cometmq.store.queue.ConsumeQueueTable;
import io.cometmq.store.queue.TopicQueues;
import io.cometmq.store.recovery.DeletedTopics;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Forgets the queues of a topic at a position of the log, and has recovery remember it. Thread-safe. */
final class TopicDeletion {
    private final CommitLog commitLog;
    private final LogPositions positions;
    private final ConsumeQueueTable queues;
    private final ConsumeQueueFlusher flusher;
    private final DeletedTopics deletedTopics;

    TopicDeletion(
            CommitLog commitLog,
            LogPositions positions,
            ConsumeQueueTable queues,
            ConsumeQueueFlusher flusher,
            DeletedTopics deletedTopics) {
        this.commitLog = commitLog;
        this.positions = positions;
        this.queues = queues;
        this.flusher = flusher;
        this.deletedTopics = deletedTopics;
    }

    /** Returns whether there were any queues. */
    boolean delete(String topic) {
        try {
            return flusher.delete(() -> remove(topic));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the consume queues of topic " + topic, e);
        }
    }

    private TopicQueues remove(String topic) throws IOException {
        TopicQueues[] removed = new TopicQueues[1];
        long[] end = new long[1];
        commitLog.exclusively(() -> {
            end[0] = positions.appended();
            removed[0] = queues.remove(topic);
            if (removed[0] != null) {
                removed[0].markDeleted();
            }
        });
        if (removed[0] != null) {
            deletedTopics.add(topic, end[0]);
        }
        return removed[0];
    }
}
