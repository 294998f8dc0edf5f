package io.cometmq.broker.pop;

import io.cometmq.broker.config.PopConfig;
import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.protocol.pop.TopicKind;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.MessageArrivingListener;
import io.cometmq.store.MessageFilter;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests that wait for a message to pop, by topic and group. A message wakes the one of each group that has waited longest: only one of them
 * gets it. Whatever ends the waiting - a message, the time, the end of the connection - ends it once. Thread-safe.
 */
final class PopWaiters implements MessageArrivingListener, ConnectionListener {
    /**
     * What somebody waits for.
     *
     * @param queueId negative: any
     */
    record Wanted(String topic, String group, int queueId, MessageFilter filter) {}

    /** Those of one topic and group. */
    private static final class Waiters {
        /** In the order in which they came; guarded by this. */
        private final Set<Waiter> waiting = new LinkedHashSet<>();
    }

    private static final class Waiter {
        final Exchange exchange;
        final Wanted wanted;
        final Waiters siblings;
        final Runnable resume;
        final AtomicBoolean ended = new AtomicBoolean();

        /** Set and cancelled on the connection's event loop. */
        Future<?> deadline;

        Waiter(Exchange exchange, Wanted wanted, Waiters siblings, Runnable resume) {
            this.exchange = exchange;
            this.wanted = wanted;
            this.siblings = siblings;
            this.resume = resume;
        }

        Connection connection() {
            return exchange.connection();
        }
    }

    private final PopConfig settings;
    private final AtomicInteger waiting = new AtomicInteger();

    /** By the name under which messages arrive, also those of the retry topics, and by group. */
    private final Map<String, Map<String, Waiters>> byTopic = new ConcurrentHashMap<>();

    /** A set belongs to its connection's event loop. */
    private final Map<Connection, Set<Waiter>> byConnection = new ConcurrentHashMap<>();

    PopWaiters(PopConfig settings) {
        this.settings = settings;
    }

    /**
     * Lets a request wait. Called on its connection's event loop.
     *
     * @param resume called once on that event loop, unless the connection ends before
     * @return false when it may not wait: too many do already
     */
    boolean hold(Exchange exchange, Wanted wanted, long delayMillis, Runnable resume) {
        Connection connection = exchange.connection();
        if (!connection.isActive()) {
            exchange.dropAnswer();
            return true;
        }
        Waiters siblings = waiters(wanted.topic(), wanted.group());
        Waiter waiter = new Waiter(exchange, wanted, siblings, resume);
        if (waiting.incrementAndGet() > settings.maxPopPollingSize()) {
            waiting.decrementAndGet();
            return false;
        }
        synchronized (siblings) {
            if (siblings.waiting.size() >= settings.popPollingSize()) {
                waiting.decrementAndGet();
                return false;
            }
            siblings.waiting.add(waiter);
        }
        byConnection.computeIfAbsent(connection, any -> new HashSet<>()).add(waiter);
        waiter.deadline = connection.schedule(() -> end(waiter), delayMillis);
        return true;
    }

    private Waiters waiters(String topic, String group) {
        Map<String, Waiters> groups = byTopic.get(topic);
        Waiters found = groups == null ? null : groups.get(group);
        if (found != null) {
            return found;
        }
        Waiters made = byTopic.computeIfAbsent(topic, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(group, any -> new Waiters());
        for (TopicKind kind : TopicKind.values()) {
            byTopic.computeIfAbsent(kind.topic(group, topic), any -> new ConcurrentHashMap<>())
                    .put(group, made);
        }
        return made;
    }

    @Override
    public void arrived(String topic, int queueId, long queueOffset, long tagsCode, long storeTimestamp) {
        if (waiting.get() == 0) {
            return;
        }
        Map<String, Waiters> groups = byTopic.get(topic);
        if (groups != null) {
            groups.forEach((group, waiters) -> wakeOne(waiters, topic, queueId, tagsCode));
        }
    }

    private void wakeOne(Waiters waiters, String topic, int queueId, long tagsCode) {
        Waiter first;
        synchronized (waiters) {
            first = takeFirst(waiters.waiting, topic, queueId, tagsCode);
        }
        if (first != null) {
            resumeLater(first);
        }
    }

    private Waiter takeFirst(Set<Waiter> candidates, String topic, int queueId, long tagsCode) {
        Iterator<Waiter> each = candidates.iterator();
        while (each.hasNext()) {
            Waiter waiter = each.next();
            boolean comesAgain = !waiter.wanted.topic.equals(topic);
            boolean matches = comesAgain
                    || ((waiter.wanted.queueId < 0 || waiter.wanted.queueId == queueId)
                            && waiter.wanted.filter.matchesEntry(tagsCode, null));
            if (matches && waiter.ended.compareAndSet(false, true)) {
                each.remove();
                waiting.decrementAndGet();
                return waiter;
            }
        }
        return null;
    }

    /** Takes up everybody of the group who waits for the topic, whatever queue it is. */
    void wake(String topic, String group) {
        Map<String, Waiters> groups = byTopic.get(topic);
        Waiters waiters = groups == null ? null : groups.get(group);
        if (waiters == null) {
            return;
        }
        Set<Waiter> woken;
        synchronized (waiters) {
            woken = Set.copyOf(waiters.waiting);
        }
        woken.forEach(this::end);
    }

    private void end(Waiter waiter) {
        if (take(waiter)) {
            resumeLater(waiter);
        }
    }

    /** Whether the waiter waited until now. */
    private boolean take(Waiter waiter) {
        if (!waiter.ended.compareAndSet(false, true)) {
            return false;
        }
        waiting.decrementAndGet();
        synchronized (waiter.siblings) {
            waiter.siblings.waiting.remove(waiter);
        }
        return true;
    }

    private void resumeLater(Waiter waiter) {
        waiter.connection().execute(() -> {
            waiter.deadline.cancel(false);
            Set<Waiter> ofConnection = byConnection.get(waiter.connection());
            if (ofConnection != null) {
                ofConnection.remove(waiter);
            }
            waiter.resume.run();
        });
    }

    @Override
    public void closed(Connection connection) {
        Set<Waiter> waiters = byConnection.remove(connection);
        if (waiters == null) {
            return;
        }
        for (Waiter waiter : waiters) {
            if (take(waiter)) {
                waiter.deadline.cancel(false);
                waiter.exchange.dropAnswer();
            }
        }
    }

    /** Requests of the group that wait for the topic and, unless it is negative, for that queue. */
    int waiting(String topic, String group, int queueId) {
        Map<String, Waiters> groups = byTopic.get(topic);
        Waiters waiters = groups == null ? null : groups.get(group);
        if (waiters == null) {
            return 0;
        }
        synchronized (waiters) {
            return (int) waiters.waiting.stream()
                    .filter(waiter -> queueId < 0 || waiter.wanted.queueId == queueId)
                    .count();
        }
    }
}
