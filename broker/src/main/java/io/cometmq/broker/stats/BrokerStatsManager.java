package io.cometmq.broker.stats;

import io.cometmq.remoting.protocol.body.BrokerStatsData;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Counts what comes and goes, by topic, group and queue, over the last minute, hour and day (docs/protocol/semantics.md 22). Those who
 * count ask for their counters once per request and add to them; a timer takes samples. What was idle for a day is forgotten.
 * Thread-safe.
 */
public final class BrokerStatsManager {
    /** How often {@link #sample} is to run. */
    public static final long SAMPLE_PERIOD_MILLIS = 10_000;

    private final String clusterName;
    private final LongSupplier clockMillis;
    private final AtomicInteger queues = new AtomicInteger();
    private final Map<String, QueueTraffic> puts = new ConcurrentHashMap<>();
    private final GroupTopics<QueueTraffic> gets = new GroupTopics<>(this::queueTraffic);
    private final GroupTopics<Traffic> sendBacks = new GroupTopics<>(this::traffic);
    private final GroupTopics<Traffic> deadLetters = new GroupTopics<>(this::traffic);
    private final Traffic allPuts;
    private final Traffic allGets;
    private final LatencyHistogram putLatency = new LatencyHistogram();
    private final LatencyHistogram getLatency = new LatencyHistogram();

    /** Samples taken so far; belongs to the sampling thread. */
    private long samples;

    public BrokerStatsManager(String clusterName, LongSupplier clockMillis) {
        this.clusterName = clusterName;
        this.clockMillis = clockMillis;
        this.allPuts = traffic();
        this.allGets = traffic();
    }

    private QueueTraffic queueTraffic() {
        return new QueueTraffic(queues, clockMillis.getAsLong());
    }

    private Traffic traffic() {
        return new Traffic(clockMillis.getAsLong());
    }

    /** Messages were stored. */
    public void put(String topic, int queueId, int messages, long bytes, long nanos) {
        QueueTraffic traffic = puts.get(topic);
        if (traffic == null) {
            traffic = puts.computeIfAbsent(topic, any -> queueTraffic());
        }
        traffic.of(queueId).count(messages, bytes, nanos / 1_000_000);
        allPuts.add(messages);
        putLatency.add(nanos);
    }

    /** A group has got messages. */
    public void get(String group, String topic, int queueId, int messages, long bytes, long nanos) {
        gets.findOrCreate(group, topic).of(queueId).count(messages, bytes, nanos / 1_000_000);
        allGets.add(messages);
        getLatency.add(nanos);
    }

    /** A group wants a message of the topic again. */
    public void sentBack(String group, String topic) {
        sendBacks.findOrCreate(group, topic).count(1, 0, 0);
    }

    /** A group has given a message of the topic up. */
    public void deadLetter(String group, String topic) {
        deadLetters.findOrCreate(group, topic).count(1, 0, 0);
    }

    /** Takes a sample of everything. */
    public void sample() {
        long now = clockMillis.getAsLong();
        samples++;
        puts.values().forEach(traffic -> traffic.sample(samples, now));
        gets.forEach(traffic -> traffic.sample(samples, now));
        sendBacks.forEach(traffic -> traffic.sample(samples, now));
        deadLetters.forEach(traffic -> traffic.sample(samples, now));
        allPuts.sample(samples, now);
        allGets.sample(samples, now);
        putLatency.sample();
        getLatency.sample();
        if (samples % History.SAMPLES_PER_DAY_SAMPLE == 0) {
            forgetIdle();
        }
    }

    private void forgetIdle() {
        puts.values().removeIf(BrokerStatsManager::forgetIdle);
        gets.removeIf(BrokerStatsManager::forgetIdle);
        sendBacks.removeIf(Traffic::isIdle);
        deadLetters.removeIf(Traffic::isIdle);
    }

    private static boolean forgetIdle(QueueTraffic traffic) {
        if (!traffic.isIdle()) {
            return false;
        }
        traffic.forget();
        return true;
    }

    public void topicDeleted(String topic) {
        QueueTraffic removed = puts.remove(topic);
        if (removed != null) {
            removed.forget();
        }
        gets.removeTopic(topic);
        sendBacks.removeTopic(topic);
        deadLetters.removeTopic(topic);
    }

    /** Time that appends took. */
    LatencyHistogram putLatency() {
        return putLatency;
    }

    /** Time that reads took which found messages. */
    LatencyHistogram getLatency() {
        return getLatency;
    }

    /** Messages per second that were put into the topic in the last minute. */
    public double putTps(String topic) {
        return tps(puts.get(topic));
    }

    /** Messages per second that the group got of the topic in the last minute. */
    public double getTps(String group, String topic) {
        return tps(gets.find(group, topic));
    }

    private double tps(QueueTraffic traffic) {
        BrokerStatsData data = data(traffic, Counts::messages);
        return data == null ? 0 : data.statsMinute().tps();
    }

    /**
     * A statistic by its name and key. Keys are made of topic, group and queue id, joined by {@code @}: {@code topic}, {@code
     * topic@group}, {@code topic@queueId}, {@code topic@queueId@group}, and with the queue id first for latencies.
     *
     * @return null when nothing was counted
     */
    public BrokerStatsData find(String name, String key) {
        String[] parts = (key + "@@").split("@", 4);
        return switch (name) {
            case "TOPIC_PUT_NUMS" -> data(puts.get(key), Counts::messages);
            case "TOPIC_PUT_SIZE" -> data(puts.get(key), Counts::bytes);
            case "GROUP_GET_NUMS" -> data(gets.find(parts[1], parts[0]), Counts::messages);
            case "GROUP_GET_SIZE" -> data(gets.find(parts[1], parts[0]), Counts::bytes);
            case "SNDBCK_PUT_NUMS" -> data(sendBacks.find(parts[1], parts[0]), Counts::messages);
            case "DLQ_PUT_NUMS" -> data(deadLetters.find(parts[1], parts[0]), Counts::messages);
            case "BROKER_PUT_NUMS" -> data(key.equals(clusterName) ? allPuts : null, Counts::messages);
            case "BROKER_GET_NUMS" -> data(key.equals(clusterName) ? allGets : null, Counts::messages);
            case "QUEUE_PUT_NUMS" -> data(queue(puts.get(parts[0]), parts[1]), Counts::messages);
            case "QUEUE_PUT_SIZE" -> data(queue(puts.get(parts[0]), parts[1]), Counts::bytes);
            case "QUEUE_GET_NUMS" -> data(queue(gets.find(parts[2], parts[0]), parts[1]), Counts::messages);
            case "QUEUE_GET_SIZE" -> data(queue(gets.find(parts[2], parts[0]), parts[1]), Counts::bytes);
            case "TOPIC_PUT_LATENCY" -> data(queue(puts.get(parts[1]), parts[0]), Counts::latencyMillis);
            case "GROUP_GET_LATENCY" -> data(queue(gets.find(parts[2], parts[1]), parts[0]), Counts::latencyMillis);
            default -> null;
        };
    }

    private static Traffic queue(QueueTraffic traffic, String queueId) {
        try {
            return traffic == null ? null : traffic.find(Integer.parseInt(queueId));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private BrokerStatsData data(QueueTraffic traffic, ToLongFunction<Counts> column) {
        return traffic == null ? null : traffic.data(column, clockMillis.getAsLong());
    }

    private BrokerStatsData data(Traffic traffic, ToLongFunction<Counts> column) {
        return traffic == null ? null : traffic.data(column, clockMillis.getAsLong());
    }
}
