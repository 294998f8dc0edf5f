package io.cometmq.broker.pop;

import io.cometmq.common.concurrent.Alarm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.LongSupplier;

/** Check points in the order in which they expire, and a sleep that ends when the first of them does. Thread-safe. */
final class Expiries {
    private final ConcurrentSkipListSet<CheckPoint> waiting = new ConcurrentSkipListSet<>(CheckPoints.BY_EXPIRY);
    private final Alarm alarm;

    Expiries(LongSupplier clockMillis) {
        this.alarm = new Alarm(clockMillis);
    }

    void add(CheckPoint checkPoint) {
        waiting.add(checkPoint);
        alarm.bringForward(checkPoint.expiresAtMillis());
    }

    void remove(CheckPoint checkPoint) {
        waiting.remove(checkPoint);
    }

    int size() {
        return waiting.size();
    }

    /** Takes out what has expired, the oldest first. */
    List<CheckPoint> takeExpired(long nowMillis, int max) {
        List<CheckPoint> expired = new ArrayList<>();
        while (expired.size() < max) {
            CheckPoint first = waiting.pollFirst();
            if (first == null) {
                break;
            }
            if (first.expiresAtMillis() > nowMillis) {
                waiting.add(first);
                break;
            }
            expired.add(first);
        }
        return expired;
    }

    /** Sleeps until something may be due; false when closed. */
    boolean awaitExpired() throws InterruptedException {
        alarm.reset();
        return alarm.sleepUntil(
                waiting.stream().findFirst().map(CheckPoint::expiresAtMillis).orElse(Long.MAX_VALUE));
    }

    void close() {
        alarm.close();
    }
}
