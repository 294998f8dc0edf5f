package io.cometmq.remoting.protocol.body;

import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Map;
import java.util.Set;

/**
 * Body of the answer to GET_CONSUMER_RUNNING_INFO (307): what a consumer client is doing.
 *
 * @param jstack stacks of its threads when they were asked for, else null
 */
public record ConsumerRunningInfo(
        Map<String, String> properties,
        Set<SubscriptionData> subscriptionSet,
        Map<MessageQueue, ProcessQueueInfo> mqTable,
        Map<MessageQueue, PopProcessQueueInfo> mqPopTable,
        Map<String, ConsumeStatus> statusTable,
        Map<String, String> userConsumerInfo,
        String jstack) {
    public static final String PROP_NAMESERVER_ADDR = "PROP_NAMESERVER_ADDR";
    public static final String PROP_THREADPOOL_CORE_SIZE = "PROP_THREADPOOL_CORE_SIZE";
    public static final String PROP_CONSUME_ORDERLY = "PROP_CONSUMEORDERLY";
    public static final String PROP_CONSUME_TYPE = "PROP_CONSUME_TYPE";
    public static final String PROP_CLIENT_VERSION = "PROP_CLIENT_VERSION";
    public static final String PROP_CONSUMER_START_TIMESTAMP = "PROP_CONSUMER_START_TIMESTAMP";

    public ConsumerRunningInfo {
        properties = properties == null ? Map.of() : properties;
        subscriptionSet = subscriptionSet == null ? Set.of() : subscriptionSet;
        mqTable = mqTable == null ? Map.of() : mqTable;
        mqPopTable = mqPopTable == null ? Map.of() : mqPopTable;
        statusTable = statusTable == null ? Map.of() : statusTable;
        userConsumerInfo = userConsumerInfo == null ? Map.of() : userConsumerInfo;
    }
}
