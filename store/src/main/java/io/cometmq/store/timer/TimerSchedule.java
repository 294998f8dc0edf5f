package io.cometmq.store.timer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All entries that wait: the latest in a table in memory, the others in runs. Hands out one second after the other. Belongs to the
 * timer thread; what it freezes is only read from then on.
 */
final class TimerSchedule implements AutoCloseable {
    private NavigableMap<Long, TimerEntries> table = new TreeMap<>();
    private int tableEntries;

    /** Entries of seconds that have not been handed out. */
    private long waiting;

    private long tableMinOffset = Long.MAX_VALUE;

    /** What is being written to a run; null when nothing is. */
    private NavigableMap<Long, TimerEntries> frozen;

    private long frozenMinOffset = Long.MAX_VALUE;

    private List<TimerRun> runs = List.of();
    private final List<RunReader> readers = new ArrayList<>();
    private final List<SlotSource> sources = new ArrayList<>();

    /** Slots up to this one have been handed out. */
    private long takenSlot = Long.MIN_VALUE;

    void add(TimerEntries from, int i) {
        table.computeIfAbsent(TimerTimes.slot(from.dueMillis(i)), slot -> new TimerEntries(1))
                .add(from, i);
        tableEntries++;
        if (!isTaken(from.dueMillis(i))) {
            waiting++;
        }
        tableMinOffset = Math.min(tableMinOffset, from.physicalOffset(i));
    }

    /** Begin of the last second that was handed out. */
    long takenMillis() {
        return takenSlot == Long.MIN_VALUE ? Long.MIN_VALUE : TimerTimes.slotStart(takenSlot);
    }

    boolean isTaken(long dueMillis) {
        return TimerTimes.slot(dueMillis) <= takenSlot;
    }

    /** The next second that has entries; {@link SlotSource#END} when there is none. */
    long nextSlot() throws IOException {
        Long inTable = table.higherKey(takenSlot);
        long next = inTable == null ? SlotSource.END : inTable;
        for (SlotSource source : sources) {
            next = Math.min(next, source.slot());
        }
        return next;
    }

    /** Hands out all entries of the next second. The table keeps its own, so that a run can be made of them. */
    TimerEntries takeSlot() throws IOException {
        long slot = nextSlot();
        TimerEntries entries = new TimerEntries();
        for (SlotSource source : sources) {
            if (source.slot() == slot) {
                source.take(entries);
            }
        }
        TimerEntries inTable = table.get(slot);
        if (inTable != null) {
            entries.addAll(inTable);
        }
        takenSlot = slot;
        waiting -= entries.size();
        return entries;
    }

    /** Everything due until then is over: the table forgets whole seconds. */
    void settledUntil(long millis) {
        Map<Long, TimerEntries> over = table.headMap(TimerTimes.slot(millis), false);
        for (TimerEntries entries : over.values()) {
            tableEntries -= entries.size();
        }
        over.clear();
        if (table.isEmpty()) {
            tableMinOffset = Long.MAX_VALUE;
        }
    }

    /** Entries of seconds that are still to be handed out, counting what is there twice. */
    long waiting() {
        return waiting;
    }

    private void countWaiting() {
        waiting = 0;
        for (TimerEntries entries : table.tailMap(takenSlot, false).values()) {
            waiting += entries.size();
        }
        for (RunReader reader : readers) {
            waiting += reader.remaining();
        }
    }

    int tableEntries() {
        return tableEntries;
    }

    List<TimerRun> runs() {
        return runs;
    }

    /** No entry stands for a record below this commit log offset. */
    long minPhysicalOffset() {
        long min = Math.min(tableMinOffset, frozenMinOffset);
        for (TimerRun run : runs) {
            min = Math.min(min, run.minPhysicalOffset());
        }
        return min;
    }

    /** Begins a new table; the old one is to be written. */
    NavigableMap<Long, TimerEntries> freeze() {
        frozen = table;
        frozenMinOffset = tableMinOffset;
        table = new TreeMap<>();
        tableEntries = 0;
        tableMinOffset = Long.MAX_VALUE;
        sources.add(new MemorySource(frozen, takenSlot + 1));
        return frozen;
    }

    /** What was frozen could not be written: it joins the table again. */
    void thaw() {
        NavigableMap<Long, TimerEntries> again = frozen;
        frozen = null;
        frozenMinOffset = Long.MAX_VALUE;
        sources.remove(sources.size() - 1);
        countWaiting();
        for (TimerEntries entries : again.values()) {
            for (int i = 0; i < entries.size(); i++) {
                add(entries, i);
            }
        }
    }

    /** Everything in memory, to be read by another thread. */
    List<NavigableMap<Long, TimerEntries>> copyOfTables() {
        NavigableMap<Long, TimerEntries> copy = new TreeMap<>();
        table.forEach((slot, entries) -> {
            TimerEntries copied = new TimerEntries(entries.size());
            copied.addAll(entries);
            copy.put(slot, copied);
        });
        return frozen == null ? List.of(copy) : List.of(copy, frozen);
    }

    /** Reads these runs from now on; they hold what was frozen, too. */
    void replaceRuns(List<TimerRun> newRuns, Path directory) throws IOException {
        close();
        sources.clear();
        frozen = null;
        frozenMinOffset = Long.MAX_VALUE;
        for (TimerRun run : newRuns) {
            RunReader reader = new RunReader(directory, run);
            readers.add(reader);
            sources.add(reader.from(takenSlot == Long.MIN_VALUE ? Long.MIN_VALUE : takenSlot + 1));
        }
        runs = List.copyOf(newRuns);
        countWaiting();
    }

    @Override
    public void close() throws IOException {
        for (RunReader reader : readers) {
            reader.close();
        }
        readers.clear();
    }
}
