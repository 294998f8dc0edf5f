package io.cometmq.broker.stats;

import io.cometmq.remoting.protocol.body.BrokerStatsData;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

/**
 * Messages that went through the queues of a topic. They are counted by queue, and the topic is their sum; a queue that nothing went
 * through has nothing. Thread-safe.
 */
public final class QueueTraffic {
    /** Queues of all topics that are told apart; others count for their topics only. */
    static final int MAX_QUEUES = 20_000;

    private final AtomicInteger queuesOfAll;
    private final long bornMillis;
    private final History history;
    private final Traffic others;

    /** By queue id, null where nothing was counted; never changed, only replaced, under this object's lock. */
    private volatile Traffic[] queues = {};

    /** @param queuesOfAll how many queues are told apart, of this and all others */
    QueueTraffic(AtomicInteger queuesOfAll, long nowMillis) {
        this.queuesOfAll = queuesOfAll;
        this.bornMillis = nowMillis;
        this.history = new History(nowMillis);
        this.others = new Traffic(nowMillis);
    }

    /** The counters of a queue. */
    public Traffic of(int queueId) {
        Traffic[] present = queues;
        Traffic traffic = queueId >= 0 && queueId < present.length ? present[queueId] : null;
        return traffic != null ? traffic : create(queueId);
    }

    private synchronized Traffic create(int queueId) {
        Traffic present = find(queueId);
        if (present != null) {
            return present;
        }
        if (queueId < 0 || queueId >= MAX_QUEUES || queuesOfAll.incrementAndGet() > MAX_QUEUES) {
            return others;
        }
        Traffic[] more = Arrays.copyOf(queues, Math.max(queues.length, queueId + 1));
        more[queueId] = new Traffic(bornMillis);
        queues = more;
        return more[queueId];
    }

    /** Null when nothing was counted for the queue. */
    Traffic find(int queueId) {
        Traffic[] present = queues;
        return queueId >= 0 && queueId < present.length ? present[queueId] : null;
    }

    private Counts counts() {
        Counts sum = others.counts();
        for (Traffic queue : queues) {
            if (queue != null) {
                sum = sum.plus(queue.counts());
            }
        }
        return sum;
    }

    void sample(long number, long nowMillis) {
        for (Traffic queue : queues) {
            if (queue != null) {
                queue.sample(number, nowMillis);
            }
        }
        history.sample(number, nowMillis, counts());
    }

    boolean isIdle() {
        return history.isIdle(counts());
    }

    /** Gives back the places of its queues; it is counted in no more. */
    void forget() {
        long known = Arrays.stream(queues).filter(queue -> queue != null).count();
        queuesOfAll.addAndGet((int) -known);
    }

    BrokerStatsData data(ToLongFunction<Counts> column, long nowMillis) {
        return history.data(column, nowMillis, counts());
    }
}
