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
public class ClientConfig extends ConnectionConfig {
    public static final String DECODE_READ_BODY = "com.rocketmq.read.body";
    public static final String DECODE_DECOMPRESS_BODY = "com.rocketmq.decompress.body";

    private static final String DEFAULT_INSTANCE_NAME = "DEFAULT";
    private static final String STREAM_SUFFIX = "STREAM";

    private String namesrvAddr = nameServersOfProcess();
    private String clientIP = LocalAddress.preferred().getHostAddress();
    private String instanceName = System.getProperty("rocketmq.client.name", DEFAULT_INSTANCE_NAME);
    private int persistConsumerOffsetInterval = 1000 * 5;
    private long pullTimeDelayMillsWhenException = 1000;
    private String unitName;
    private boolean unitMode;
    private LanguageCode language = LanguageCode.JAVA;
    private boolean decodeReadBody = flag(DECODE_READ_BODY, true);
    private boolean decodeDecompressBody = flag(DECODE_DECOMPRESS_BODY, true);
    protected String namespace;
    protected String namespaceV2;
    protected boolean enableStreamRequestType;

    protected AccessChannel accessChannel = AccessChannel.LOCAL;
    protected boolean enableTrace;
    protected String traceTopic;
    private int traceMsgBatchNum = 10;

    private static String nameServersOfProcess() {
        return System.getProperty(MixAll.NAMESRV_ADDR_PROPERTY, System.getenv(MixAll.NAMESRV_ADDR_ENV));
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
        takeConnectionsFrom(other);
        this.namesrvAddr = other.namesrvAddr;
        this.clientIP = other.clientIP;
        this.instanceName = other.instanceName;
        this.persistConsumerOffsetInterval = other.persistConsumerOffsetInterval;
        this.pullTimeDelayMillsWhenException = other.pullTimeDelayMillsWhenException;
        this.unitName = other.unitName;
        this.unitMode = other.unitMode;
        this.language = other.language;
        this.decodeReadBody = other.decodeReadBody;
        this.decodeDecompressBody = other.decodeDecompressBody;
        this.namespace = other.namespace;
        this.namespaceV2 = other.namespaceV2;
        this.enableStreamRequestType = other.enableStreamRequestType;
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

    public LanguageCode getLanguage() {
        return language;
    }

    /** Kept for the sake of old code: requests say JAVA, as those of RocketMQ's client do whatever is set here. */
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

    /** Whether requests are marked as those of a stream; part of the client id. */
    public boolean isEnableStreamRequestType() {
        return enableStreamRequestType;
    }

    public void setEnableStreamRequestType(boolean enableStreamRequestType) {
        this.enableStreamRequestType = enableStreamRequestType;
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
        return "ClientConfig{namesrvAddr='" + namesrvAddr + "'"
                + ", clientIP='" + clientIP + "'"
                + ", instanceName='" + instanceName + "'"
                + ", namespace='" + namespace + "'"
                + ", namespaceV2='" + namespaceV2 + "'"
                + ", accessChannel=" + accessChannel
                + ", unitName='" + unitName + "'"
                + ", unitMode=" + unitMode
                + ", persistConsumerOffsetInterval=" + persistConsumerOffsetInterval
                + ", pullTimeDelayMillsWhenException=" + pullTimeDelayMillsWhenException
                + ", decodeReadBody=" + decodeReadBody
                + ", decodeDecompressBody=" + decodeDecompressBody
                + ", language=" + language
                + ", enableStreamRequestType=" + enableStreamRequestType
                + ", enableTrace=" + enableTrace
                + ", traceTopic='" + traceTopic + "'"
                + ", traceMsgBatchNum=" + traceMsgBatchNum
                + ", " + describeConnections() + "}";
    }
}
