package io.cometmq.broker.admin;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.BoundaryType;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.ResetOffsetBody;
import io.cometmq.remoting.protocol.header.ResetOffsetRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.DefaultMessageStore;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a group's offsets (docs/protocol/semantics.md 5, 24). The broker does it, whether the group is online or not: consumers that
 * are, take the new offset over with their next pull.
 */
public final class OffsetResetProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetResetProcessor.class);

    /** As a timestamp: behind the last message; as an offset or queue: not given. */
    private static final int UNSET = -1;

    private final ConsumerOffsetManager offsets;
    private final SubscriptionGroupManager groups;
    private final TopicConfigManager topics;
    private final DefaultMessageStore store;
    private final String brokerName;

    public OffsetResetProcessor(
            ConsumerOffsetManager offsets,
            SubscriptionGroupManager groups,
            TopicConfigManager topics,
            DefaultMessageStore store,
            String brokerName) {
        this.offsets = offsets;
        this.groups = groups;
        this.topics = topics;
        this.store = store;
        this.brokerName = brokerName;
    }

    /** INVOKE_BROKER_TO_RESET_OFFSET (222): of one queue to an offset or a time, or of all queues to a time. */
    public RemotingCommand reset(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        ResetOffsetRequestHeader header = request.decodeCommandCustomHeader(ResetOffsetRequestHeader.class);
        TopicConfig topic = topics.find(header.topic());
        if (topic == null) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.TOPIC_NOT_EXIST, "Topic " + header.topic() + " does not exist");
        }
        if (groups.find(header.group()) == null) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "Group " + header.group() + " does not exist");
        }
        Map<Integer, Long> targets = new HashMap<>();
        if (header.queueId() == null || header.queueId() == UNSET) {
            for (int queueId = 0; queueId < topic.getReadQueueNums(); queueId++) {
                targets.put(queueId, offsetAt(header.topic(), queueId, header.timestamp()));
            }
        } else if (header.offset() == null || header.offset() == UNSET) {
            targets.put(header.queueId(), offsetAt(header.topic(), header.queueId(), header.timestamp()));
        } else {
            String objection = objection(header.topic(), header.queueId(), header.offset());
            if (!objection.isEmpty()) {
                return RemotingCommand.createResponseCommand(ResponseCode.SYSTEM_ERROR, objection);
            }
            targets.put(header.queueId(), header.offset());
        }
        return JsonBody.answer(new ResetOffsetBody(reset(header.group(), header.topic(), targets)));
    }

    private long offsetAt(String topic, int queueId, long timestampMillis) {
        return timestampMillis < 0
                ? store.maxOffset(topic, queueId)
                : store.offsetByTime(topic, queueId, timestampMillis, BoundaryType.LOWER);
    }

    private String objection(String topic, int queueId, long queueOffset) {
        long min = Math.max(0, store.minOffset(topic, queueId));
        long max = store.maxOffset(topic, queueId);
        return queueOffset < min || queueOffset > max
                ? "Target offset " + queueOffset + " not in consume queue range [" + min + "-" + max + "]"
                : "";
    }

    private Map<MessageQueue, Long> reset(String group, String topic, Map<Integer, Long> targets) {
        Map<MessageQueue, Long> done = new HashMap<>();
        targets.forEach((queueId, queueOffset) -> {
            offsets.reset(group, topic, queueId, queueOffset);
            done.put(new MessageQueue(topic, brokerName, queueId), queueOffset);
        });
        LOG.info("offsets of group {} in topic {} reset, by queue: {}", group, topic, targets);
        return done;
    }
}
