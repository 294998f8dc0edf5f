package io.cometmq.broker.pull;

import io.cometmq.broker.client.CarriedSubscriptions;
import io.cometmq.broker.client.ConsumerGroupInfo;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.diagnosis.UnknownTopics;
import io.cometmq.broker.filter.FilterRefusedException;
import io.cometmq.broker.filter.MessageFilters;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.sysflag.PullSysFlag;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.PullMessageRequestHeader;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.MessageFilter;
import java.util.function.Supplier;

/**
 * Whether a consumer may pull what it asks for; the checks are in the order of docs/protocol/semantics.md 5, and the first that fails
 * answers. Takes no lock and does not block. Thread-safe.
 */
final class PullChecks {
    /** Why a pull is forbidden, as the answer's header tells it. */
    private static final int FORBIDDEN_BY_BROKER = 1;

    private static final int FORBIDDEN_BY_GROUP = 2;
    private static final int FORBIDDEN_BY_TOPIC = 3;
    private static final int FORBIDDEN_BROADCAST = 4;
    private static final int FORBIDDEN_SUBSCRIPTION = 5;

    private final Supplier<BrokerConfig> configs;
    private final TopicConfigManager topics;
    private final SubscriptionGroupManager groups;
    private final ConsumerManager consumers;
    private final CarriedSubscriptions carried;
    private final MessageFilters filters;
    private final UnknownTopics unknownTopics;

    PullChecks(
            Supplier<BrokerConfig> configs,
            TopicConfigManager topics,
            SubscriptionGroupManager groups,
            ConsumerManager consumers,
            CarriedSubscriptions carried,
            MessageFilters filters,
            UnknownTopics unknownTopics) {
        this.configs = configs;
        this.topics = topics;
        this.groups = groups;
        this.consumers = consumers;
        this.carried = carried;
        this.filters = filters;
        this.unknownTopics = unknownTopics;
    }

    /** @throws PullRefusedException with what the consumer is to be told */
    PullRequest check(Exchange exchange, int requestCode, PullMessageRequestHeader header) throws PullRefusedException {
        SubscriptionGroupConfig group = checkGroup(requestCode, header);
        TopicConfig topic = checkTopic(exchange, header);
        return new PullRequest(exchange, header, topic, group, filter(header, group));
    }

    private MessageFilter filter(PullMessageRequestHeader header, SubscriptionGroupConfig group)
            throws PullRefusedException {
        try {
            return PullSysFlag.hasSubscriptionFlag(header.sysFlag())
                    ? filterOfRequest(header)
                    : filterOfHeartbeat(header, group);
        } catch (FilterRefusedException e) {
            throw new PullRefusedException(e.code(), e.getMessage());
        }
    }

    private SubscriptionGroupConfig checkGroup(int requestCode, PullMessageRequestHeader header)
            throws PullRefusedException {
        BrokerConfig config = configs.get();
        if (!PermName.isReadable(config.brokerPermission())) {
            throw PullRefusedException.forbidden(
                    FORBIDDEN_BY_BROKER, "the broker[" + config.brokerIP1() + "] pulling message is forbidden");
        }
        boolean lite = requestCode == RequestCode.LITE_PULL_MESSAGE || PullSysFlag.hasLitePullFlag(header.sysFlag());
        if (lite && !config.litePullMessageEnable()) {
            throw new PullRefusedException(
                    ResponseCode.NO_PERMISSION,
                    "the broker[" + config.brokerIP1() + "] for lite pull consumer is forbidden");
        }
        SubscriptionGroupConfig group = groups.findOrCreate(header.consumerGroup());
        if (group == null) {
            throw new PullRefusedException(
                    ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST,
                    "subscription group [" + header.consumerGroup() + "] does not exist");
        }
        if (!group.isConsumeEnable()) {
            throw PullRefusedException.forbidden(
                    FORBIDDEN_BY_GROUP, "subscription group no permission, " + header.consumerGroup());
        }
        return group;
    }

    private TopicConfig checkTopic(Exchange exchange, PullMessageRequestHeader header) throws PullRefusedException {
        TopicConfig topic = topics.find(header.topic());
        if (topic == null) {
            unknownTopics.asked(
                    header.topic(),
                    UnknownTopics.Purpose.PULL,
                    exchange.connection().remoteAddress(),
                    "it was deleted or never made on this broker: consumers make no topics, a message to it or updateTopic does");
            throw new PullRefusedException(
                    ResponseCode.TOPIC_NOT_EXIST, "topic[" + header.topic() + "] not exist, apply first please!");
        }
        if (!PermName.isReadable(topic.getPerm())) {
            throw PullRefusedException.forbidden(
                    FORBIDDEN_BY_TOPIC, "the topic[" + header.topic() + "] pulling message is forbidden");
        }
        if (header.queueId() < 0 || header.queueId() >= topic.getReadQueueNums()) {
            throw new PullRefusedException(
                    ResponseCode.INVALID_PARAMETER,
                    "queueId[" + header.queueId() + "] is illegal, topic:[" + header.topic()
                            + "] topicConfig.readQueueNums:[" + topic.getReadQueueNums() + "] consumer:["
                            + exchange.connection().remoteAddress() + "]");
        }
        return topic;
    }

    private MessageFilter filterOfRequest(PullMessageRequestHeader header)
            throws PullRefusedException, FilterRefusedException {
        try {
            return filters.carriedOrAll(
                    header.consumerGroup(),
                    carried.pulled(
                            header.consumerGroup(), header.topic(), header.subscription(), header.expressionType()));
        } catch (IllegalArgumentException e) {
            throw new PullRefusedException(
                    ResponseCode.SUBSCRIPTION_PARSE_FAILED,
                    "parse the consumer's subscription failed: " + e.getMessage());
        }
    }

    private MessageFilter filterOfHeartbeat(PullMessageRequestHeader header, SubscriptionGroupConfig group)
            throws PullRefusedException, FilterRefusedException {
        ConsumerGroupInfo consumer = consumers.find(header.consumerGroup());
        if (consumer == null) {
            throw new PullRefusedException(
                    ResponseCode.SUBSCRIPTION_NOT_EXIST,
                    "the consumer's group info not exist: " + header.consumerGroup());
        }
        if (!group.isConsumeBroadcastEnable() && consumer.messageModel() == MessageModel.BROADCASTING) {
            throw PullRefusedException.forbidden(
                    FORBIDDEN_BROADCAST,
                    "the consumer group[" + header.consumerGroup() + "] can not consume by broadcast way");
        }
        if (groups.isForbidden(header.consumerGroup(), header.topic(), PermName.INDEX_PERM_READ)) {
            throw PullRefusedException.forbidden(
                    FORBIDDEN_SUBSCRIPTION,
                    "the consumer group[" + header.consumerGroup() + "] is forbidden for topic[" + header.topic()
                            + "]");
        }
        SubscriptionData subscription = consumer.subscriptionData(header.topic());
        if (subscription == null) {
            throw new PullRefusedException(
                    ResponseCode.SUBSCRIPTION_NOT_EXIST,
                    "the consumer's subscription not exist, group: " + header.consumerGroup() + ", topic: "
                            + header.topic());
        }
        if (subscription.getSubVersion() < header.subVersion()) {
            throw new PullRefusedException(
                    ResponseCode.SUBSCRIPTION_NOT_LATEST,
                    "the consumer's subscription not latest, group: " + header.consumerGroup() + ", topic: "
                            + header.topic() + ", known: " + subscription.getSubVersion() + ", asked for: "
                            + header.subVersion());
        }
        return filters.registered(header.consumerGroup(), subscription, header.subVersion());
    }
}
