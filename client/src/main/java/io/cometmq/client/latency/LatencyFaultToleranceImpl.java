package io.cometmq.client.latency;

import io.cometmq.common.concurrent.NamedThreadFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link LatencyFaultTolerance} by broker name. The thread that probes exists only when probing is on. */
public class LatencyFaultToleranceImpl implements LatencyFaultTolerance<String> {
    private static final Logger LOG = LoggerFactory.getLogger(LatencyFaultToleranceImpl.class);
    private static final long PROBE_PERIOD_MILLIS = 3000;

    private final ConcurrentHashMap<String, FaultItem> items = new ConcurrentHashMap<>();
    private final Resolver resolver;
    private final ServiceDetector serviceDetector;

    private volatile int detectTimeout = 200;
    private volatile int detectInterval = 2000;
    private volatile boolean startDetectorEnable;

    /** Guarded by this; null until the detector is started. */
    private ScheduledExecutorService probing;

    public LatencyFaultToleranceImpl(Resolver resolver, ServiceDetector serviceDetector) {
        this.resolver = resolver;
        this.serviceDetector = serviceDetector;
    }

    /** @param availableFromMillis and nextProbeMillis: milliseconds since the epoch */
    private record FaultItem(
            String name, long latencyMillis, long availableFromMillis, boolean reachable, long nextProbeMillis) {
        static final Comparator<FaultItem> BEST_FIRST = Comparator.comparing((FaultItem item) -> !item.isAvailable())
                .thenComparingLong(FaultItem::latencyMillis)
                .thenComparingLong(FaultItem::availableFromMillis);

        boolean isAvailable() {
            return System.currentTimeMillis() >= availableFromMillis;
        }

        FaultItem probed(boolean answers, long nextProbe) {
            return new FaultItem(name, latencyMillis, availableFromMillis, answers, nextProbe);
        }
    }

    @Override
    public void updateFaultItem(String name, long currentLatency, long notAvailableDuration, boolean reachable) {
        long now = System.currentTimeMillis();
        items.compute(name, (key, old) -> {
            long availableFrom = notAvailableDuration <= 0 ? 0 : now + notAvailableDuration;
            if (old != null && notAvailableDuration > 0) {
                availableFrom = Math.max(availableFrom, old.availableFromMillis());
            }
            return new FaultItem(
                    name, currentLatency, availableFrom, reachable, old == null ? now : old.nextProbeMillis());
        });
        if (!reachable) {
            LOG.info("broker {} cannot be reached and is avoided", name);
        }
    }

    @Override
    public boolean isAvailable(String name) {
        FaultItem item = items.get(name);
        return item == null || item.isAvailable();
    }

    @Override
    public boolean isReachable(String name) {
        FaultItem item = items.get(name);
        return item == null || item.reachable();
    }

    @Override
    public void remove(String name) {
        items.remove(name);
    }

    @Override
    public String pickOneAtLeast() {
        List<FaultItem> reachable = new ArrayList<>();
        for (FaultItem item : items.values()) {
            if (item.reachable()) {
                reachable.add(item);
            }
        }
        if (reachable.isEmpty()) {
            return null;
        }
        Collections.shuffle(reachable);
        reachable.sort(FaultItem.BEST_FIRST);
        int half = Math.max(1, reachable.size() / 2);
        return reachable.get(ThreadLocalRandom.current().nextInt(half)).name();
    }

    @Override
    public synchronized void startDetector() {
        if (probing == null) {
            probing = Executors.newSingleThreadScheduledExecutor(
                    new NamedThreadFactory("LatencyFaultToleranceScheduledThread"));
            probing.scheduleWithFixedDelay(
                    this::probe, PROBE_PERIOD_MILLIS, PROBE_PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void probe() {
        try {
            if (startDetectorEnable) {
                detectByOneRound();
            }
        } catch (RuntimeException e) {
            LOG.error("probing of avoided brokers failed", e);
        }
    }

    @Override
    public synchronized void shutdown() {
        if (probing != null) {
            probing.shutdownNow();
        }
    }

    @Override
    public void detectByOneRound() {
        long now = System.currentTimeMillis();
        for (FaultItem item : items.values()) {
            if (item.nextProbeMillis() > now) {
                continue;
            }
            String address = resolver.resolve(item.name());
            if (address == null) {
                remove(item.name());
                continue;
            }
            boolean answers = serviceDetector.detect(address, detectTimeout);
            if (answers && !item.reachable()) {
                LOG.info("broker {} can be reached again", item.name());
            }
            items.computeIfPresent(
                    item.name(),
                    (name, current) -> current.probed(answers || current.reachable(), now + detectInterval));
        }
    }

    @Override
    public void setDetectTimeout(int detectTimeout) {
        this.detectTimeout = detectTimeout;
    }

    @Override
    public void setDetectInterval(int detectInterval) {
        this.detectInterval = detectInterval;
    }

    @Override
    public void setStartDetectorEnable(boolean startDetectorEnable) {
        this.startDetectorEnable = startDetectorEnable;
    }

    @Override
    public boolean isStartDetectorEnable() {
        return startDetectorEnable;
    }

    @Override
    public String toString() {
        return "LatencyFaultToleranceImpl" + items.values();
    }
}
