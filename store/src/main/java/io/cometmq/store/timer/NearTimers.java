package io.cometmq.store.timer;

import java.util.HashSet;
import java.util.Set;

/** The messages of the seconds that are at hand, earliest first. Belongs to the timer thread. */
final class NearTimers {
    private record Cancellation(long slot, long key) {}

    private final TimerEntries heap = new TimerEntries();
    private final Set<Cancellation> cancelled = new HashSet<>();

    /** What of a second is to be delivered, or has to be tried again. */
    void load(TimerEntries due) {
        for (int i = 0; i < due.size(); i++) {
            heap.push(due, i);
        }
    }

    /** An entry that has come when its second was loaded already. */
    void add(TimerEntries from, int i) {
        if (from.kind(i) == TimerEntries.CANCEL) {
            cancelled.add(new Cancellation(TimerTimes.slot(from.dueMillis(i)), from.key(i)));
        } else if (from.kind(i) == TimerEntries.PENDING) {
            heap.push(from, i);
        }
    }

    /** When the earliest is due; {@link Long#MAX_VALUE} when there is none. */
    long nextDueMillis() {
        return heap.size() == 0 ? Long.MAX_VALUE : heap.dueMillis(0);
    }

    int size() {
        return heap.size();
    }

    /** Takes out the earliest ones that are due, up to a number, but for those taken back. */
    void takeDue(long nowMillis, int max, TimerEntries due) {
        while (due.size() < max && heap.size() > 0 && heap.dueMillis(0) <= nowMillis) {
            boolean takenBack = !cancelled.isEmpty()
                    && cancelled.contains(new Cancellation(TimerTimes.slot(heap.dueMillis(0)), heap.key(0)));
            heap.popInto(takenBack ? new TimerEntries(1) : due);
        }
    }

    /** Nothing is left of what was due until then. */
    void settledUntil(long millis) {
        if (!cancelled.isEmpty()) {
            long slot = TimerTimes.slot(millis);
            cancelled.removeIf(cancellation -> cancellation.slot < slot);
        }
    }
}
