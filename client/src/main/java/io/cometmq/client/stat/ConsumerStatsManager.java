package io.cometmq.client.stat;

import io.cometmq.remoting.protocol.body.ConsumeStatus;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How fast consumers pull and consume, by group and topic, over the last minute. Has no thread of its own. Thread-safe. */
public class ConsumerStatsManager {
    private record Key(String group, String topic) {}

    private static final class Meters {
        final SlidingMeter pullRt;
        final SlidingMeter pulled;
        final SlidingMeter consumeRt;
        final SlidingMeter consumed;
        final SlidingMeter failed;

        Meters(LongSupplier seconds) {
            pullRt = new SlidingMeter(seconds);
            pulled = new SlidingMeter(seconds);
            consumeRt = new SlidingMeter(seconds);
            consumed = new SlidingMeter(seconds);
            failed = new SlidingMeter(seconds);
        }
    }

    private final LongSupplier seconds;
    private final ConcurrentHashMap<Key, Meters> meters = new ConcurrentHashMap<>();

    public ConsumerStatsManager() {
        this(() -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()));
    }

    ConsumerStatsManager(LongSupplier seconds) {
        this.seconds = seconds;
    }

    private Meters of(String group, String topic) {
        return meters.computeIfAbsent(new Key(group, topic), key -> new Meters(seconds));
    }

    /** A pull that found messages took this long. */
    public void incPullRT(String group, String topic, long rtMillis) {
        of(group, topic).pullRt.add(rtMillis);
    }

    public void incPullTPS(String group, String topic, long messages) {
        of(group, topic).pulled.add(messages);
    }

    /** A call of the listener took this long. */
    public void incConsumeRT(String group, String topic, long rtMillis) {
        of(group, topic).consumeRt.add(rtMillis);
    }

    public void incConsumeOKTPS(String group, String topic, long messages) {
        of(group, topic).consumed.add(messages);
    }

    public void incConsumeFailedTPS(String group, String topic, long messages) {
        of(group, topic).failed.add(messages);
    }

    /** The figures of one group and topic. */
    public ConsumeStatus consumeStatus(String group, String topic) {
        Meters of = of(group, topic);
        return new ConsumeStatus(
                of.pullRt.average(),
                of.pulled.perSecond(),
                of.consumeRt.average(),
                of.consumed.perSecond(),
                of.failed.perSecond(),
                of.failed.sum());
    }
}
