package io.cometmq.broker.pull;

import io.cometmq.broker.filter.ArrivalCheck;
import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.store.MessageArrivingListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Pulls that wait for a message, indexed by the queue they wait for (docs/protocol/semantics.md 5, long polling). Whatever ends the
 * waiting - a message that matches, the deadline, the end of the connection - ends it once. Thread-safe.
 */
public final class PullRequestHoldService implements MessageArrivingListener, ConnectionListener {
    /** A connection with more waiting pulls than this gets its answers at once. */
    static final int MAX_WAITERS_PER_CONNECTION = 65_536;

    private record QueueKey(String topic, int queueId) {}

    private static final class Waiter {
        final PullRequest pull;
        final QueueKey queue;
        final Consumer<PullRequest> resume;
        final AtomicBoolean ended = new AtomicBoolean();

        /** Set and cancelled on the connection's event loop. */
        Future<?> deadline;

        Waiter(PullRequest pull, Consumer<PullRequest> resume) {
            this.pull = pull;
            this.queue = new QueueKey(pull.header().topic(), pull.header().queueId());
            this.resume = resume;
        }

        Connection connection() {
            return pull.exchange().connection();
        }
    }

    private final ArrivalCheck arrivals;

    /** Lists are never changed, only replaced. */
    private final Map<QueueKey, List<Waiter>> byQueue = new ConcurrentHashMap<>();

    /** A set belongs to its connection's event loop. */
    private final Map<Connection, Set<Waiter>> byConnection = new ConcurrentHashMap<>();

    /** @param arrivals which new messages are for whom */
    public PullRequestHoldService(ArrivalCheck arrivals) {
        this.arrivals = arrivals;
    }

    /**
     * Lets a pull wait. Called on its connection's event loop.
     *
     * @param resume called once on that event loop, unless the connection ends before
     * @return false when it may not wait: too many do already
     */
    boolean hold(PullRequest pull, long timeoutMillis, Consumer<PullRequest> resume) {
        Connection connection = pull.exchange().connection();
        if (!connection.isActive()) {
            pull.exchange().dropAnswer();
            return true;
        }
        Set<Waiter> siblings = byConnection.computeIfAbsent(connection, any -> new HashSet<>());
        if (siblings.size() >= MAX_WAITERS_PER_CONNECTION) {
            return false;
        }
        Waiter waiter = new Waiter(pull, resume);
        siblings.add(waiter);
        waiter.deadline = connection.schedule(() -> end(waiter), timeoutMillis);
        byQueue.merge(waiter.queue, List.of(waiter), PullRequestHoldService::joined);
        return true;
    }

    private static List<Waiter> joined(List<Waiter> present, List<Waiter> added) {
        List<Waiter> all = new ArrayList<>(present.size() + added.size());
        all.addAll(present);
        all.addAll(added);
        return all;
    }

    @Override
    public void arrived(String topic, int queueId, long queueOffset, long tagsCode, long storeTimestamp) {
        if (byQueue.isEmpty()) {
            return;
        }
        List<Waiter> waiters = byQueue.get(new QueueKey(topic, queueId));
        if (waiters == null) {
            return;
        }
        for (Waiter waiter : waiters) {
            if (arrivals.wakes(waiter.pull.filter(), topic, queueId, queueOffset, tagsCode)) {
                end(waiter);
            }
        }
    }

    /** Takes up every pull that waits for the queue, whatever it waits for. */
    void wake(String topic, int queueId) {
        byQueue.getOrDefault(new QueueKey(topic, queueId), List.of()).forEach(this::end);
    }

    private void end(Waiter waiter) {
        if (take(waiter)) {
            waiter.connection().execute(() -> resume(waiter));
        }
    }

    /** Whether the waiter waited until now. */
    private boolean take(Waiter waiter) {
        if (!waiter.ended.compareAndSet(false, true)) {
            return false;
        }
        byQueue.computeIfPresent(waiter.queue, (queue, waiters) -> {
            List<Waiter> rest = new ArrayList<>(waiters);
            rest.remove(waiter);
            return rest.isEmpty() ? null : rest;
        });
        return true;
    }

    private void resume(Waiter waiter) {
        waiter.deadline.cancel(false);
        Set<Waiter> siblings = byConnection.get(waiter.connection());
        if (siblings != null) {
            siblings.remove(waiter);
        }
        waiter.resume.accept(waiter.pull);
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
                waiter.pull.exchange().dropAnswer();
            }
        }
    }

    /** Number of pulls that wait. */
    public int waiting() {
        return byQueue.values().stream().mapToInt(List::size).sum();
    }
}
