package io.cometmq.store.log;

import io.cometmq.common.MixAll;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.AppendStatus;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.queue.TopicQueues;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Says why messages cannot be appended at all, whatever else waits. Thread-safe. */
final class AppendCheck {
    private static final int MAX_TOPIC_V2 = 255;

    private final AppendGate gate;
    private final int maxBodySize;
    private final int maxTopicLength;
    private final boolean recordCrc;
    private final int maxAppendSize;

    /** @param maxAppendSize bytes in the log that one append can take */
    @SuppressWarnings("MissingSummary")
    AppendCheck(MessageStoreConfig config, AppendGate gate, int maxAppendSize) {
        this.gate = gate;
        this.maxBodySize = config.maxMessageSize();
        this.maxTopicLength = config.maxTopicLength();
        this.recordCrc = config.enabledAppendPropCRC();
        this.maxAppendSize = maxAppendSize;
    }

    /** Why nothing is taken at present, or null. */
    AppendResult closed() {
        String refusal = gate.refusal();
        return refusal == null ? null : AppendResult.refused(AppendStatus.SERVICE_NOT_AVAILABLE, refusal);
    }

    /**
     * Why the message cannot be stored, or null.
     *
     * @param topic queues of its topic; null for one that is not known yet
     */
    AppendResult refusal(AppendMessage message, TopicQueues topic) {
        AppendResult refusal = closed();
        if (refusal == null) {
            refusal = messageRefusal(message);
        }
        if (refusal == null && topic == null) {
            refusal = topicRefusal(message.topic(), message.topic().getBytes(StandardCharsets.UTF_8).length);
        }
        return refusal;
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

    /** Why records of this size cannot be appended together, or null. */
    AppendResult sizeRefusal(long size) {
        return size <= maxAppendSize
                ? null
                : AppendResult.refused(
                        AppendStatus.MESSAGE_TOO_LARGE,
                        "the append takes " + size + " bytes in the log, allowed are " + maxAppendSize
                                + " (mappedFileSizeCommitLog)");
    }

    private AppendResult messageRefusal(AppendMessage message) {
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

    private AppendResult topicRefusal(String topic, int lengthBytes) {
        boolean derived =
                topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX) || topic.startsWith(MixAll.DLQ_GROUP_TOPIC_PREFIX);
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
}
