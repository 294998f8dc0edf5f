package io.cometmq.client;

import io.cometmq.remoting.tls.TlsConfig;

/** How a client talks to name servers and brokers: timeouts, periods, ports, and whom it avoids. Names and defaults are RocketMQ's. */
public abstract class ConnectionConfig {
    public static final String SEND_MESSAGE_WITH_VIP_CHANNEL_PROPERTY = "com.rocketmq.sendMessageWithVIPChannel";
    public static final String SEND_LATENCY_ENABLE = "com.rocketmq.sendLatencyEnable";
    public static final String START_DETECTOR_ENABLE = "com.rocketmq.startDetectorEnable";
    public static final String HEART_BEAT_V2 = "com.rocketmq.heartbeat.v2";

    private int clientCallbackExecutorThreads = Runtime.getRuntime().availableProcessors();
    private int pollNameServerInterval = 1000 * 30;
    private int heartbeatBrokerInterval = 1000 * 30;
    private boolean vipChannelEnabled = flag(SEND_MESSAGE_WITH_VIP_CHANNEL_PROPERTY, false);
    private int mqClientApiTimeout = 3 * 1000;
    private boolean sendLatencyEnable = flag(SEND_LATENCY_ENABLE, false);
    private boolean startDetectorEnable = flag(START_DETECTOR_ENABLE, false);
    private boolean enableHeartbeatChannelEventListener = true;
    private int detectTimeout = 200;
    private int detectInterval = 2 * 1000;
    private boolean useTLS = TlsConfig.isClientEnabled(System::getProperty);
    private boolean useHeartbeatV2 = flag(HEART_BEAT_V2, false);

    ConnectionConfig() {}

    /** A system property. */
    static boolean flag(String property, boolean absent) {
        return Boolean.parseBoolean(System.getProperty(property, Boolean.toString(absent)));
    }

    void takeConnectionsFrom(ConnectionConfig other) {
        this.clientCallbackExecutorThreads = other.clientCallbackExecutorThreads;
        this.pollNameServerInterval = other.pollNameServerInterval;
        this.heartbeatBrokerInterval = other.heartbeatBrokerInterval;
        this.vipChannelEnabled = other.vipChannelEnabled;
        this.mqClientApiTimeout = other.mqClientApiTimeout;
        this.sendLatencyEnable = other.sendLatencyEnable;
        this.startDetectorEnable = other.startDetectorEnable;
        this.enableHeartbeatChannelEventListener = other.enableHeartbeatChannelEventListener;
        this.detectTimeout = other.detectTimeout;
        this.detectInterval = other.detectInterval;
        this.useTLS = other.useTLS;
        this.useHeartbeatV2 = other.useHeartbeatV2;
    }

    String describeConnections() {
        return "clientCallbackExecutorThreads=" + clientCallbackExecutorThreads
                + ", pollNameServerInterval=" + pollNameServerInterval
                + ", heartbeatBrokerInterval=" + heartbeatBrokerInterval
                + ", vipChannelEnabled=" + vipChannelEnabled
                + ", mqClientApiTimeout=" + mqClientApiTimeout
                + ", sendLatencyEnable=" + sendLatencyEnable
                + ", startDetectorEnable=" + startDetectorEnable
                + ", enableHeartbeatChannelEventListener=" + enableHeartbeatChannelEventListener
                + ", detectTimeout=" + detectTimeout
                + ", detectInterval=" + detectInterval
                + ", useTLS=" + useTLS
                + ", useHeartbeatV2=" + useHeartbeatV2;
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

    /** Whether requests go to the brokers' fast port, two below the main one. */
    public boolean isVipChannelEnabled() {
        return vipChannelEnabled;
    }

    public void setVipChannelEnabled(boolean vipChannelEnabled) {
        this.vipChannelEnabled = vipChannelEnabled;
    }

    /** Timeout of calls to name servers and brokers other than sends and pulls, milliseconds. */
    public int getMqClientApiTimeout() {
        return mqClientApiTimeout;
    }

    public void setMqClientApiTimeout(int mqClientApiTimeout) {
        this.mqClientApiTimeout = mqClientApiTimeout;
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

    /** Whether connections are inside TLS; the files and checks are those of the properties {@code tls.*} (docs/protocol/remoting.md 7). */
    public boolean isUseTLS() {
        return useTLS;
    }

    public void setUseTLS(boolean useTLS) {
        this.useTLS = useTLS;
    }

    /** Whether heartbeats leave out subscriptions that a broker knows already (docs/protocol/semantics.md 7). */
    public boolean isUseHeartbeatV2() {
        return useHeartbeatV2;
    }

    public void setUseHeartbeatV2(boolean useHeartbeatV2) {
        this.useHeartbeatV2 = useHeartbeatV2;
    }
}
