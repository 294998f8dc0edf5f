package io.cometmq.broker.lock;

import io.cometmq.common.message.MessageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks of queues for ordered consumption: per group, a queue belongs to one client until that client gives it back or has not
 * renewed its claim for a while (docs/protocol/semantics.md 8). Thread-safe.
 */
public final class RebalanceLockManager {
    /** A claim that is not renewed for so long is void. */
    public static final Duration DEFAULT_MAX_LIVE_TIME = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(RebalanceLockManager.class);

    private record Claim(String clientId, long renewedMillis) {}

    private final long maxLiveMillis;
    private final LongSupplier clockMillis;
    private final ReentrantLock lock = new ReentrantLock();

    /** By group; guarded by the lock. */
    private final Map<String, Map<MessageQueue, Claim>> claimsOfGroups = new HashMap<>();

    public RebalanceLockManager(Duration maxLiveTime, LongSupplier clockMillis) {
        this.maxLiveMillis = maxLiveTime.toMillis();
        this.clockMillis = clockMillis;
    }

    /** Locks or renews what is free, void or the client's own; answers what the client holds of the queues it asked for. */
    public Set<MessageQueue> tryLockBatch(String group, Collection<MessageQueue> queues, String clientId) {
        Set<MessageQueue> held = new HashSet<>();
        List<String> taken = new ArrayList<>();
        lock.lock();
        try {
            long now = clockMillis.getAsLong();
            Map<MessageQueue, Claim> claims = claimsOfGroups.computeIfAbsent(group, any -> new HashMap<>());
            for (MessageQueue queue : queues) {
                Claim present = claims.get(queue);
                if (present == null || present.clientId.equals(clientId) || isVoid(present, now)) {
                    claims.put(queue, new Claim(clientId, now));
                    held.add(queue);
                    if (present != null && !present.clientId.equals(clientId)) {
                        taken.add(queue + " from " + present.clientId);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        if (!taken.isEmpty()) {
            LOG.info("group {}: {} takes over queues whose locks have expired: {}", group, clientId, taken);
        }
        return held;
    }

    /** Gives back the queues that the client holds; others' locks stay. */
    public void unlockBatch(String group, Collection<MessageQueue> queues, String clientId) {
        lock.lock();
        try {
            Map<MessageQueue, Claim> claims = claimsOfGroups.getOrDefault(group, Map.of());
            for (MessageQueue queue : queues) {
                Claim present = claims.get(queue);
                if (present != null && present.clientId.equals(clientId)) {
                    claims.remove(queue);
                }
            }
            if (claims.isEmpty()) {
                claimsOfGroups.remove(group);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the client holds the queue now. */
    public boolean isLocked(String group, MessageQueue queue, String clientId) {
        lock.lock();
        try {
            Claim present = claimsOfGroups.getOrDefault(group, Map.of()).get(queue);
            return present != null && present.clientId.equals(clientId) && !isVoid(present, clockMillis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** Whether nobody holds any queue of the group: it does not consume in order now. */
    public boolean isLockAllExpired(String group) {
        lock.lock();
        try {
            long now = clockMillis.getAsLong();
            return claimsOfGroups.getOrDefault(group, Map.of()).values().stream()
                    .allMatch(claim -> isVoid(claim, now));
        } finally {
            lock.unlock();
        }
    }

    /** Forgets claims that are void, so that groups that went away leave nothing behind. */
    public void removeExpired() {
        lock.lock();
        try {
            long now = clockMillis.getAsLong();
            claimsOfGroups.values().removeIf(claims -> {
                claims.values().removeIf(claim -> isVoid(claim, now));
                return claims.isEmpty();
            });
        } finally {
            lock.unlock();
        }
    }

    private boolean isVoid(Claim claim, long now) {
        return now - claim.renewedMillis > maxLiveMillis;
    }
}
