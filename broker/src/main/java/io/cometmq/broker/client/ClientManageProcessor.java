package io.cometmq.broker.client;

import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.MixAll;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.json.Json;
import io.cometmq.common.json.JsonException;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.GetConsumerListByGroupResponseBody;
import io.cometmq.remoting.protocol.header.GetConsumerListByGroupRequestHeader;
import io.cometmq.remoting.protocol.header.HeartbeatResponseHeader;
import io.cometmq.remoting.protocol.header.UnregisterClientRequestHeader;
import io.cometmq.remoting.protocol.heartbeat.ConsumerData;
import io.cometmq.remoting.protocol.heartbeat.HeartbeatData;
import io.cometmq.remoting.protocol.heartbeat.ProducerData;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.remoting.rpc.Exchange;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How clients come, stay and go (docs/protocol/semantics.md 7). */
public final class ClientManageProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(ClientManageProcessor.class);
    private static final RateLimitedLog REFUSED = new RateLimitedLog(LOG, Duration.ofSeconds(10));
    private static final int READ_WRITE = PermName.PERM_READ | PermName.PERM_WRITE;

    private final ProducerManager producers;
    private final ConsumerManager consumers;
    private final SubscriptionGroupManager groups;
    private final TopicConfigManager topics;
    private final LongSupplier clockMillis;

    public ClientManageProcessor(
            ProducerManager producers,
            ConsumerManager consumers,
            SubscriptionGroupManager groups,
            TopicConfigManager topics,
            LongSupplier clockMillis) {
        this.producers = producers;
        this.consumers = consumers;
        this.groups = groups;
        this.topics = topics;
        this.clockMillis = clockMillis;
    }

    /** HEART_BEAT (34). */
    public RemotingCommand heartbeat(Exchange exchange, RemotingCommand request) {
        HeartbeatData heartbeat;
        try {
            heartbeat = Json.fromJson(request.getBody(), HeartbeatData.class);
        } catch (JsonException e) {
            return RemotingCommand.createResponseCommand(ResponseCode.SYSTEM_ERROR, e.getMessage());
        }
        String objection = objection(heartbeat);
        if (!objection.isEmpty()) {
            return RemotingCommand.createResponseCommand(ResponseCode.SYSTEM_ERROR, objection);
        }
        ClientChannelInfo client = new ClientChannelInfo(
                exchange.connection(),
                heartbeat.clientID(),
                request.getLanguage(),
                request.getVersion(),
                clockMillis.getAsLong());
        for (ProducerData producer : heartbeat.producerDataSet()) {
            producers.register(client, producer.groupName());
        }
        // A client that always sends its subscriptions is never told to leave them out.
        boolean needsSubscriptions = heartbeat.heartbeatFingerprint() == 0;
        for (ConsumerData consumer : heartbeat.consumerDataSet()) {
            needsSubscriptions |= !register(client, consumer, heartbeat);
        }
        return RemotingCommand.success(new HeartbeatResponseHeader(true, needsSubscriptions));
    }

    private static String objection(HeartbeatData heartbeat) {
        boolean nameless = heartbeat.producerDataSet().stream().anyMatch(producer -> producer.groupName() == null)
                || heartbeat.consumerDataSet().stream().anyMatch(consumer -> consumer.groupName() == null);
        if (nameless) {
            return "a group in the heartbeat of " + heartbeat.clientID() + " has no name";
        }
        boolean topicless = heartbeat.consumerDataSet().stream()
                .flatMap(consumer -> consumer.subscriptionDataSet().stream())
                .anyMatch(subscription -> subscription.getTopic() == null);
        if (topicless) {
            return "a subscription in the heartbeat of " + heartbeat.clientID() + " has no topic";
        }
        boolean empty = heartbeat.producerDataSet().isEmpty()
                && heartbeat.consumerDataSet().isEmpty();
        return heartbeat.clientID() == null && !empty ? "the heartbeat has no clientID" : "";
    }

    /** False when the broker needs the subscriptions that were left out. */
    private boolean register(ClientChannelInfo client, ConsumerData consumer, HeartbeatData heartbeat) {
        SubscriptionGroupConfig group = groups.findOrCreate(consumer.groupName());
        if (group == null) {
            REFUSED.info("consumer group {} of {} does not exist and may not be created", consumer.groupName(), client);
            return true;
        }
        topics.createForSendBack(
                MixAll.getRetryTopic(consumer.groupName()), group.getRetryQueueNums(), READ_WRITE, consumer.unitMode());
        return consumers.register(client, consumer, heartbeat.withoutSub(), heartbeat.heartbeatFingerprint());
    }

    /** UNREGISTER_CLIENT (35). */
    public RemotingCommand unregister(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        UnregisterClientRequestHeader header = request.decodeCommandCustomHeader(UnregisterClientRequestHeader.class);
        if (header.producerGroup() != null) {
            producers.unregister(exchange.connection(), header.producerGroup());
        }
        if (header.consumerGroup() != null) {
            consumers.unregister(exchange.connection(), header.consumerGroup());
        }
        return RemotingCommand.success(null);
    }

    /** GET_CONSUMER_LIST_BY_GROUP (38): who shares out the queues. */
    public RemotingCommand consumerIds(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        String name = request.decodeCommandCustomHeader(GetConsumerListByGroupRequestHeader.class)
                .consumerGroup();
        ConsumerGroupInfo group = consumers.find(name);
        List<String> clientIds = group == null ? List.of() : group.clientIds();
        if (clientIds.isEmpty()) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.SYSTEM_ERROR, "no consumer for this group, " + name);
        }
        RemotingCommand response = RemotingCommand.success(null);
        response.setBody(Json.toJsonBytes(new GetConsumerListByGroupResponseBody(clientIds)));
        return response;
    }
}
