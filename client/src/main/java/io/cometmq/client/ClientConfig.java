package io.cometmq.client;

import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.common.net.LocalAddress;
import io.cometmq.remoting.protocol.LanguageCode;
import io.cometmq.remoting.protocol.NamespaceUtil;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What producers, consumers and admin clients have in common. Set before the client starts; a client keeps reading it, so it
 * must not be changed by several threads. Names and defaults are RocketMQ's.
 */
public class ClientConfig {
    public static final String SEND_MESSAGE_WITH_VIP_CHANNEL_PROPERTY = "com.rocketmq.sendMessageWithVIPChannel";
    public static final String DECODE_READ_BODY = "com.rocketmq.read.body";
    public static final String DECODE_DECOMPRESS_BODY = "com.rocketmq.decompress.body";
    public static final String SEND_LATENCY_ENABLE = "com.rocketmq.sendLatencyEnable";
    public static final String START_DETECTOR_ENABLE = "com.rocketmq.startDetectorEnable";

    private static final String DEFAULT_INSTANCE_NAME = "DEFAULT";
    private static final String STREAM_SUFFIX = "STREAM";

    private String namesrvAddr = nameServersOfProcess();
    private String clientIP = LocalAddress.preferred().getHostAddress();
    private String instanceName = System.getProperty("rocketmq.client.name", DEFAULT_INSTANCE_NAME);
    private int clientCallbackExecutorThreads = Runtime.getRuntime().availableProcessors();
    private int pollNameServerInterval = 1000 * 30;
    private int heartbeatBrokerInterval = 1000 * 30;
    private int persistConsumerOffsetInterval = 1000 * 5;
    private long pullTimeDelayMillsWhenException = 1000;
    private String unitName;
    private boolean unitMode;
    private boolean vipChannelEnabled = flag(SEND_MESSAGE_WITH_VIP_CHANNEL_PROPERTY, false);
    private LanguageCode language = LanguageCode.JAVA;
    private boolean decodeReadBody = flag(DECODE_READ_BODY, true);
    private boolean decodeDecompressBody = flag(DECODE_DECOMPRESS_BODY, true);
    protected String namespace;
    protected String namespaceV2;
    private int mqClientApiTimeout = 3 * 1000;
    protected boolean enableStreamRequestType;
    private boolean sendLatencyEnable = flag(SEND_LATENCY_ENABLE, false);
    private boolean startDetectorEnable = flag(START_DETECTOR_ENABLE, false);
    private boolean enableHeartbeatChannelEventListener = true;
    private int detectTimeout = 200;
    private int detectInterval = 2 * 1000;

    protected AccessChannel accessChannel = AccessChannel.LOCAL;
    protected boolean enableTrace;
    protected String traceTopic;
    private int traceMsgBatchNum = 10;

    private static String nameServersOfProcess() {
        return System.getProperty(MixAll.NAMESRV_ADDR_PROPERTY, System.getenv(MixAll.NAMESRV_ADDR_ENV));
    }

    private static boolean flag(String property, boolean absent) {
        return Boolean.parseBoolean(System.getProperty(property, Boolean.toString(absent)));
    }

    /** The client's name towards brokers: ip@instance[@unit][@STREAM] (docs/protocol/semantics.md 20). */
    public String buildMQClientId() {
        StringBuilder id = new StringBuilder().append(clientIP).append('@').append(instanceName);
        if (unitName != null && !unitName.isBlank()) {
            id.append('@').append(unitName);
        }
        if (enableStreamRequestType) {
            id.append('@').append(STREAM_SUFFIX);
        }
        return id.toString();
    }

    /** Replaces the default instance name by one that no other process of this machine has. */
    public void changeInstanceNameToPID() {
        if (instanceName.equals(DEFAULT_INSTANCE_NAME)) {
            instanceName = ProcessHandle.current().pid() + "#" + System.nanoTime();
        }
    }

    public String withNamespace(String resource) {
        return NamespaceUtil.wrapNamespace(namespace, resource);
    }

    public Set<String> withNamespace(Set<String> resources) {
        Set<String> wrapped = new LinkedHashSet<>();
        resources.forEach(resource -> wrapped.add(withNamespace(resource)));
        return wrapped;
    }

    public String withoutNamespace(String resource) {
        return NamespaceUtil.withoutNamespace(resource, namespace);
    }

    public Set<String> withoutNamespace(Set<String> resources) {
        Set<String> plain = new LinkedHashSet<>();
        resources.forEach(resource -> plain.add(withoutNamespace(resource)));
        return plain;
    }

    /** The queue itself when there is no namespace. */
    public MessageQueue queueWithNamespace(MessageQueue queue) {
        if (namespace == null || namespace.isEmpty()) {
            return queue;
        }
        return new MessageQueue(withNamespace(queue.getTopic()), queue.getBrokerName(), queue.getQueueId());
    }

    public Collection<MessageQueue> queuesWithNamespace(Collection<MessageQueue> queues) {
        return queues.stream().map(this::queueWithNamespace).toList();
    }

    /** Takes over every value of the other one. */
    public void resetClientConfig(ClientConfig other) {
        this.namesrvAddr = other.namesrvAddr;
        this.clientIP = other.clientIP;
        this.instanceName = other.instanceName;
        this.clientCallbackExecutorThreads = other.clientCallbackExecutorThreads;
        this.pollNameServerInterval = other.pollNameServerInterval;
        this.heartbeatBrokerInterval = other.heartbeatBrokerInterval;
        this.persistConsumerOffsetInterval = other.persistConsumerOffsetInterval;
        this.pullTimeDelayMillsWhenException = other.pullTimeDelayMillsWhenException;
        this.unitName = other.unitName;
        this.unitMode = other.unitMode;
        this.vipChannelEnabled = other.vipChannelEnabled;
        this.language = other.language;
        this.decodeReadBody = other.decodeReadBody;
        this.decodeDecompressBody = other.decodeDecompressBody;
        this.namespace = other.namespace;
        this.namespaceV2 = other.namespaceV2;
        this.mqClientApiTimeout = other.mqClientApiTimeout;
        this.enableStreamRequestType = other.enableStreamRequestType;
        this.sendLatencyEnable = other.sendLatencyEnable;
        this.startDetectorEnable = other.startDetectorEnable;
        this.enableHeartbeatChannelEventListener = other.enableHeartbeatChannelEventListener;
        this.detectTimeout = other.detectTimeout;
        this.detectInterval = other.detectInterval;
        this.accessChannel = other.accessChannel;
        this.enableTrace = other.enableTrace;
        this.traceTopic = other.traceTopic;
        this.traceMsgBatchNum = other.traceMsgBatchNum;
    }

    /** A copy of these values. */
    public ClientConfig cloneClientConfig() {
        ClientConfig copy = new ClientConfig();
        copy.resetClientConfig(this);
        return copy;
    }

    /** Name servers as {@code host:port}, separated by {@code ;}. */
    public String getNamesrvAddr() {
        return namesrvAddr;
    }

    public void setNamesrvAddr(String namesrvAddr) {
        this.namesrvAddr = namesrvAddr;
    }

    /** The address that tells this client from others; part of the client id. */
    public String getClientIP() {
        return clientIP;
    }

    public void setClientIP(String clientIP) {
        this.clientIP = clientIP;
    }

    /** Clients of one process with the same instance name share connections and threads. */
    public String getInstanceName() {
        return instanceName;
    }

    public void setInstanceName(String instanceName) {
        this.instanceName = instanceName;
    }

    /** Threads that run the callbacks of asynchronous calls. */
    public int getClientCallbackExecutorThreads() {
        return clientCallbackExecutorThreads;
    }

    public void setClientCallbackExecutorThreads(int clientCallbackExecutorThreads) {
        this.clientCallbackExecutorThreads = clientCallbackExecutorThreads;
    }

    /** Period of the route refresh, milliseconds. */
    public int getPollNameServerInterval() {
        return pollNameServerInterval;
    }

    public void setPollNameServerInterval(int pollNameServerInterval) {
        this.pollNameServerInterval = pollNameServerInterval;
    }

    /** Period of the heartbeats, milliseconds. */
    public int getHeartbeatBrokerInterval() {
        return heartbeatBrokerInterval;
    }

    public void setHeartbeatBrokerInterval(int heartbeatBrokerInterval) {
        this.heartbeatBrokerInterval = heartbeatBrokerInterval;
    }

    /** Period at which consumers' offsets are persisted, milliseconds. */
    public int getPersistConsumerOffsetInterval() {
        return persistConsumerOffsetInterval;
    }

    public void setPersistConsumerOffsetInterval(int persistConsumerOffsetInterval) {
        this.persistConsumerOffsetInterval = persistConsumerOffsetInterval;
    }

    /** How long a queue rests when its pull failed, milliseconds. */
    public long getPullTimeDelayMillsWhenException() {
        return pullTimeDelayMillsWhenException;
    }

    public void setPullTimeDelayMillsWhenException(long pullTimeDelayMillsWhenException) {
        this.pullTimeDelayMillsWhenException = pullTimeDelayMillsWhenException;
    }

    /** The unit of a multi-unit deployment; part of the client id and of the address service's URL. */
    public String getUnitName() {
        return unitName;
    }

    public void setUnitName(String unitName) {
        this.unitName = unitName;
    }

    public boolean isUnitMode() {
        return unitMode;
    }

    public void setUnitMode(boolean unitMode) {
        this.unitMode = unitMode;
    }

    /** Whether requests go to the brokers' fast port, two below the main one. */
    public boolean isVipChannelEnabled() {
        return vipChannelEnabled;
    }

    public void setVipChannelEnabled(boolean vipChannelEnabled) {
        this.vipChannelEnabled = vipChannelEnabled;
    }

    public LanguageCode getLanguage() {
        return language;
    }

    public void setLanguage(LanguageCode language) {
        this.language = language;
    }

    /** Whether messages are read with their body. */
    public boolean isDecodeReadBody() {
        return decodeReadBody;
    }

    public void setDecodeReadBody(boolean decodeReadBody) {
        this.decodeReadBody = decodeReadBody;
    }

    /** Whether compressed bodies are decompressed when they are read. */
    public boolean isDecodeDecompressBody() {
        return decodeDecompressBody;
    }

    public void setDecodeDecompressBody(boolean decodeDecompressBody) {
        this.decodeDecompressBody = decodeDecompressBody;
    }

    /** Prefix of topics and groups in a shared cluster; null or empty: none. */
    public String getNamespace() {
        return namespace;
    }

    public void setNamespace(String namespace) {
        this.namespace = namespace;
    }

    /** Namespace that travels as a field of its own instead of a prefix; null or empty: none. */
    public String getNamespaceV2() {
        return namespaceV2;
    }

    public void setNamespaceV2(String namespaceV2) {
        this.namespaceV2 = namespaceV2;
    }

    /** Timeout of calls to name servers and brokers other than sends and pulls, milliseconds. */
    public int getMqClientApiTimeout() {
        return mqClientApiTimeout;
    }

    public void setMqClientApiTimeout(int mqClientApiTimeout) {
        this.mqClientApiTimeout = mqClientApiTimeout;
    }

    /** Whether requests are marked as those of a stream; part of the client id. */
    public boolean isEnableStreamRequestType() {
        return enableStreamRequestType;
    }

    public void setEnableStreamRequestType(boolean enableStreamRequestType) {
        this.enableStreamRequestType = enableStreamRequestType;
    }

    /** Whether producers avoid brokers that answer slowly. */
    public boolean isSendLatencyEnable() {
        return sendLatencyEnable;
    }

    public void setSendLatencyEnable(boolean sendLatencyEnable) {
        this.sendLatencyEnable = sendLatencyEnable;
    }

    /** Whether avoided brokers are probed until they can be reached again. */
    public boolean isStartDetectorEnable() {
        return startDetectorEnable;
    }

    public void setStartDetectorEnable(boolean startDetectorEnable) {
        this.startDetectorEnable = startDetectorEnable;
    }

    /** Whether a new connection to a broker is followed by a heartbeat at once. */
    public boolean isEnableHeartbeatChannelEventListener() {
        return enableHeartbeatChannelEventListener;
    }

    public void setEnableHeartbeatChannelEventListener(boolean enableHeartbeatChannelEventListener) {
        this.enableHeartbeatChannelEventListener = enableHeartbeatChannelEventListener;
    }

    /** Timeout of a probe of an avoided broker, milliseconds. */
    public int getDetectTimeout() {
        return detectTimeout;
    }

    public void setDetectTimeout(int detectTimeout) {
        this.detectTimeout = detectTimeout;
    }

    /** Period of the probes of avoided brokers, milliseconds. */
    public int getDetectInterval() {
        return detectInterval;
    }

    public void setDetectInterval(int detectInterval) {
        this.detectInterval = detectInterval;
    }

    /** Where the brokers run: decides the topic that traces go to. */
    public AccessChannel getAccessChannel() {
        return accessChannel;
    }

    public void setAccessChannel(AccessChannel accessChannel) {
        this.accessChannel = accessChannel;
    }

    /** Whether messages are traced. */
    public boolean isEnableTrace() {
        return enableTrace;
    }

    public void setEnableTrace(boolean enableTrace) {
        this.enableTrace = enableTrace;
    }

    /** The topic that traces go to; null: the system's. */
    public String getTraceTopic() {
        return traceTopic;
    }

    public void setTraceTopic(String traceTopic) {
        this.traceTopic = traceTopic;
    }

    /** Traces in one message. */
    public int getTraceMsgBatchNum() {
        return traceMsgBatchNum;
    }

    public void setTraceMsgBatchNum(int traceMsgBatchNum) {
        this.traceMsgBatchNum = traceMsgBatchNum;
    }

    @Override
    public String toString() {
        return "ClientConfig{namesrvAddr='" + namesrvAddr + "'" + ", clientIP='" + clientIP + "'" + ", instanceName='"
                + instanceName + "'" + ", clientCallbackExecutorThreads=" + clientCallbackExecutorThreads
                + ", pollNameServerInterval=" + pollNameServerInterval + ", heartbeatBrokerInterval="
                + heartbeatBrokerInterval + ", persistConsumerOffsetInterval=" + persistConsumerOffsetInterval
                + ", pullTimeDelayMillsWhenException=" + pullTimeDelayMillsWhenException + ", unitName='" + unitName
                + "'" + ", unitMode=" + unitMode + ", vipChannelEnabled=" + vipChannelEnabled + ", language=" + language
                + ", decodeReadBody=" + decodeReadBody + ", decodeDecompressBody=" + decodeDecompressBody
                + ", namespace='" + namespace + "'" + ", namespaceV2='" + namespaceV2 + "'" + ", mqClientApiTimeout="
                + mqClientApiTimeout + ", enableStreamRequestType=" + enableStreamRequestType + ", sendLatencyEnable="
                + sendLatencyEnable + ", startDetectorEnable=" + startDetectorEnable
                + ", enableHeartbeatChannelEventListener=" + enableHeartbeatChannelEventListener + ", detectTimeout="
                + detectTimeout + ", detectInterval=" + detectInterval + ", accessChannel=" + accessChannel
                + ", enableTrace=" + enableTrace + ", traceTopic='" + traceTopic + "'}";
    }
}
