package io.cometmq.store.log;

import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.AppendStatus;
import io.cometmq.store.dispatch.DispatchRequest;
import io.cometmq.store.queue.ConsumeQueue;
import io.cometmq.store.queue.TopicQueues;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Does for a message, on the caller's thread and outside the append lock, all that needs no place in the log: checks,
 * size, body CRC, tag and key hashes. Reusable; one per thread.
 */
final class RecordPreparer {
    private static final int MAX_TOPIC_V2 = 255;

    private final int maxBodySize;
    private final int maxTopicLength;
    private final boolean indexKeys;
    private final boolean recordCrc;
    private final CRC32 crc = new CRC32();
    private final MessageProperties properties = new MessageProperties();

    /** @param recordCrc whether records get the CRC of themselves (enabledAppendPropCRC) */
    @SuppressWarnings("MissingSummary")
    RecordPreparer(int maxBodySize, int maxTopicLength, boolean indexKeys, boolean recordCrc) {
        this.recordCrc = recordCrc;
        this.maxBodySize = maxBodySize;
        this.maxTopicLength = maxTopicLength;
        this.indexKeys = indexKeys;
    }

    /** Why the message cannot be stored, or null. */
    AppendResult refusal(AppendMessage message) {
        int bodySize = message.body().remaining();
        if (bodySize > maxBodySize) {
            return AppendResult.refused(
                    AppendStatus.MESSAGE_TOO_LARGE,
                    "the body of the message to topic " + message.topic() + " has " + bodySize + " bytes, allowed are "
                            + maxBodySize + " (maxMessageSize)");
        }
        int propertiesSize = message.properties().remaining();
        if (propertiesSize + (recordCrc ? CrcProperty.SIZE + 1 : 0) > RecordLayout.MAX_PROPERTIES) {
            return AppendResult.refused(
                    AppendStatus.PROPERTIES_TOO_LARGE,
                    "the properties of the message to topic " + message.topic() + " have " + propertiesSize
                            + " bytes, allowed are " + RecordLayout.MAX_PROPERTIES);
        }
        if (message.bornHost().length != RecordLayout.bornHostSize(message.sysFlag())
                || message.storeHost().length != RecordLayout.storeHostSize(message.sysFlag())) {
            return illegal("the host addresses of the message to topic " + message.topic()
                    + " do not have the length that sysFlag " + message.sysFlag() + " says");
        }
        if (message.queueId() < 0 || message.queueId() > TopicQueues.MAX_QUEUE_ID) {
            return illegal("queue id " + message.queueId() + " of topic " + message.topic() + " is not in 0.."
                    + TopicQueues.MAX_QUEUE_ID);
        }
        return null;
    }

    /** Why these messages cannot be a batch, or null; says nothing of each of them. */
    AppendResult batchRefusal(List<AppendMessage> messages) {
        if (messages.isEmpty()) {
            return illegal("the batch is empty");
        }
        AppendMessage first = messages.get(0);
        for (AppendMessage message : messages) {
            boolean same = message.topic().equals(first.topic())
                    && message.queueId() == first.queueId()
                    && RecordLayout.isQueued(message.sysFlag());
            if (!same) {
                return illegal("a batch must go to one topic and queue and not be transactional: " + first.topic() + "/"
                        + first.queueId() + " and " + message.topic() + "/" + message.queueId());
            }
        }
        return null;
    }

    /** Why the topic cannot be stored, or null; asked once per topic. */
    AppendResult topicRefusal(String topic, int lengthBytes) {
        boolean derived = topic.startsWith("%RETRY%") || topic.startsWith("%DLQ%");
        int allowed = derived ? MAX_TOPIC_V2 : maxTopicLength;
        if (lengthBytes > allowed) {
            return AppendResult.refused(
                    AppendStatus.TOPIC_TOO_LONG,
                    "topic " + topic + " has " + lengthBytes + " bytes, allowed are " + allowed);
        }
        if (!TopicQueues.isStorable(topic)) {
            return illegal("topic '" + topic + "' cannot be stored");
        }
        return null;
    }

    private static AppendResult illegal(String text) {
        return AppendResult.refused(AppendStatus.MESSAGE_ILLEGAL, text);
    }

    PreparedRecord prepare(AppendMessage message, TopicQueues topic) {
        ByteBuffer text = message.properties();
        int textEnd = text.limit();
        if (CrcProperty.isAtEnd(text, text.position(), textEnd)) {
            // That of the record which the message was read from.
            textEnd -= CrcProperty.SIZE;
        }
        int crcSize = recordCrc ? crcSize(text, textEnd) : 0;
        properties.parse(text, text.position(), textEnd);
        int sysFlag = message.sysFlag();
        int topicLength = topic.topicBytes().length;
        int size = (int) RecordLayout.size(
                RecordLayout.magicFor(topicLength),
                sysFlag,
                message.body().remaining(),
                topicLength,
                textEnd - text.position() + crcSize);
        int[] keyHashes = indexKeys && RecordLayout.isIndexed(sysFlag)
                ? properties.keyHashes(topic.keyPrefixHash(), topic.tagPrefixHash())
                : null;
        ConsumeQueue queue = topic.findOrCreate(message.queueId());
        return new PreparedRecord(
                message,
                new DispatchRequest(queue, sysFlag, size, keyHashes),
                bodyCrc(message.body()),
                topic.isSchedule() ? properties.delayLevel() : 0,
                properties.tagsHash(),
                textEnd - text.position(),
                crcSize);
    }

    private static int crcSize(ByteBuffer text, int end) {
        return CrcProperty.SIZE + (CrcProperty.needsSeparator(text, text.position(), end) ? 1 : 0);
    }

    private int bodyCrc(ByteBuffer body) {
        crc.reset();
        // On a view: the same buffer may belong to an append that another thread is just writing.
        crc.update(body.duplicate());
        return (int) crc.getValue() & 0x7FFFFFFF;
    }
}
