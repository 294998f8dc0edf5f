package io.cometmq.broker.stats;

import io.cometmq.remoting.protocol.body.BrokerStatsData;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/** Messages that went through one place, such as a queue. Counting takes no lock and allocates nothing. Thread-safe. */
public final class Traffic {
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder calls = new LongAdder();
    private final LongAdder latencyMillis = new LongAdder();
    private final History history;

    Traffic(long nowMillis) {
        history = new History(nowMillis);
    }

    /** One request. */
    public void count(long messageCount, long byteCount, long millis) {
        messages.add(messageCount);
        bytes.add(byteCount);
        calls.increment();
        if (millis > 0) {
            latencyMillis.add(millis);
        }
    }

    /** Messages of requests that are counted elsewhere. */
    void add(long messageCount) {
        messages.add(messageCount);
    }

    Counts counts() {
        return new Counts(messages.sum(), bytes.sum(), calls.sum(), latencyMillis.sum());
    }

    void sample(long number, long nowMillis) {
        history.sample(number, nowMillis, counts());
    }

    boolean isIdle() {
        return history.isIdle(counts());
    }

    BrokerStatsData data(ToLongFunction<Counts> column, long nowMillis) {
        return history.data(column, nowMillis, counts());
    }
}
