package io.cometmq.broker.admin;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.client.CarriedSubscriptions;
import io.cometmq.broker.client.ConsumerGroupInfo;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.body.DelayOffsetSerializeWrapper;
import io.cometmq.remoting.protocol.body.GroupList;
import io.cometmq.remoting.protocol.body.QuerySubscriptionResponseBody;
import io.cometmq.remoting.protocol.body.TopicList;
import io.cometmq.remoting.protocol.header.QuerySubscriptionByConsumerRequestHeader;
import io.cometmq.remoting.protocol.header.QueryTopicConsumeByWhoRequestHeader;
import io.cometmq.remoting.protocol.header.QueryTopicsByConsumerRequestHeader;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.remoting.rpc.Exchange;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Who consumes what, and the tables of offsets as slaves copy them. */
public final class OffsetAdminProcessor {
    private final ConsumerOffsetManager offsets;
    private final ConsumerManager consumers;
    private final CarriedSubscriptions carried;
    private final Supplier<DelayOffsetSerializeWrapper> delayOffsets;
    private final String brokerAddress;

    /** @param delayOffsets how far each delay level is delivered */
    public OffsetAdminProcessor(
            ConsumerOffsetManager offsets,
            ConsumerManager consumers,
            CarriedSubscriptions carried,
            Supplier<DelayOffsetSerializeWrapper> delayOffsets,
            String brokerAddress) {
        this.offsets = offsets;
        this.consumers = consumers;
        this.carried = carried;
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

    /** QUERY_SUBSCRIPTION_BY_CONSUMER (345): what heartbeats say, or else what the last pull or pop carried. */
    public RemotingCommand subscription(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        QuerySubscriptionByConsumerRequestHeader header =
                request.decodeCommandCustomHeader(QuerySubscriptionByConsumerRequestHeader.class);
        SubscriptionData found = header.topic() == null ? null : subscription(header.group(), header.topic());
        return JsonBody.answer(new QuerySubscriptionResponseBody(found, header.group(), header.topic()));
    }

    private SubscriptionData subscription(String groupName, String topic) {
        ConsumerGroupInfo group = consumers.find(groupName);
        SubscriptionData registered = group == null ? null : group.subscriptionData(topic);
        return registered == null ? carried.latest(groupName, topic) : registered;
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
