package io.cometmq.store.timer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one run of the memory table and of the runs that are not much larger than it. Belongs to the files thread. */
final class RunBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(RunBuilder.class);

    /** Sees the entries of one second. */
    @FunctionalInterface
    interface SlotVisitor {
        void visit(TimerEntries slot) throws IOException;
    }

    /** A run takes up an older one of at most this many times its size, so that few are left, and each entry is copied seldom. */
    private static final int SIZE_RATIO = 2;

    private final Path directory;

    /** Number of the next file. */
    private long sequence;

    RunBuilder(Path directory) {
        this.directory = directory;
    }

    /** Does not use the names of these files again. */
    void startBehind(List<TimerRun> runs) {
        for (TimerRun run : runs) {
            sequence = Math.max(
                    sequence, Long.parseLong(run.file().substring(0, run.file().indexOf('.'))) + 1);
        }
    }

    /**
     * Writes it.
     *
     * @param manifest says which entries are settled; its runs are the inputs
     * @param all whether all runs become one
     * @param logStart first byte of the log: what stood before is lost
     * @param visitor sees what goes into the new run
     * @return the runs that hold everything, oldest first
     */
    List<TimerRun> build(
            NavigableMap<Long, TimerEntries> table,
            TimerManifest manifest,
            boolean all,
            long logStart,
            SlotVisitor visitor)
            throws IOException {
        long[] lost = {0};
        List<TimerRun> older = new ArrayList<>(manifest.runs());
        List<TimerRun> merged = new ArrayList<>();
        long entries = table.values().stream().mapToLong(TimerEntries::size).sum();
        while (!older.isEmpty() && (all || older.get(older.size() - 1).entries() <= SIZE_RATIO * entries)) {
            TimerRun run = older.remove(older.size() - 1);
            entries += run.entries();
            merged.add(run);
        }
        String name = String.format("%012d.run", sequence++);
        try (RunWriter writer = new RunWriter(directory, name)) {
            forEachSlot(List.of(table), merged, manifest, slot -> {
                TimerEntries kept = TimerSlot.kept(slot);
                TimerEntries there = notBefore(logStart, kept);
                lost[0] += kept.size() - there.size();
                writer.write(there);
                visitor.visit(there);
            });
            TimerRun built = writer.finish();
            if (built.entries() > 0) {
                older.add(built);
            }
        }
        if (lost[0] > 0) {
            LOG.error("{} timer messages are lost: the log begins at {} and they stood before", lost[0], logStart);
        }
        return older;
    }

    private static TimerEntries notBefore(long logStart, TimerEntries entries) {
        TimerEntries there = new TimerEntries(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            if (entries.physicalOffset(i) >= logStart) {
                there.add(entries, i);
            }
        }
        return there;
    }

    /** Visits what is not settled of the tables and of the manifest's runs. */
    void forEachSlot(List<NavigableMap<Long, TimerEntries>> tables, TimerManifest manifest, SlotVisitor visitor)
            throws IOException {
        forEachSlot(tables, manifest.runs(), manifest, visitor);
    }

    private void forEachSlot(
            List<NavigableMap<Long, TimerEntries>> tables,
            List<TimerRun> runs,
            TimerManifest manifest,
            SlotVisitor visitor)
            throws IOException {
        List<RunReader> readers = new ArrayList<>();
        try {
            List<SlotSource> sources = new ArrayList<>();
            for (NavigableMap<Long, TimerEntries> table : tables) {
                sources.add(new MemorySource(table, Long.MIN_VALUE));
            }
            for (TimerRun run : runs) {
                RunReader reader = new RunReader(directory, run);
                readers.add(reader);
                sources.add(reader);
            }
            merge(sources, manifest, visitor);
        } finally {
            for (RunReader reader : readers) {
                reader.close();
            }
        }
    }

    private static void merge(List<SlotSource> sources, TimerManifest manifest, SlotVisitor visitor)
            throws IOException {
        TimerEntries entries = new TimerEntries(64);
        long slot = nextSlot(sources);
        while (slot != SlotSource.END) {
            entries.clear();
            for (SlotSource source : sources) {
                if (source.slot() == slot) {
                    source.take(entries);
                }
            }
            visitor.visit(manifest.unsettled(entries));
            slot = nextSlot(sources);
        }
    }

    private static long nextSlot(List<SlotSource> sources) throws IOException {
        long next = SlotSource.END;
        for (SlotSource source : sources) {
            next = Math.min(next, source.slot());
        }
        return next;
    }
}
