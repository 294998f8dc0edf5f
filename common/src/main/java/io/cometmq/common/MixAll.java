package io.cometmq.common;

import java.util.Set;

/** The well-known names of the RocketMQ family: prefixes, groups, properties and environment variables. */
public final class MixAll {
    public static final String ROCKETMQ_HOME_ENV = "ROCKETMQ_HOME";
    public static final String ROCKETMQ_HOME_PROPERTY = "rocketmq.home.dir";
    public static final String NAMESRV_ADDR_ENV = "NAMESRV_ADDR";
    public static final String NAMESRV_ADDR_PROPERTY = "rocketmq.namesrv.addr";
    public static final String MESSAGE_COMPRESS_TYPE = "rocketmq.message.compressType";
    public static final String MESSAGE_COMPRESS_LEVEL = "rocketmq.message.compressLevel";

    public static final String DEFAULT_PRODUCER_GROUP = "DEFAULT_PRODUCER";
    public static final String DEFAULT_CONSUMER_GROUP = "DEFAULT_CONSUMER";
    public static final String TOOLS_CONSUMER_GROUP = "TOOLS_CONSUMER";
    public static final String SCHEDULE_CONSUMER_GROUP = "SCHEDULE_CONSUMER";
    public static final String FILTERSRV_CONSUMER_GROUP = "FILTERSRV_CONSUMER";
    public static final String MONITOR_CONSUMER_GROUP = "__MONITOR_CONSUMER";
    public static final String CLIENT_INNER_PRODUCER_GROUP = "CLIENT_INNER_PRODUCER";
    public static final String SELF_TEST_PRODUCER_GROUP = "SELF_TEST_P_GROUP";
    public static final String SELF_TEST_CONSUMER_GROUP = "SELF_TEST_C_GROUP";
    public static final String ONS_HTTP_PROXY_GROUP = "CID_ONS-HTTP-PROXY";
    public static final String CID_ONSAPI_PERMISSION_GROUP = "CID_ONSAPI_PERMISSION";
    public static final String CID_ONSAPI_OWNER_GROUP = "CID_ONSAPI_OWNER";
    public static final String CID_ONSAPI_PULL_GROUP = "CID_ONSAPI_PULL";
    public static final String CID_RMQ_SYS_PREFIX = "CID_RMQ_SYS_";
    public static final String CID_SYS_RMQ_TRANS = "CID_RMQ_SYS_TRANS";

    public static final String RETRY_GROUP_TOPIC_PREFIX = "%RETRY%";
    public static final String DLQ_GROUP_TOPIC_PREFIX = "%DLQ%";
    public static final String REPLY_TOPIC_POSTFIX = "REPLY_TOPIC";
    public static final String LMQ_PREFIX = "%LMQ%";
    public static final int LMQ_QUEUE_ID = 0;
    public static final String LMQ_DISPATCH_SEPARATOR = ",";

    public static final long MASTER_ID = 0;
    public static final long FIRST_SLAVE_ID = 1;

    public static final String DEFAULT_TRACE_REGION_ID = "DefaultRegion";
    public static final String REPLY_MESSAGE_FLAG = "reply";
    public static final String MULTI_PATH_SPLITTER = ",";
    public static final String LOGICAL_QUEUE_MOCK_BROKER_PREFIX = "__syslo__";
    public static final String METADATA_SCOPE_GLOBAL = "__global__";

    /** Extra fields of a query by unique key, of 5.x clients and of zones (docs/protocol/remoting.md 10). */
    public static final String UNIQUE_MSG_QUERY_FLAG = "_UNIQUE_KEY_QUERY";

    public static final String REQ_T = "ReqT";
    public static final String ROCKETMQ_ZONE_ENV = "ROCKETMQ_ZONE";
    public static final String ROCKETMQ_ZONE_PROPERTY = "rocketmq.zone";
    public static final String ROCKETMQ_ZONE_MODE_ENV = "ROCKETMQ_ZONE_MODE";
    public static final String ROCKETMQ_ZONE_MODE_PROPERTY = "rocketmq.zone.mode";
    public static final String ZONE_NAME = "__ZONE_NAME";
    public static final String ZONE_MODE = "__ZONE_MODE";

    /** Extra fields of the answer to a heartbeat. */
    public static final String IS_SUPPORT_HEART_BEAT_V2 = "IS_SUPPORT_HEART_BEAT_V2";

    public static final String IS_SUB_CHANGE = "IS_SUB_CHANGE";

    /** Property of a consume hook's context: how the call of the listener ended. */
    public static final String CONSUME_CONTEXT_TYPE = "ConsumeContextType";

    private static final Set<String> PREDEFINED_GROUPS = Set.of(
            DEFAULT_CONSUMER_GROUP,
            DEFAULT_PRODUCER_GROUP,
            TOOLS_CONSUMER_GROUP,
            SCHEDULE_CONSUMER_GROUP,
            FILTERSRV_CONSUMER_GROUP,
            MONITOR_CONSUMER_GROUP,
            CLIENT_INNER_PRODUCER_GROUP,
            SELF_TEST_PRODUCER_GROUP,
            SELF_TEST_CONSUMER_GROUP,
            ONS_HTTP_PROXY_GROUP,
            CID_ONSAPI_PERMISSION_GROUP,
            CID_ONSAPI_OWNER_GROUP,
            CID_ONSAPI_PULL_GROUP,
            CID_SYS_RMQ_TRANS);

    private MixAll() {}

    public static String getRetryTopic(String consumerGroup) {
        return RETRY_GROUP_TOPIC_PREFIX + consumerGroup;
    }

    public static String getDLQTopic(String consumerGroup) {
        return DLQ_GROUP_TOPIC_PREFIX + consumerGroup;
    }

    public static String getReplyTopic(String clusterName) {
        return clusterName + "_" + REPLY_TOPIC_POSTFIX;
    }

    public static boolean isSysConsumerGroup(String consumerGroup) {
        return consumerGroup.startsWith(CID_RMQ_SYS_PREFIX);
    }

    /** Whether the group is one that brokers and tools of the family know by name. */
    public static boolean isPredefinedGroup(String consumerGroup) {
        return PREDEFINED_GROUPS.contains(consumerGroup);
    }

    /** Whether the name is that of a light queue: a queue of its own that messages are dispatched to in addition. */
    public static boolean isLmq(String topic) {
        return topic != null && topic.startsWith(LMQ_PREFIX);
    }

    /** The address of a broker's fast port, two below the port of the address (docs/protocol/remoting.md 5). */
    public static String brokerVIPChannel(boolean useFastPort, String brokerAddress) {
        if (!useFastPort) {
            return brokerAddress;
        }
        int colon = brokerAddress.lastIndexOf(':');
        return brokerAddress.substring(0, colon + 1) + (Integer.parseInt(brokerAddress.substring(colon + 1)) - 2);
    }
}
