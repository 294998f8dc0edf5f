package io.cometmq.broker.admin;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.client.ConsumerGroupInfo;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.body.DelayOffsetSerializeWrapper;
import io.cometmq.remoting.protocol.body.GroupList;
import io.cometmq.remoting.protocol.body.QuerySubscriptionResponseBody;
import io.cometmq.remoting.protocol.body.TopicList;
import io.cometmq.remoting.protocol.header.QuerySubscriptionByConsumerRequestHeader;
import io.cometmq.remoting.protocol.body.QueryCorrectionOffsetBody;
import io.cometmq.remoting.protocol.header.CloneGroupOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.QueryCorrectionOffsetHeader;
import io.cometmq.remoting.protocol.header.QueryTopicConsumeByWhoRequestHeader;
import io.cometmq.remoting.protocol.header.QueryTopicsByConsumerRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Who consumes what, and the tables of offsets as slaves copy them. */
public final class OffsetAdminProcessor {
    private final ConsumerOffsetManager offsets;
    private final ConsumerManager consumers;
    private final TopicConfigManager topics;
    private final Supplier<DelayOffsetSerializeWrapper> delayOffsets;
    private final String brokerAddress;

    /** @param delayOffsets how far each delay level is delivered */
    public OffsetAdminProcessor(
            ConsumerOffsetManager offsets,
            ConsumerManager consumers,
            TopicConfigManager topics,
            Supplier<DelayOffsetSerializeWrapper> delayOffsets,
            String brokerAddress) {
        this.offsets = offsets;
        this.consumers = consumers;
        this.topics = topics;
        this.delayOffsets = delayOffsets;
        this.brokerAddress = brokerAddress;
    }

    /** QUERY_TOPIC_CONSUME_BY_WHO (300): groups that are online with the topic, and those that have offsets in it. */
    public RemotingCommand groupsOfTopic(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        String topic = request.decodeCommandCustomHeader(QueryTopicConsumeByWhoRequestHeader.class)
                .topic();
        Set<String> groups = new TreeSet<>(offsets.groupsOf(topic));
        groups.addAll(consumers.groupsOf(topic));
        return JsonBody.answer(new GroupList(groups));
    }

    /** QUERY_TOPICS_BY_CONSUMER (343): topics in which the group has offsets. */
    public RemotingCommand topicsOfGroup(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        String group = request.decodeCommandCustomHeader(QueryTopicsByConsumerRequestHeader.class)
                .group();
        return JsonBody.answer(new TopicList(offsets.topicsOf(group), brokerAddress));
    }

    /** QUERY_SUBSCRIPTION_BY_CONSUMER (345). */
    public RemotingCommand subscription(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        QuerySubscriptionByConsumerRequestHeader header =
                request.decodeCommandCustomHeader(QuerySubscriptionByConsumerRequestHeader.class);
        ConsumerGroupInfo group = header.topic() == null ? null : consumers.find(header.group());
        return JsonBody.answer(new QuerySubscriptionResponseBody(
                group == null ? null : group.subscriptionData(header.topic()), header.group(), header.topic()));
    }

    /** CLONE_GROUP_OFFSET (314): a group goes on where another one is, in one topic or in all of its topics. */
    public RemotingCommand cloneOffsets(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        CloneGroupOffsetRequestHeader header = request.decodeCommandCustomHeader(CloneGroupOffsetRequestHeader.class);
        boolean all = header.topic() == null || header.topic().isBlank();
        for (String topic : all ? offsets.topicsOf(header.srcGroup()) : Set.of(header.topic())) {
            if (topics.find(topic) == null || topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) {
                continue; // gone, or the group's own
            }
            offsets.committedOf(header.srcGroup(), topic)
                    .forEach((queueId, offset) -> offsets.commit(
                            exchange.connection().remoteAddress(), header.destGroup(), topic, queueId, offset));
        }
        return RemotingCommand.success(null);
    }

    /**
     * QUERY_CORRECTION_OFFSET (308): by queue, how far the slowest group is; {@link Long#MAX_VALUE} where the compared one is slower
     * still.
     */
    public RemotingCommand correction(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        QueryCorrectionOffsetHeader header = request.decodeCommandCustomHeader(QueryCorrectionOffsetHeader.class);
        Set<String> left = header.filterGroups() == null ? Set.of() : Set.of(header.filterGroups().split(","));
        Map<Integer, Long> slowest = new TreeMap<>();
        for (String group : offsets.groupsOf(header.topic())) {
            if (!left.contains(group)) {
                offsets.committedOf(group, header.topic())
                        .forEach((queueId, offset) -> slowest.merge(queueId, offset, Math::min));
            }
        }
        offsets.committedOf(header.compareGroup(), header.topic())
                .forEach((queueId, compared) -> slowest.computeIfPresent(
                        queueId, (queue, offset) -> offset > compared ? Long.MAX_VALUE : offset));
        return JsonBody.answer(new QueryCorrectionOffsetBody(slowest));
    }

    /** GET_ALL_CONSUMER_OFFSET (43). */
    public RemotingCommand all(Exchange exchange, RemotingCommand request) {
        return JsonBody.answer(offsets.snapshot());
    }

    /** GET_ALL_DELAY_OFFSET (45). */
    public RemotingCommand allDelayed(Exchange exchange, RemotingCommand request) {
        return JsonBody.answer(delayOffsets.get());
    }
}
