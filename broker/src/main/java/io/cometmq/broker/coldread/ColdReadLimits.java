package io.cometmq.broker.coldread;

import io.cometmq.remoting.protocol.body.ColdDataFlowCtrInfo;
import io.cometmq.remoting.protocol.body.ColdDataFlowCtrInfo.ColdReads;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Which groups may read old messages now. What a group has read counts for a second; who is over its limit is refused until the next
 * one begins, so that a group gets at most one read beyond its limit. A read of old messages is one that the store does not serve from
 * memory. Limits of single groups last until the broker ends, as RocketMQ's do. Thread-safe; never blocks.
 */
public final class ColdReadLimits {
    private static final long WINDOW_MILLIS = 1_000;

    /** A group that reads nothing old for so long is not told of any more. */
    private static final long FORGET_MILLIS = 60_000;

    /** More limits than this are a mistake of whoever sets them. */
    private static final int MAX_LIMITS = 10_000;

    private final Supplier<ColdReadConfig> configs;
    private final LongSupplier clockMillis;

    /** Bytes by group. Guarded by this object's lock. */
    private final Map<String, Long> limits = new TreeMap<>();

    /** Guarded by this object's lock, as is what is in it. */
    private final Map<String, Reader> readers = new HashMap<>();

    /** Guarded by this object's lock. */
    private long windowStart;

    /** What all groups have read in this window. Guarded by this object's lock. */
    private long bytes;

    private static final class Reader {
        private final long since;
        private long windowStart;
        private long bytes;
        private long lastRead;

        Reader(long now) {
            since = now;
        }
    }

    public ColdReadLimits(Supplier<ColdReadConfig> configs, LongSupplier clockMillis) {
        this.configs = configs;
        this.clockMillis = clockMillis;
    }

    /** What a group is told that has read too much in this second; empty when it may go on. */
    public String objection(String group) {
        ColdReadConfig config = configs.get();
        if (!config.coldDataFlowControlEnable()) {
            return "";
        }
        synchronized (this) {
            enterWindow();
            if (bytes >= config.globalColdReadThreshold()) {
                return "all groups together have read " + bytes + " bytes of old messages within a second, and "
                        + config.globalColdReadThreshold() + " are allowed; try again later";
            }
            Reader reader = readers.get(group);
            long read = reader == null || reader.windowStart != windowStart ? 0 : reader.bytes;
            long limit = limits.getOrDefault(group, config.cgColdReadThreshold());
            return read < limit
                    ? ""
                    : "group " + group + " has read " + read + " bytes of old messages within a second, and " + limit
                            + " are allowed; try again later";
        }
    }

    /** A group was given old messages. */
    public void read(String group, int readBytes) {
        if (!configs.get().coldDataFlowControlEnable()) {
            return;
        }
        synchronized (this) {
            long now = enterWindow();
            Reader reader = readers.computeIfAbsent(group, any -> new Reader(now));
            if (reader.windowStart != windowStart) {
                reader.windowStart = windowStart;
                reader.bytes = 0;
            }
            reader.bytes += readBytes;
            reader.lastRead = now;
            bytes += readBytes;
        }
    }

    private long enterWindow() {
        long now = clockMillis.getAsLong();
        if (now - windowStart >= WINDOW_MILLIS || now < windowStart) {
            windowStart = now;
            bytes = 0;
            readers.values().removeIf(reader -> now - reader.lastRead > FORGET_MILLIS);
        }
        return now;
    }

    /**
     * Sets limits in bytes per second by group.
     *
     * @throws IllegalArgumentException when there are too many; none is set then
     */
    synchronized void limit(Map<String, Long> limitsByGroup) {
        Map<String, Long> all = new TreeMap<>(limits);
        all.putAll(limitsByGroup);
        if (all.size() > MAX_LIMITS) {
            throw new IllegalArgumentException("there are " + limits.size() + " limits, and " + MAX_LIMITS
                    + " are allowed: remove some before adding others");
        }
        limits.putAll(limitsByGroup);
    }

    /** From now on the general limit is the group's. */
    synchronized void removeLimit(String group) {
        limits.remove(group);
    }

    /** What is read, and what may be. */
    synchronized ColdDataFlowCtrInfo info() {
        enterWindow();
        Map<String, ColdReads> runtime = new TreeMap<>();
        readers.forEach((group, reader) -> runtime.put(
                group,
                new ColdReads(reader.windowStart == windowStart ? reader.bytes : 0, reader.since, reader.lastRead)));
        ColdReadConfig config = configs.get();
        return new ColdDataFlowCtrInfo(
                runtime, new TreeMap<>(limits), config.cgColdReadThreshold(), config.globalColdReadThreshold(), bytes);
    }
}
