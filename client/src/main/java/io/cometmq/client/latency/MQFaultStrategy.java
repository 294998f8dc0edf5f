package io.cometmq.client.latency;

import io.cometmq.client.ClientConfig;
import io.cometmq.client.impl.producer.TopicPublishInfo;
import io.cometmq.common.message.MessageQueue;

/**
 * Chooses the queue to send to: round robin, on another broker than the one that just failed, and, when it is switched on, not
 * on one that answered slowly or not at all of late (docs/protocol/semantics.md 4). Thread-safe.
 */
public class MQFaultStrategy {
    /** A send that failed counts as one that took this long, milliseconds. */
    private static final long FAILURE_LATENCY_MILLIS = 10_000;

    private final LatencyFaultTolerance<String> tolerance;

    private volatile boolean sendLatencyFaultEnable;
    private volatile long[] latencyMax = {50L, 100L, 550L, 1800L, 3000L, 5000L, 15000L};
    private volatile long[] notAvailableDuration = {0L, 0L, 2000L, 5000L, 6000L, 10000L, 30000L};

    public MQFaultStrategy(ClientConfig config, Resolver resolver, ServiceDetector serviceDetector) {
        this(config, new LatencyFaultToleranceImpl(resolver, serviceDetector));
    }

    public MQFaultStrategy(ClientConfig config, LatencyFaultTolerance<String> tolerance) {
        this.tolerance = tolerance;
        this.sendLatencyFaultEnable = config.isSendLatencyEnable();
        tolerance.setDetectInterval(config.getDetectInterval());
        tolerance.setDetectTimeout(config.getDetectTimeout());
        tolerance.setStartDetectorEnable(config.isStartDetectorEnable());
    }

    /** Latencies from which a broker is avoided, ascending, milliseconds. */
    public long[] getLatencyMax() {
        return latencyMax.clone();
    }

    public void setLatencyMax(long[] latencyMax) {
        this.latencyMax = latencyMax.clone();
    }

    /** How long it is avoided then, milliseconds; as many as there are latencies. */
    public long[] getNotAvailableDuration() {
        return notAvailableDuration.clone();
    }

    public void setNotAvailableDuration(long[] notAvailableDuration) {
        this.notAvailableDuration = notAvailableDuration.clone();
    }

    public boolean isSendLatencyFaultEnable() {
        return sendLatencyFaultEnable;
    }

    public void setSendLatencyFaultEnable(boolean sendLatencyFaultEnable) {
        this.sendLatencyFaultEnable = sendLatencyFaultEnable;
    }

    public boolean isStartDetectorEnable() {
        return tolerance.isStartDetectorEnable();
    }

    public void setStartDetectorEnable(boolean startDetectorEnable) {
        tolerance.setStartDetectorEnable(startDetectorEnable);
    }

    public void startDetector() {
        tolerance.startDetector();
    }

    public void shutdown() {
        tolerance.shutdown();
    }

    /**
     * The queue for the next attempt.
     *
     * @param info has a queue at least
     * @param lastBrokerName where the last attempt failed; null at the first
     * @param resetIndex whether to go on somewhere else in the round
     */
    public MessageQueue selectOneMessageQueue(TopicPublishInfo info, String lastBrokerName, boolean resetIndex) {
        if (!sendLatencyFaultEnable) {
            return info.selectOneMessageQueue(lastBrokerName);
        }
        if (resetIndex) {
            info.resetIndex();
        }
        MessageQueue queue = info.selectOneMessageQueue(
                candidate -> isOther(candidate, lastBrokerName) && tolerance.isAvailable(candidate.getBrokerName()));
        if (queue == null) {
            queue = info.selectOneMessageQueue(candidate ->
                    isOther(candidate, lastBrokerName) && tolerance.isReachable(candidate.getBrokerName()));
        }
        return queue != null ? queue : info.selectOneMessageQueue(lastBrokerName);
    }

    private static boolean isOther(MessageQueue candidate, String lastBrokerName) {
        return lastBrokerName == null || !candidate.getBrokerName().equals(lastBrokerName);
    }

    /**
     * Notes how a send ended.
     *
     * @param currentLatency milliseconds
     * @param isolation whether it failed
     * @param reachable whether the broker answered
     */
    public void updateFaultItem(String brokerName, long currentLatency, boolean isolation, boolean reachable) {
        if (sendLatencyFaultEnable) {
            long duration = avoidMillis(isolation ? FAILURE_LATENCY_MILLIS : currentLatency);
            tolerance.updateFaultItem(brokerName, currentLatency, duration, reachable);
        }
    }

    private long avoidMillis(long latencyMillis) {
        long[] limits = latencyMax;
        long[] durations = notAvailableDuration;
        for (int i = Math.min(limits.length, durations.length) - 1; i >= 0; i--) {
            if (latencyMillis >= limits[i]) {
                return durations[i];
            }
        }
        return 0;
    }
}
