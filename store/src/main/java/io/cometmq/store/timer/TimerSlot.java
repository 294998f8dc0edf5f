package io.cometmq.store.timer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What of the entries of one second still counts. Pure: the order in which entries came does not matter, so that cancellations, rolled
 * copies and deliveries need no bookkeeping of their own, and reading something twice does no harm.
 */
final class TimerSlot {
    private record Message(int kind, long key, long dueMillis) {}

    private TimerSlot() {}

    /** The messages to deliver, in order. */
    static TimerEntries due(TimerEntries slot) {
        TimerEntries distinct = distinct(slot);
        if (isPlain(distinct)) {
            return distinct;
        }
        Map<Message, Integer> rolls = highestRolls(distinct);
        Set<Long> cancelled = cancelled(distinct);
        Map<Message, Integer> delivered = delivered(distinct);
        TimerEntries due = new TimerEntries(distinct.size());
        for (int i = 0; i < distinct.size(); i++) {
            if (distinct.kind(i) == TimerEntries.PENDING
                    && isLatest(distinct, i, rolls)
                    && !cancelled.contains(distinct.key(i))
                    && !takeOne(delivered, distinct.key(i), distinct.dueMillis(i))) {
                due.add(distinct, i);
            }
        }
        return due;
    }

    /**
     * What a file has to keep of a part of a second's entries: all but messages that are cancelled or stored again, and what is there
     * twice. Deliveries stay, because the message that one belongs to may be in another part.
     */
    static TimerEntries kept(TimerEntries slot) {
        TimerEntries distinct = distinct(slot);
        if (isPlain(distinct)) {
            return distinct;
        }
        Map<Message, Integer> rolls = highestRolls(distinct);
        Set<Long> cancelled = cancelled(distinct);
        TimerEntries kept = new TimerEntries(distinct.size());
        for (int i = 0; i < distinct.size(); i++) {
            boolean pending = distinct.kind(i) == TimerEntries.PENDING;
            if (isLatest(distinct, i, rolls) && !(pending && cancelled.contains(distinct.key(i)))) {
                kept.add(distinct, i);
            }
        }
        return kept;
    }

    /** Sorted, and without entries of the same record. */
    private static TimerEntries distinct(TimerEntries slot) {
        slot.sort();
        TimerEntries distinct = new TimerEntries(slot.size());
        for (int i = 0; i < slot.size(); i++) {
            boolean again = i > 0
                    && slot.physicalOffset(i) == slot.physicalOffset(i - 1)
                    && slot.dueMillis(i) == slot.dueMillis(i - 1);
            if (!again) {
                distinct.add(slot, i);
            }
        }
        return distinct;
    }

    private static boolean isPlain(TimerEntries slot) {
        for (int i = 0; i < slot.size(); i++) {
            if (slot.kind(i) != TimerEntries.PENDING || slot.rolls(i) > 0) {
                return false;
            }
        }
        return true;
    }

    /** For what was stored again: how often. */
    private static Map<Message, Integer> highestRolls(TimerEntries slot) {
        Map<Message, Integer> rolls = new HashMap<>();
        for (int i = 0; i < slot.size(); i++) {
            if (slot.rolls(i) > 0) {
                rolls.merge(new Message(slot.kind(i), slot.key(i), slot.dueMillis(i)), slot.rolls(i), Math::max);
            }
        }
        return rolls;
    }

    /** A rolled message replaces what it was made from; of equal copies one counts, because the roll of one may have been repeated. */
    private static boolean isLatest(TimerEntries slot, int i, Map<Message, Integer> rolls) {
        Message message = new Message(slot.kind(i), slot.key(i), slot.dueMillis(i));
        Integer highest = rolls.get(message);
        if (highest == null) {
            return true;
        }
        if (highest != slot.rolls(i)) {
            return false;
        }
        rolls.put(message, Integer.MAX_VALUE);
        return true;
    }

    private static Set<Long> cancelled(TimerEntries slot) {
        Set<Long> keys = new HashSet<>();
        for (int i = 0; i < slot.size(); i++) {
            if (slot.kind(i) == TimerEntries.CANCEL) {
                keys.add(slot.key(i));
            }
        }
        return keys;
    }

    private static Map<Message, Integer> delivered(TimerEntries slot) {
        Map<Message, Integer> counts = new HashMap<>();
        for (int i = 0; i < slot.size(); i++) {
            if (slot.kind(i) == TimerEntries.DELIVERED) {
                counts.merge(new Message(TimerEntries.DELIVERED, slot.key(i), slot.dueMillis(i)), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static boolean takeOne(Map<Message, Integer> delivered, long key, long dueMillis) {
        Message message = new Message(TimerEntries.DELIVERED, key, dueMillis);
        Integer count = delivered.get(message);
        if (count == null || count == 0) {
            return false;
        }
        delivered.put(message, count - 1);
        return true;
    }
}
