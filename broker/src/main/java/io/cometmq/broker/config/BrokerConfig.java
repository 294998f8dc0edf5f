package io.cometmq.broker.config;

import io.cometmq.common.config.Key;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.store.DelayTable;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a broker is and what it grants, with RocketMQ's names and defaults (docs/protocol/config.md). Immutable.
 */
public record BrokerConfig(
        @Key(value = "DefaultCluster", meaning = "Name of the cluster.", important = true)
        String brokerClusterName,

        @Key(
                value = "${host.name}",
                meaning = "Name of the broker: that of the master and its slaves together.",
                important = true)
        String brokerName,

        @Key(value = "0", meaning = "0: master.", min = 0, important = true)
        long brokerId,

        @Key(value = "ASYNC_MASTER", meaning = "What the broker is among its replicas.")
        BrokerRole brokerRole,

        @Key(value = "${local.address}", meaning = "Address that clients are told to connect to.", important = true)
        String brokerIP1,

        @Key(value = "${brokerIP1}", meaning = "Address that slaves are told to connect to.")
        String brokerIP2,

        @Key(
                value = "10911",
                meaning = "Port for clients; two below it is a second one, without pulls. 0: any free ones.",
                min = 0,
                max = 65535,
                important = true)
        int listenPort,

        @Key(value = "", meaning = "Name servers, separated by ';'. Empty: none.", changeable = true, important = true)
        String namesrvAddr,

        @Key(value = "${user.home}/store", meaning = "Directory of everything that is kept.", important = true)
        String storePathRootDir,

        @Key(
                value = "6",
                meaning = "What the broker allows, whatever its topics allow: 4 read, 2 write.",
                min = 0,
                max = 7,
                changeable = true)
        int brokerPermission,

        @Key(value = "8", meaning = "Queues of the template topic TBW102.", min = 1, max = 65536)
        int defaultTopicQueueNums,

        @Key(
                value = "true",
                meaning = "Whether a message to an unknown topic creates it.",
                changeable = true,
                important = true)
        boolean autoCreateTopicEnable,

        @Key(value = "true", meaning = "Whether the topic named like the cluster is usable.")
        boolean clusterTopicEnable,

        @Key(value = "true", meaning = "Whether the topic named like the broker is usable.")
        boolean brokerTopicEnable,

        @Key(
                value = "true",
                meaning = "Whether an unknown consumer group is created when it comes.",
                changeable = true,
                important = true)
        boolean autoCreateSubscriptionGroup,

        @Key(value = "false", meaning = "Whether the topic for message traces is created.")
        boolean traceTopicEnable,

        @Key(value = "RMQ_SYS_TRACE_TOPIC", meaning = "Name of the topic for message traces.")
        String msgTraceTopicName,

        @Key(value = "DefaultRegion", meaning = "Region that messages and their producers are told.")
        String regionId,

        @Key(value = "true", meaning = "Whether clients may trace messages of this broker.")
        boolean traceOn,

        @Key(
                value = "0",
                meaning = "Instant before which no message is accepted, in ms since 1970.",
                min = 0,
                unit = "ms",
                changeable = true)
        long startAcceptSendRequestTimeStamp,

        @Key(value = "true", meaning = "Whether a pull may wait for as long as it asks for.", changeable = true)
        boolean longPollingEnable,

        @Key(
                value = "1000",
                meaning = "How long a pull waits when longPollingEnable is off.",
                min = 1,
                max = 86_400_000,
                unit = "ms",
                changeable = true)
        long shortPollingTimeMills,

        @Key(value = "true", meaning = "Whether lite pull consumers are served.", changeable = true)
        boolean litePullMessageEnable,

        @Key(
                value = "true",
                meaning = "Whether the members of a group are told when others come and go.",
                changeable = true)
        boolean notifyConsumerIdsChangedEnable,

        @Key(
                value = "5000",
                meaning = "How often consumers' offsets are written to their file.",
                min = 100,
                max = 3_600_000,
                unit = "ms")
        int flushConsumerOffsetInterval,

        @Key(value = "8", meaning = "Queues of the topic that remembers what was popped.", min = 1, max = 1024)
        int reviveQueueNum,

        @Key(value = DelayTable.DEFAULT, meaning = "Delays of the levels 1, 2, ...; units are s, m, h and d.")
        String messageDelayLevel,

        @Key(
                value = "10000",
                meaning = "How often the progress of the delay levels is written to its file.",
                min = 100,
                max = 3_600_000,
                unit = "ms")
        long flushDelayOffsetInterval,

        @Key(
                value = "false",
                meaning = "Whether producers may take back timer messages that are not due.",
                changeable = true)
        boolean recallMessageEnable,

        @Key(
                value = "30000",
                meaning = "How often the broker registers with its name servers; within 10 and 60 seconds.",
                min = 1,
                unit = "ms")
        int registerNameServerPeriod,

        @Key(
                value = "24000",
                meaning = "How long a registration may take.",
                min = 1,
                max = 3_600_000,
                unit = "ms",
                changeable = true)
        int registerBrokerTimeoutMills,

        @Key(
                value = "false",
                meaning = "Whether the broker registers also when a name server knows its latest state.",
                changeable = true)
        boolean forceRegister,

        @Key(value = "false", meaning = "Whether registrations are compressed.", changeable = true)
        boolean compressedRegister,

        @Key(
                value = "120000",
                meaning = "A client that was silent for so long is taken for gone.",
                min = 1000,
                unit = "ms")
        long channelExpiredTimeout,

        @Key(
                value = "false",
                meaning = "Whether a topic with the attribute message.type refuses messages of other types.",
                changeable = true)
        boolean enableTopicMessageTypeCheck,

        @Key(
                value = "false",
                meaning = "Whether consumers are told which replica to read from: a slave when they are far behind.",
                changeable = true)
        boolean slaveReadEnable,

        @Key(
                value = "true",
                meaning = "Whether replies of request-reply are kept in the reply topic.",
                changeable = true)
        boolean storeReplyMessageEnable,

        @Key(value = "false", meaning = "Whether transactional messages are refused.", changeable = true)
        boolean rejectTransactionMessage,

        @Key(
                value = "6000",
                meaning = "Age at which the producer of an undecided transaction is asked first.",
                min = 1,
                max = 86_400_000,
                unit = "ms")
        long transactionTimeOut,

        @Key(value = "15", meaning = "How often it is asked before the transaction is given up.", min = 1, max = 10_000)
        int transactionCheckMax,

        @Key(
                value = "30000",
                meaning = "How long from one round of these questions to the next.",
                min = 10,
                max = 86_400_000,
                unit = "ms")
        long transactionCheckInterval,

        @Key(value = "4", meaning = "Most threads that take verdicts on transactions.", min = 1, max = 1024)
        int endTransactionThreadPoolNums,

        @Key(
                value = "100000",
                meaning = "Most verdicts on transactions that wait for a thread.",
                min = 1,
                max = Integer.MAX_VALUE)
        int endTransactionPoolQueueCapacity,

        @Key(value = "4", meaning = "Most threads that read old messages for consumers.", min = 1, max = 1024)
        int pullMessageThreadPoolNums,

        @Key(
                value = "100000",
                meaning = "Most pulls of old messages that wait for a thread.",
                min = 1,
                max = Integer.MAX_VALUE)
        int pullThreadPoolQueueCapacity,

        @Key(value = "4", meaning = "Most threads for requests that may wait for the disk.", min = 1, max = 1024)
        int adminBrokerThreadPoolNums,

        @Key(
                value = "10000",
                meaning = "Most requests that wait for one of adminBrokerThreadPoolNums.",
                min = 1,
                max = Integer.MAX_VALUE)
        int adminBrokerThreadPoolQueueCapacity) {

    /** What a broker can be among its replicas. */
    public enum BrokerRole {
        ASYNC_MASTER,
        SYNC_MASTER,
        SLAVE
    }

    static final int FAST_PORT_DISTANCE = 2;
    private static final int HA_PORT_DISTANCE = 1;

    public BrokerConfig {
        if (brokerRole != BrokerRole.ASYNC_MASTER || brokerId != 0) {
            throw new IllegalArgumentException("brokerRole = " + brokerRole + ", brokerId = " + brokerId
                    + ": replicas are not supported yet, a broker is ASYNC_MASTER with the id 0");
        }
        if (listenPort == 1 || listenPort == FAST_PORT_DISTANCE) {
            throw new IllegalArgumentException("listenPort = " + listenPort
                    + ": the second port is two below it, so that it must be 3 or above, or 0");
        }
        if (brokerName.isBlank() || brokerClusterName.isBlank()) {
            throw new IllegalArgumentException("brokerName and brokerClusterName must not be empty");
        }
        DelayTable.parse(messageDelayLevel);
    }

    /** The defaults but for these values, such as those of a test. */
    public static BrokerConfig of(Map<String, String> values) {
        return BrokerSettings.load(values).get(BrokerConfig.class);
    }

    /** The port of clients with a VIP channel (docs/protocol/remoting.md 5). */
    public int fastListenPort() {
        return listenPort - FAST_PORT_DISTANCE;
    }

    /** Where clients are told to connect to, as ip:port. */
    public String brokerAddr() {
        return brokerIP1 + ":" + listenPort;
    }

    /** Where slaves are told to connect to, as ip:port (docs/protocol/remoting.md 5). */
    public String haServerAddr() {
        return brokerIP2 + ":" + (listenPort + HA_PORT_DISTANCE);
    }

    /** The topic that remembers what was popped (docs/protocol/semantics.md 1). */
    public String reviveTopic() {
        return TopicValidator.SYSTEM_TOPIC_PREFIX + "REVIVE_LOG_" + brokerClusterName;
    }

    /** The directory of the small state files. */
    public Path configDirectory() {
        return Path.of(storePathRootDir, "config");
    }

    public DelayTable delayTable() {
        return DelayTable.parse(messageDelayLevel);
    }
}
