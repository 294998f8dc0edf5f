package io.cometmq.broker.pop;

import io.cometmq.broker.client.CarriedSubscriptions;
import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.filter.FilterRefusedException;
import io.cometmq.broker.filter.MessageFilters;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.constant.PermName;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.PopMessageRequestHeader;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.MessageFilter;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether a consumer may do what it asks for; the first check that fails answers (docs/protocol/semantics.md 13.1). Takes no lock and
 * does not block. Thread-safe.
 */
final class PopChecks {
    private final Supplier<BrokerConfig> configs;
    private final TopicConfigManager topics;
    private final SubscriptionGroupManager groups;
    private final CarriedSubscriptions carried;
    private final MessageFilters filters;
    private final LongSupplier clockMillis;

    PopChecks(
            Supplier<BrokerConfig> configs,
            TopicConfigManager topics,
            SubscriptionGroupManager groups,
            CarriedSubscriptions carried,
            MessageFilters filters,
            LongSupplier clockMillis) {
        this.configs = configs;
        this.topics = topics;
        this.groups = groups;
        this.carried = carried;
        this.filters = filters;
        this.clockMillis = clockMillis;
    }

    PopRequest check(Exchange exchange, PopMessageRequestHeader header) throws PopRefusedException {
        checkTime(header.bornTime(), header.pollTime());
        if (header.maxMsgNums() > CheckPoint.MAX_MESSAGES) {
            throw new PopRefusedException(
                    ResponseCode.INVALID_PARAMETER,
                    "the broker[" + configs.get().brokerIP1() + "] pop message's num is greater than "
                            + CheckPoint.MAX_MESSAGES);
        }
        if (header.invisibleTime() < 0) {
            throw new PopRefusedException(
                    ResponseCode.INVALID_PARAMETER, "invisibleTime[" + header.invisibleTime() + "] is negative");
        }
        TopicConfig topic = checkReader(exchange, header.topic(), header.queueId(), header.consumerGroup());
        return new PopRequest(exchange, header, topic, filter(header));
    }

    /** A request that was on its way for longer than it may wait has nobody who waits for the answer. */
    private void checkTime(long bornTime, long pollTime) throws PopRefusedException {
        if (pollTime > 0 && bornTime + pollTime < clockMillis.getAsLong()) {
            throw new PopRefusedException(
                    ResponseCode.POLLING_TIMEOUT,
                    "the broker[" + configs.get().brokerIP1() + "] pop message is timeout too much");
        }
    }

    /**
     * Whether the group may read the queue; a negative queue id is any of the topic's.
     *
     * @return the topic
     */
    TopicConfig checkReader(Exchange exchange, String topicName, int queueId, String groupName)
            throws PopRefusedException {
        BrokerConfig config = configs.get();
        if (!PermName.isReadable(config.brokerPermission())) {
            throw new PopRefusedException(
                    ResponseCode.NO_PERMISSION, "the broker[" + config.brokerIP1() + "] pop message is forbidden");
        }
        TopicConfig topic = checkQueue(exchange, topicName, queueId, ResponseCode.INVALID_PARAMETER);
        if (!PermName.isReadable(topic.getPerm())) {
            throw new PopRefusedException(
                    ResponseCode.NO_PERMISSION, "the topic[" + topicName + "] pop message is forbidden");
        }
        SubscriptionGroupConfig group = groups.findOrCreate(groupName);
        if (group == null) {
            throw new PopRefusedException(
                    ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "subscription group [" + groupName + "] does not exist");
        }
        if (!group.isConsumeEnable()) {
            throw new PopRefusedException(ResponseCode.NO_PERMISSION, "subscription group no permission, " + groupName);
        }
        return topic;
    }

    /** @param code of the answer when the topic has no such queue */
    TopicConfig checkQueue(Exchange exchange, String topicName, int queueId, int code) throws PopRefusedException {
        TopicConfig topic = topics.find(topicName);
        if (topic == null) {
            throw new PopRefusedException(
                    ResponseCode.TOPIC_NOT_EXIST, "topic[" + topicName + "] not exist, apply first please!");
        }
        if (queueId >= topic.getReadQueueNums()) {
            throw new PopRefusedException(
                    code,
                    "queueId[" + queueId + "] is illegal, topic:[" + topicName + "] topicConfig.readQueueNums:["
                            + topic.getReadQueueNums() + "] consumer:["
                            + exchange.connection().remoteAddress() + "]");
        }
        return topic;
    }

    private MessageFilter filter(PopMessageRequestHeader header) throws PopRefusedException {
        try {
            SubscriptionData subscription =
                    carried.popped(header.consumerGroup(), header.topic(), header.exp(), header.expType());
            return header.exp() == null || header.exp().isEmpty()
                    ? MessageFilter.ALL
                    : filters.carried(header.consumerGroup(), subscription);
        } catch (FilterRefusedException e) {
            throw new PopRefusedException(e.code(), e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new PopRefusedException(
                    ResponseCode.SUBSCRIPTION_PARSE_FAILED,
                    "parse the consumer's subscription failed: " + e.getMessage());
        }
    }
}
