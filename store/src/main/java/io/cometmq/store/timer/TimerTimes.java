package io.cometmq.store.timer;

import io.cometmq.common.message.PropertiesView;
import io.cometmq.common.message.PropertiesView.Name;

/**
 * How a record of the timer topic says when it is due. RocketMQ writes TIMER_OUT_MS in full seconds, and delivers within the second
 * after it; the exact instant is lost unless TIMER_DELIVER_MS gives it (docs/protocol/semantics.md 11). We write the exact instant,
 * never a full second, so that both kinds of records can be told apart. Stateless.
 */
public final class TimerTimes {
    /** What RocketMQ rounds to (timerPrecisionMs). */
    public static final long SLOT_MILLIS = 1000;

    private TimerTimes() {}

    /** The instant to store for a wanted one: the same, or a millisecond later. */
    public static long toStore(long deliverMillis) {
        return deliverMillis % SLOT_MILLIS == 0 ? deliverMillis + 1 : deliverMillis;
    }

    /** The second that an instant belongs to, as RocketMQ counts: full seconds end it. A cancellation concerns one of them. */
    static long slot(long deliverMillis) {
        return Math.floorDiv(deliverMillis - 1, SLOT_MILLIS);
    }

    /** The first instant of a slot. */
    static long slotStart(long slot) {
        return slot * SLOT_MILLIS + 1;
    }

    /**
     * When the record is due, never before it was asked for.
     *
     * @throws NumberFormatException when TIMER_OUT_MS is missing or no number
     */
    static long dueMillis(PropertiesView view) {
        if (!view.isPresent(Name.TIMER_OUT_MS)) {
            throw new NumberFormatException("TIMER_OUT_MS is missing");
        }
        long out = view.getLong(Name.TIMER_OUT_MS, 0);
        if (out % SLOT_MILLIS != 0) {
            return out;
        }
        boolean delayed = view.isPresent(Name.TIMER_DELAY_SEC) || view.isPresent(Name.TIMER_DELAY_MS);
        if (!delayed && view.isPresent(Name.TIMER_DELIVER_MS)) {
            long exact = view.getLong(Name.TIMER_DELIVER_MS, 0);
            if (exact > out && exact <= out + SLOT_MILLIS) {
                return exact;
            }
        }
        return out + SLOT_MILLIS;
    }
}
