package io.cometmq.broker.config;

import io.cometmq.common.net.LocalAddress;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.netty.NettyServerConfig;
import io.cometmq.store.FlushDiskType;
import io.cometmq.store.MessageStoreConfig;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;

/**
 * One broker's settings, under RocketMQ's property names and with its defaults (docs/protocol/config.md); intervals are in
 * milliseconds where the name says nothing else. Immutable.
 *
 * @param brokerName name of the master and its slaves together
 * @param brokerId 0: master
 * @param brokerIP1 address that clients are told
 * @param brokerIP2 address that slaves are told
 * @param namesrvAddr name servers, separated by semicolons; empty: none
 * @param brokerPermission bits of PermName that every topic is limited to
 * @param defaultTopicQueueNums queues of the template topic TBW102
 * @param startAcceptSendRequestTimeStamp instant before which no message is accepted, milliseconds since the epoch
 * @param shortPollingTimeMills how long a pull is held when long polling is off
 * @param messageDelayLevel delays of the levels 1, 2, ..., separated by blanks, with the units s m h d
 * @param pullMessageThreadPoolNums most threads that read old messages from the disk
 * @param adminBrokerThreadPoolNums most threads for requests that may block
 * @param clientManageThreadPoolNums most threads for heartbeats and consumers' questions
 * @param haListenPort port that slaves are told
 * @param store what the store is told
 * @param server what the network server is told
 * @param effective every key in force, for printing
 * @param withoutEffect given keys that RocketMQ knows and this broker does not honour
 */
public record BrokerConfig(
        String brokerClusterName,
        String brokerName,
        long brokerId,
        String brokerIP1,
        String brokerIP2,
        String namesrvAddr,
        int brokerPermission,
        int defaultTopicQueueNums,
        boolean autoCreateTopicEnable,
        boolean clusterTopicEnable,
        boolean brokerTopicEnable,
        boolean autoCreateSubscriptionGroup,
        boolean traceTopicEnable,
        String msgTraceTopicName,
        String regionId,
        boolean traceOn,
        long startAcceptSendRequestTimeStamp,
        boolean longPollingEnable,
        long shortPollingTimeMills,
        boolean litePullMessageEnable,
        boolean notifyConsumerIdsChangedEnable,
        int flushConsumerOffsetInterval,
        DelayTable messageDelayLevel,
        long flushDelayOffsetInterval,
        int registerNameServerPeriod,
        int registerBrokerTimeoutMills,
        boolean forceRegister,
        boolean compressedRegister,
        long channelExpiredTimeout,
        long subscriptionExpiredTimeout,
        int pullMessageThreadPoolNums,
        int pullThreadPoolQueueCapacity,
        int adminBrokerThreadPoolNums,
        int adminBrokerThreadPoolQueueCapacity,
        int clientManageThreadPoolNums,
        int clientManagerThreadPoolQueueCapacity,
        int haListenPort,
        MessageStoreConfig store,
        NettyServerConfig server,
        SortedMap<String, String> effective,
        List<String> withoutEffect) {

    private static final int MAX_PORT = 65_535;
    private static final int DAY_MILLIS = 86_400_000;
    private static final int MAX_THREADS = 1_024;

    /** What a replica may be; this broker can be a master only. */
    private enum BrokerRole {
        ASYNC_MASTER,
        SYNC_MASTER,
        SLAVE
    }

    /** The port clients with a VIP channel use (docs/protocol/remoting.md 5); 0 when the main port is ephemeral. */
    public int fastListenPort() {
        return server.listenPort() == 0 ? 0 : server.listenPort() - 2;
    }

    /** The directory of the small state files. */
    public Path configDirectory() {
        return store.storePathRootDir().resolve("config");
    }

    /**
     * Reads a properties file.
     *
     * @throws ConfigException when it cannot be read, or a key is unknown or malformed
     */
    public static BrokerConfig load(Path file, Map<String, String> overrides) throws ConfigException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("the configuration file " + file + " cannot be read: " + e);
        }
        Map<String, String> given = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> given.put(key, properties.getProperty(key)));
        given.putAll(overrides);
        try {
            return of(given);
        } catch (ConfigException e) {
            throw new ConfigException(
                    "in the configuration file " + file + ":" + System.lineSeparator() + e.getMessage());
        }
    }

    /** RocketMQ's defaults. */
    public static BrokerConfig defaults() {
        try {
            return of(Map.of());
        } catch (ConfigException e) {
            throw new IllegalStateException("the defaults contradict themselves", e);
        }
    }

    /**
     * The defaults with some keys replaced.
     *
     * @throws ConfigException when a key is unknown or malformed
     */
    public static BrokerConfig of(Map<String, String> given) throws ConfigException {
        Settings in = new Settings(given);
        BrokerConfig config = read(in);
        in.check();
        return config;
    }

    private static BrokerConfig read(Settings in) {
        NettyServerConfig server = readServer(in);
        String brokerIP1 = in.text("brokerIP1", LocalAddress.preferred().getHostAddress());
        int defaultHaPort = server.listenPort() == 0 ? 0 : Math.min(server.listenPort() + 1, MAX_PORT);
        List<String> withoutEffect = new ArrayList<>();
        BrokerConfig config = new BrokerConfig(
                in.read("brokerClusterName", "DefaultCluster", BrokerConfig::name),
                in.read("brokerName", hostName(), BrokerConfig::name),
                in.number("brokerId", 0L, 0, Long.MAX_VALUE),
                brokerIP1,
                in.text("brokerIP2", brokerIP1),
                in.text("namesrvAddr", ""),
                in.number("brokerPermission", 6, 0, 7),
                in.number("defaultTopicQueueNums", 8, 1, 65_536),
                in.flag("autoCreateTopicEnable", true),
                in.flag("clusterTopicEnable", true),
                in.flag("brokerTopicEnable", true),
                in.flag("autoCreateSubscriptionGroup", true),
                in.flag("traceTopicEnable", false),
                in.text("msgTraceTopicName", TopicValidator.RMQ_SYS_TRACE_TOPIC),
                in.text("regionId", "DefaultRegion"),
                in.flag("traceOn", true),
                in.number("startAcceptSendRequestTimeStamp", 0L, 0, Long.MAX_VALUE),
                in.flag("longPollingEnable", true),
                in.number("shortPollingTimeMills", 1_000L, 1, DAY_MILLIS),
                in.flag("litePullMessageEnable", true),
                in.flag("notifyConsumerIdsChangedEnable", true),
                in.number("flushConsumerOffsetInterval", 5_000, 1, DAY_MILLIS),
                in.read("messageDelayLevel", DelayTable.DEFAULT, DelayTable::parse),
                in.number("flushDelayOffsetInterval", 10_000L, 1, DAY_MILLIS),
                in.number("registerNameServerPeriod", 30_000, 1, DAY_MILLIS),
                in.number("registerBrokerTimeoutMills", 24_000, 1, DAY_MILLIS),
                in.flag("forceRegister", false),
                in.flag("compressedRegister", false),
                in.number("channelExpiredTimeout", 120_000L, 1, DAY_MILLIS),
                in.number("subscriptionExpiredTimeout", 600_000L, 1, DAY_MILLIS),
                in.number("pullMessageThreadPoolNums", 4, 1, MAX_THREADS),
                in.number("pullThreadPoolQueueCapacity", 100_000, 1, Integer.MAX_VALUE),
                in.number("adminBrokerThreadPoolNums", 4, 1, MAX_THREADS),
                in.number("adminBrokerThreadPoolQueueCapacity", 10_000, 1, Integer.MAX_VALUE),
                in.number("clientManageThreadPoolNums", 2, 1, MAX_THREADS),
                in.number("clientManagerThreadPoolQueueCapacity", 100_000, 1, Integer.MAX_VALUE),
                in.number("haListenPort", defaultHaPort, 0, MAX_PORT),
                readStore(in),
                server,
                Collections.unmodifiableSortedMap(in.effective()),
                Collections.unmodifiableList(withoutEffect));
        checkRole(in, config.brokerId);
        sortUnread(in, withoutEffect);
        return config;
    }

    private static NettyServerConfig readServer(Settings in) {
        return new NettyServerConfig(
                in.text("bindAddress", "0.0.0.0"),
                in.read("listenPort", 10_911, BrokerConfig::listenPort),
                in.number("serverSelectorThreads", 0, 0, MAX_THREADS),
                in.number("serverChannelMaxIdleTimeSeconds", 120, 1, DAY_MILLIS / 1_000),
                in.number("serverSocketBacklog", 1_024, 1, MAX_PORT),
                in.number("serverSocketSndBufSize", 0, 0, Integer.MAX_VALUE),
                in.number("serverSocketRcvBufSize", 0, 0, Integer.MAX_VALUE),
                in.number("writeBufferHighWaterMark", 0, 0, Integer.MAX_VALUE),
                in.number("writeBufferLowWaterMark", 0, 0, Integer.MAX_VALUE));
    }

    private static MessageStoreConfig readStore(Settings in) {
        Path root = path(in, "storePathRootDir", Path.of(System.getProperty("user.home"), "store"));
        MessageStoreConfig preset = MessageStoreConfig.defaults(root);
        return MessageStoreConfig.builder(root)
                .storePathCommitLog(path(in, "storePathCommitLog", preset.storePathCommitLog()))
                .mappedFileSizeCommitLog(
                        atLeast(in, "mappedFileSizeCommitLog", preset.mappedFileSizeCommitLog(), 4_096))
                .mappedFileSizeConsumeQueue(
                        atLeast(in, "mappedFileSizeConsumeQueue", preset.mappedFileSizeConsumeQueue(), 20))
                .flushDiskType(in.choice("flushDiskType", FlushDiskType.ASYNC_FLUSH))
                .flushIntervalCommitLog(atLeast(in, "flushIntervalCommitLog", preset.flushIntervalCommitLog(), 1))
                .flushCommitLogLeastPages(atLeast(in, "flushCommitLogLeastPages", preset.flushCommitLogLeastPages(), 0))
                .flushCommitLogThoroughInterval(
                        atLeast(in, "flushCommitLogThoroughInterval", preset.flushCommitLogThoroughInterval(), 1))
                .flushIntervalConsumeQueue(
                        atLeast(in, "flushIntervalConsumeQueue", preset.flushIntervalConsumeQueue(), 1))
                .flushConsumeQueueLeastPages(
                        atLeast(in, "flushConsumeQueueLeastPages", preset.flushConsumeQueueLeastPages(), 0))
                .flushConsumeQueueThoroughInterval(
                        atLeast(in, "flushConsumeQueueThoroughInterval", preset.flushConsumeQueueThoroughInterval(), 1))
                .syncFlushTimeout(atLeast(in, "syncFlushTimeout", preset.syncFlushTimeout(), 1))
                .maxMessageSize(atLeast(in, "maxMessageSize", preset.maxMessageSize(), 1))
                .maxTopicLength(in.number("maxTopicLength", preset.maxTopicLength(), 1, 255))
                .checkCRCOnRecover(in.flag("checkCRCOnRecover", preset.checkCRCOnRecover()))
                .maxTransferBytesOnMessageInMemory(
                        atLeast(in, "maxTransferBytesOnMessageInMemory", preset.maxTransferBytesOnMessageInMemory(), 1))
                .maxTransferCountOnMessageInMemory(
                        atLeast(in, "maxTransferCountOnMessageInMemory", preset.maxTransferCountOnMessageInMemory(), 1))
                .maxTransferBytesOnMessageInDisk(
                        atLeast(in, "maxTransferBytesOnMessageInDisk", preset.maxTransferBytesOnMessageInDisk(), 1))
                .maxTransferCountOnMessageInDisk(
                        atLeast(in, "maxTransferCountOnMessageInDisk", preset.maxTransferCountOnMessageInDisk(), 1))
                .accessMessageInMemoryMaxRatio(
                        in.number("accessMessageInMemoryMaxRatio", preset.accessMessageInMemoryMaxRatio(), 0, 100))
                .maxFilterMessageSize(atLeast(in, "maxFilterMessageSize", preset.maxFilterMessageSize(), 20))
                .messageIndexEnable(in.flag("messageIndexEnable", preset.messageIndexEnable()))
                .messageIndexSafe(in.flag("messageIndexSafe", preset.messageIndexSafe()))
                .maxHashSlotNum(atLeast(in, "maxHashSlotNum", preset.maxHashSlotNum(), 1))
                .maxIndexNum(atLeast(in, "maxIndexNum", preset.maxIndexNum(), 2))
                .maxMsgsNumBatch(atLeast(in, "maxMsgsNumBatch", preset.maxMsgsNumBatch(), 1))
                .maxAsyncPutMessageRequests(
                        atLeast(in, "maxAsyncPutMessageRequests", preset.maxAsyncPutMessageRequests(), 1))
                .osPageCacheBusyTimeOutMills(
                        in.number("osPageCacheBusyTimeOutMills", preset.osPageCacheBusyTimeOutMills(), 1, DAY_MILLIS))
                .diskSpaceWarningLevelRatio(
                        in.number("diskSpaceWarningLevelRatio", preset.diskSpaceWarningLevelRatio(), 1, 100))
                .build();
    }

    private static int atLeast(Settings in, String key, int preset, int min) {
        return in.number(key, preset, min, Integer.MAX_VALUE);
    }

    private static Path path(Settings in, String key, Path preset) {
        return in.read(key, preset, value -> {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("names no directory");
            }
            return Path.of(value);
        });
    }

    /** The fast port lies two below the main port, so the smallest main port is 3; 0 asks for any free ones. */
    private static int listenPort(String value) {
        int port = Integer.parseInt(value);
        if (port != 0 && (port < 3 || port > MAX_PORT)) {
            throw new IllegalArgumentException("is not within 3.." + MAX_PORT);
        }
        return port;
    }

    private static String name(String value) {
        if (value.isEmpty() || value.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("is no name");
        }
        return value;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "DEFAULT_BROKER";
        }
    }

    private static void checkRole(Settings in, long brokerId) {
        BrokerRole role = in.choice("brokerRole", BrokerRole.ASYNC_MASTER);
        if (role != BrokerRole.ASYNC_MASTER) {
            in.refuse("brokerRole=" + role + " is not supported yet: this broker runs as ASYNC_MASTER only");
        }
        if (brokerId != 0) {
            in.refuse("brokerId=" + brokerId + " is a slave's, and slaves are not supported yet: use 0");
        }
    }

    private static void sortUnread(Settings in, List<String> withoutEffect) {
        for (String key : in.unread()) {
            if (RocketMQKeys.contains(key)) {
                withoutEffect.add(key);
            } else {
                String nearest = in.nearest(key);
                in.refuse(key + " is not a known key" + (nearest.isEmpty() ? "" : "; did you mean " + nearest + "?"));
            }
        }
    }
}
