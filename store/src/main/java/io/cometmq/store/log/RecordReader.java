package io.cometmq.store.log;

import io.cometmq.store.DelayLevels;
import io.cometmq.store.dispatch.DispatchRequest;
import io.cometmq.store.queue.ConsumeQueueTable;
import io.cometmq.store.queue.TopicQueues;
import java.nio.ByteBuffer;

/** Makes from a record in the log what is dispatched, when memory no longer has it. Reusable; not thread-safe. */
public final class RecordReader {
    private final ConsumeQueueTable queues;
    private final DelayLevels delayLevels;
    private final boolean indexKeys;
    private final Gone gone;
    private final RecordCursor cursor = new RecordCursor();
    private final MessageProperties properties = new MessageProperties();
    private final DispatchRequest request = new DispatchRequest();

    /** Whether a topic's record was there before the topic was deleted. */
    public interface Gone {
        Gone NONE = (topic, physicalOffset) -> false;

        boolean test(String topic, long physicalOffset);
    }

    public RecordReader(ConsumeQueueTable queues, DelayLevels delayLevels, boolean indexKeys, Gone gone) {
        this.gone = gone;
        this.queues = queues;
        this.delayLevels = delayLevels;
        this.indexKeys = indexKeys;
    }

    /**
     * The checked record at this index of the file; null when its topic or queue id cannot have a queue, or is gone. Good until
     * the next call.
     */
    public DispatchRequest read(ByteBuffer file, int at) {
        cursor.wrap(file, at);
        String topicName = cursor.topic();
        int queueId = cursor.queueId();
        if (!TopicQueues.isStorable(topicName)
                || queueId < 0
                || queueId > TopicQueues.MAX_QUEUE_ID
                || gone.test(topicName, cursor.physicalOffset())) {
            return null;
        }
        int propertiesAt = cursor.propertiesIndex();
        properties.parse(file, propertiesAt, propertiesAt + cursor.propertiesLength());
        TopicQueues topic = queues.findOrCreate(topicName);
        int sysFlag = cursor.sysFlag();
        int delayLevel = topic.isSchedule() ? properties.delayLevel() : 0;
        long storeTimestamp = cursor.storeTimestamp();
        long tagsCode =
                delayLevel > 0 ? delayLevels.deliverTimestamp(delayLevel, storeTimestamp) : properties.tagsHash();
        request.describe(topic.findOrCreate(queueId), sysFlag, cursor.totalSize());
        if (indexKeys && RecordLayout.isIndexed(sysFlag)) {
            properties.addKeyHashes(topic.keyPrefixHash(), topic.tagPrefixHash(), request.keyHashes());
        }
        request.place(cursor.physicalOffset(), cursor.queueOffset(), storeTimestamp, tagsCode);
        return request;
    }
}
