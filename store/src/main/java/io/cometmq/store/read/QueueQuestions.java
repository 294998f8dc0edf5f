package io.cometmq.store.read;

import io.cometmq.common.BoundaryType;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.MessageFilter;
import io.cometmq.store.log.CommitLog;
import io.cometmq.store.queue.ConsumeQueue;
import io.cometmq.store.queue.ConsumeQueueTable;
import io.cometmq.store.queue.UnitBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What is asked of one queue by its topic and id, whether there is such a queue or not. A question that the disk fails throws {@link
 * UncheckedIOException}. Thread-safe.
 */
public final class QueueQuestions {
    private final CommitLog commitLog;
    private final ConsumeQueueTable queues;
    private final MessageReader reader;
    private final RecordFinder finder;

    public QueueQuestions(CommitLog commitLog, ConsumeQueueTable queues, MessageReader reader, RecordFinder finder) {
        this.commitLog = commitLog;
        this.queues = queues;
        this.reader = reader;
        this.finder = finder;
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    private static <T> T ask(String topic, int queueId, Question<T> question) {
        try {
            return question.ask();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read queue " + queueId + " of topic " + topic, e);
        }
    }

    /** See {@link io.cometmq.store.DefaultMessageStore#getMessage}. */
    public GetMessageResult read(
            String topic, int queueId, long queueOffset, int maxMessages, int maxBytes, MessageFilter filter) {
        return ask(topic, queueId, () -> reader.read(topic, queueId, queueOffset, maxMessages, maxBytes, filter));
    }

    /** Whether there is a message at this queue offset that passes the filter. */
    public boolean matches(String topic, int queueId, long queueOffset, MessageFilter filter) {
        return ask(topic, queueId, () -> reader.matches(topic, queueId, queueOffset, filter));
    }

    /** Smallest readable queue offset; -1 for an unknown queue. */
    public long minOffset(String topic, int queueId) {
        ConsumeQueue queue = queues.find(topic, queueId);
        return queue == null ? -1 : ask(topic, queueId, () -> queue.minOffset(commitLog.minPhysicalOffset()));
    }

    /** Queue offset of the next visible message; 0 for an unknown queue. */
    public long maxOffset(String topic, int queueId) {
        ConsumeQueue queue = queues.find(topic, queueId);
        return queue == null ? 0 : queue.maxOffset();
    }

    /** Queue offset that the next message gets; 0 for an unknown queue. */
    public long nextOffset(String topic, int queueId) {
        ConsumeQueue queue = queues.find(topic, queueId);
        return queue == null ? 0 : queue.nextOffset();
    }

    /** Queue offset for an instant in milliseconds; 0 for an unknown queue. */
    public long offsetByTime(String topic, int queueId, long timestampMillis, BoundaryType boundary) {
        ConsumeQueue queue = queues.find(topic, queueId);
        return queue == null ? 0 : ask(topic, queueId, () -> finder.offsetByTime(queue, timestampMillis, boundary));
    }

    /** Store time of a message in milliseconds, -1 when there is none. */
    public long storeTimestamp(String topic, int queueId, long queueOffset) {
        ConsumeQueue queue = queues.find(topic, queueId);
        return queue == null ? -1 : ask(topic, queueId, () -> finder.storeTimestamp(queue, queueOffset));
    }

    /** Whether the message is recent enough to be in memory; false when there is none. */
    public boolean isInMemory(String topic, int queueId, long queueOffset) {
        ConsumeQueue queue = queues.find(topic, queueId);
        UnitBuffer unit = new UnitBuffer(1);
        return queue != null
                && ask(
                        topic,
                        queueId,
                        () -> queue.read(queueOffset, unit) == 1
                                && unit.isReal(0)
                                && reader.isInMemory(unit.physicalOffset(0)));
    }
}
