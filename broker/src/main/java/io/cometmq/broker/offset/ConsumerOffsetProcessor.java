package io.cometmq.broker.offset;

import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetResponseHeader;
import io.cometmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.DefaultMessageStore;

/** The requests by which consumers keep their offsets at the broker (docs/protocol/semantics.md 6). Never blocks. */
public final class ConsumerOffsetProcessor {
    private final ConsumerOffsetManager offsets;
    private final SubscriptionGroupManager groups;
    private final TopicConfigManager topics;
    private final DefaultMessageStore store;

    public ConsumerOffsetProcessor(
            ConsumerOffsetManager offsets,
            SubscriptionGroupManager groups,
            TopicConfigManager topics,
            DefaultMessageStore store) {
        this.offsets = offsets;
        this.groups = groups;
        this.topics = topics;
        this.store = store;
    }

    /** QUERY_CONSUMER_OFFSET (14). */
    public RemotingCommand query(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        QueryConsumerOffsetRequestHeader header =
                request.decodeCommandCustomHeader(QueryConsumerOffsetRequestHeader.class);
        long committed = offsets.query(header.consumerGroup(), header.topic(), header.queueId());
        if (committed >= 0) {
            return RemotingCommand.success(new QueryConsumerOffsetResponseHeader(committed));
        }
        if (Boolean.FALSE.equals(header.setZeroIfNotFound())) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.QUERY_NOT_FOUND, "Not found, do not set to zero, maybe this group boot first");
        }
        if (isYoung(header.topic(), header.queueId())) {
            return RemotingCommand.success(new QueryConsumerOffsetResponseHeader(0));
        }
        return RemotingCommand.createResponseCommand(
                ResponseCode.QUERY_NOT_FOUND, "Not found, V3_0_6_SNAPSHOT maybe this group consumer boot first");
    }

    /** A new group reads a queue from its beginning as long as that is recent (docs/protocol/semantics.md 6). */
    private boolean isYoung(String topic, int queueId) {
        return store.minOffset(topic, queueId) == 0 && store.isInMemory(topic, queueId, 0);
    }

    /** UPDATE_CONSUMER_OFFSET (15). */
    public RemotingCommand update(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        UpdateConsumerOffsetRequestHeader header =
                request.decodeCommandCustomHeader(UpdateConsumerOffsetRequestHeader.class);
        if (header.consumerGroup() == null || groups.find(header.consumerGroup()) == null) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "Group " + header.consumerGroup() + " not exist!");
        }
        if (header.topic() == null || topics.find(header.topic()) == null) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.TOPIC_NOT_EXIST, "Topic " + header.topic() + " not exist!");
        }
        if (header.queueId() == null || header.commitOffset() == null) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.INVALID_PARAMETER,
                    (header.queueId() == null ? "QueueId" : "Offset") + " is null, topic is " + header.topic());
        }
        boolean stored = offsets.commit(
                exchange.connection().remoteAddress(),
                header.consumerGroup(),
                header.topic(),
                header.queueId(),
                header.commitOffset());
        return RemotingCommand.createResponseCommand(
                ResponseCode.SUCCESS, stored ? null : "Offset has been previously reset");
    }
}
