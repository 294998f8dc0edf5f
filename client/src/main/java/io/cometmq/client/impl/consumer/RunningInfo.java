package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.LitePullConsumerConfig;
import io.cometmq.client.consumer.PullConsumerConfig;
import io.cometmq.client.consumer.PushConsumerConfig;
import io.cometmq.client.consumer.listener.MessageListenerOrderly;
import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.client.consumer.store.ReadOffsetType;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.client.stat.ConsumerStatsManager;
import io.cometmq.common.MQVersion;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.body.ConsumeStatus;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.body.PopProcessQueueInfo;
import io.cometmq.remoting.protocol.body.ProcessQueueInfo;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a consumer tells operators about itself (docs/protocol/request-codes.md, ConsumerRunningInfo). */
final class RunningInfo {
    private RunningInfo() {}

    static ConsumerRunningInfo of(
            PushConsumerConfig config, String group, Set<SubscriptionData> subscriptions, PushConsumerParts parts) {
        Map<String, String> properties = properties(config, group);
        common(properties, parts.instance(), ConsumeType.CONSUME_PASSIVELY, parts.startMillis());
        properties.put(
                ConsumerRunningInfo.PROP_THREADPOOL_CORE_SIZE,
                Integer.toString(parts.consumeService().threads().size()));
        return info(
                properties,
                group,
                subscriptions,
                parts.processQueues(),
                parts.offsets(),
                parts.stats(),
                parts.popInfo());
    }

    static ConsumerRunningInfo of(
            LitePullConsumerConfig config,
            String group,
            Set<SubscriptionData> subscriptions,
            LitePullConsumerParts parts) {
        Map<String, String> properties = new TreeMap<>();
        common(properties, parts.instance(), ConsumeType.CONSUME_ACTIVELY, parts.startMillis());
        properties.put("consumerGroup", group);
        properties.put("messageModel", config.getMessageModel().name());
        properties.put("consumeFromWhere", config.getConsumeFromWhere().name());
        properties.put("autoCommit", Boolean.toString(config.isAutoCommit()));
        properties.put("pullBatchSize", Integer.toString(config.getPullBatchSize()));
        properties.put("pullThresholdForAll", Long.toString(config.getPullThresholdForAll()));
        return info(properties, group, subscriptions, parts.processQueues(), parts.offsets(), parts.stats(), Map.of());
    }

    static ConsumerRunningInfo of(
            PullConsumerConfig config,
            String group,
            Set<SubscriptionData> subscriptions,
            MQClientInstance instance,
            long startMillis,
            ProcessQueueTable processQueues,
            ConsumerStatsManager stats) {
        Map<String, String> properties = new TreeMap<>();
        common(properties, instance, ConsumeType.CONSUME_ACTIVELY, startMillis);
        properties.put("consumerGroup", group);
        properties.put("messageModel", config.getMessageModel().name());
        return info(properties, group, subscriptions, processQueues, config.getOffsetStore(), stats, Map.of());
    }

    private static void common(
            Map<String, String> properties, MQClientInstance instance, ConsumeType type, long startMillis) {
        properties.put(
                ConsumerRunningInfo.PROP_NAMESERVER_ADDR,
                String.join(";", instance.getMQClientAPIImpl().getNameServerAddressList()));
        properties.put(ConsumerRunningInfo.PROP_CONSUME_TYPE, type.name());
        properties.put(ConsumerRunningInfo.PROP_CONSUMER_START_TIMESTAMP, Long.toString(startMillis));
        properties.put(ConsumerRunningInfo.PROP_CLIENT_VERSION, MQVersion.getVersionDesc(MQVersion.CURRENT_VERSION));
    }

    private static ConsumerRunningInfo info(
            Map<String, String> properties,
            String group,
            Set<SubscriptionData> subscriptions,
            ProcessQueueTable processQueues,
            OffsetStore offsets,
            ConsumerStatsManager stats,
            Map<MessageQueue, PopProcessQueueInfo> pops) {
        Map<MessageQueue, ProcessQueueInfo> queues = new TreeMap<>();
        processQueues
                .view()
                .forEach((queue, processQueue) -> queues.put(
                        queue, processQueue.info(offsets.readOffset(queue, ReadOffsetType.READ_FROM_MEMORY))));
        Map<String, ConsumeStatus> statuses = new TreeMap<>();
        for (SubscriptionData subscription : subscriptions) {
            statuses.put(subscription.getTopic(), stats.consumeStatus(group, subscription.getTopic()));
        }
        return new ConsumerRunningInfo(properties, new TreeSet<>(subscriptions), queues, pops, statuses, null, null);
    }

    private static Map<String, String> properties(PushConsumerConfig config, String group) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(
                ConsumerRunningInfo.PROP_CONSUME_ORDERLY,
                Boolean.toString(config.getMessageListener() instanceof MessageListenerOrderly));
        properties.put("consumerGroup", group);
        properties.put("instanceName", config.getInstanceName());
        properties.put("messageModel", config.getMessageModel().name());
        properties.put("consumeFromWhere", config.getConsumeFromWhere().name());
        properties.put("consumeTimestamp", config.getConsumeTimestamp());
        properties.put(
                "allocateMessageQueueStrategy",
                config.getAllocateMessageQueueStrategy().getName());
        properties.put("consumeMessageBatchMaxSize", Integer.toString(config.getConsumeMessageBatchMaxSize()));
        properties.put("consumeConcurrentlyMaxSpan", Integer.toString(config.getConsumeConcurrentlyMaxSpan()));
        properties.put("consumeTimeout", Long.toString(config.getConsumeTimeout()));
        properties.put("maxReconsumeTimes", Integer.toString(config.getMaxReconsumeTimes()));
        properties.put("pullBatchSize", Integer.toString(config.getPullBatchSize()));
        properties.put("pullInterval", Long.toString(config.getPullInterval()));
        properties.put("pullThresholdForQueue", Integer.toString(config.getPullThresholdForQueue()));
        properties.put("pullThresholdSizeForQueue", Integer.toString(config.getPullThresholdSizeForQueue()));
        properties.put("unitMode", Boolean.toString(config.isUnitMode()));
        return properties;
    }
}
