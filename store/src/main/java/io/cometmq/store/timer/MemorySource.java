package io.cometmq.store.timer;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;

/** The entries of a memory table that nobody changes any more. */
final class MemorySource implements SlotSource {
    private final Iterator<Map.Entry<Long, TimerEntries>> slots;
    private Map.Entry<Long, TimerEntries> next;

    /** @param from the first slot */
    MemorySource(NavigableMap<Long, TimerEntries> table, long from) {
        slots = table.tailMap(from, true).entrySet().iterator();
        advance();
    }

    private void advance() {
        next = slots.hasNext() ? slots.next() : null;
    }

    @Override
    public long slot() {
        return next == null ? END : next.getKey();
    }

    @Override
    public void take(TimerEntries into) {
        into.addAll(next.getValue());
        advance();
    }
}
