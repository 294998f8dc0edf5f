package io.cometmq.store.timer;

import io.cometmq.store.DefaultMessageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the schedule: {@link #recover}, then {@link #pass} again and again, then {@link #finish}. After an exception only {@link
 * #close} is left, and a new one takes over from the files and the log. Belongs to one thread.
 */
final class TimerEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TimerEngine.class);

    /** A second's entries are read and put in order so long before it begins. */
    static final long LOOK_AHEAD_MILLIS = 2_000;

    private static final long RETRY_MILLIS = 100;

    /** Pause when messages are due that must wait until the journal is read. */
    private static final long HELD_MILLIS = 1;

    private static final int BATCH = 256;

    /** Deliveries after which new messages are looked at, and entries at hand from which no further second is loaded. */
    private static final int MAX_DELIVERIES = 8_192;

    private final DefaultMessageStore store;
    private final LongSupplier clockMillis;
    private final TimerFiles files;
    private final TimerCounts counts;
    private final TimerJournal journal;
    private final TimerSchedule schedule = new TimerSchedule();
    private final NearTimers near = new NearTimers();
    private final DueDelivery dueDelivery;
    private final TimerKeeper keeper;
    private final TimerEntries batch = new TimerEntries(BATCH);
    private final TimerEntries aside = new TimerEntries();

    TimerEngine(
            TimerOptions options,
            DefaultMessageStore store,
            TimerDelivery delivery,
            TimerFiles files,
            TimerCounts counts,
            LongSupplier clockMillis) {
        this.store = store;
        this.clockMillis = clockMillis;
        this.files = files;
        this.counts = counts;
        this.journal = new TimerJournal(store);
        this.dueDelivery = new DueDelivery(store, delivery);
        this.keeper = new TimerKeeper(options, store, journal, schedule, files);
    }

    // ------------------------------------------------------------------------------------------------------------
    // start

    /** Brings the schedule to the state of the log. */
    void recover() throws IOException {
        Files.createDirectories(files.directory());
        keeper.startWith(usableManifest());
        long from = keeper.current().logOffset();
        if (journal.end() > 0) {
            journal.readDelivered(from, this::addWhileStarting);
        }
        while (journal.position() < journal.end()) {
            aside.clear();
            journal.read(aside);
            addWhileStarting(aside);
        }
        LOG.info(
                "the timer goes on: {} entries in {} runs, {} read from the log behind {}",
                keeper.current().runs().stream().mapToLong(TimerRun::entries).sum(),
                keeper.current().runs().size(),
                schedule.tableEntries(),
                from);
    }

    private TimerManifest usableManifest() throws IOException {
        String problem;
        try {
            TimerManifest manifest = files.load();
            if (manifest.equals(TimerManifest.NONE)) {
                LOG.info("there is no schedule in {}: it is made from the log", files.directory());
                return fresh();
            }
            if (manifest.logOffset() > store.maxPhysicalOffset() || manifest.journalOffset() > journal.end()) {
                problem = "the log ends before what the manifest speaks of";
            } else {
                return manifest;
            }
        } catch (IOException e) {
            problem = e.getMessage();
        }
        LOG.warn("the timer's schedule in {} is made again from the log: {}", files.directory(), problem);
        return fresh();
    }

    private TimerManifest fresh() throws IOException {
        files.clear();
        return new TimerManifest(Long.MIN_VALUE, store.minPhysicalOffset(), journal.begin(), List.of());
    }

    private void addWhileStarting(TimerEntries read) {
        addToSchedule(read);
        try {
            keeper.makeRoom();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addToSchedule(TimerEntries read) {
        for (int i = 0; i < read.size(); i++) {
            if (!keeper.current().isSettled(read, i)) {
                schedule.add(read, i);
            }
        }
    }

    // -------------------------------------------------------------------------------------------------------------
    // work

    /** Takes what has come, delivers what is due, keeps the files up to date; says when there is more to do, in milliseconds. */
    long pass() throws IOException {
        long now = clockMillis.getAsLong();
        journal.mark(now);
        long logEnd = store.dispatchedPhysicalOffset();
        long journalEnd = journal.end();
        readJournal(journalEnd);
        long until = deliverableUntil(now);
        loadNear(until);
        boolean taken = deliverDue(until);
        if (taken && journal.position() >= journalEnd && near.nextDueMillis() > until && nextSlotStart() > until) {
            settle(until, logEnd);
        }
        long nextWork = now + keeper.keep(now);
        if (!taken) {
            return now + RETRY_MILLIS;
        }
        long nextDue = Math.min(near.nextDueMillis(), nextSlotStart() - LOOK_AHEAD_MILLIS);
        return Math.min(nextWork, until < now ? Math.max(nextDue, now + HELD_MILLIS) : nextDue);
    }

    /**
     * What is due later has to wait: a message is delivered when everything is read that was stored before its time, so that a
     * cancellation wins and a rolled copy replaces its origin.
     */
    private long deliverableUntil(long now) {
        return Math.min(now, Math.min(journal.readUntilMillis(), keeper.rolledAfterMillis()));
    }

    private void readJournal(long end) {
        while (journal.position() < end && !keeper.isCongested()) {
            aside.clear();
            journal.read(aside);
            counts.scheduled += aside.size();
            addToSchedule(aside);
            for (int i = 0; i < aside.size(); i++) {
                if (schedule.isTaken(aside.dueMillis(i))) {
                    near.add(aside, i);
                }
            }
            keeper.changed();
        }
    }

    private void loadNear(long untilMillis) throws IOException {
        while (near.size() < MAX_DELIVERIES && nextSlotStart() - LOOK_AHEAD_MILLIS <= untilMillis) {
            near.load(TimerSlot.due(keeper.current().unsettled(schedule.takeSlot())));
        }
    }

    private long nextSlotStart() throws IOException {
        long slot = schedule.nextSlot();
        return slot == SlotSource.END ? Long.MAX_VALUE : TimerTimes.slotStart(slot);
    }

    /** Returns whether the store has taken everything it was given. */
    private boolean deliverDue(long untilMillis) {
        int delivered = 0;
        while (delivered < MAX_DELIVERIES && near.nextDueMillis() <= untilMillis) {
            batch.clear();
            aside.clear();
            near.takeDue(untilMillis, BATCH, batch);
            dueDelivery.deliver(batch, aside);
            counts.delivered += batch.size() - aside.size();
            keeper.changed();
            near.load(aside);
            if (aside.size() > 0) {
                return false;
            }
            delivered += batch.size();
        }
        return true;
    }

    /** Everything that is due until then is delivered. The watermark stays below what waits, wherever the clock was set to. */
    private void settle(long untilMillis, long logEnd) throws IOException {
        long waiting = Math.min(near.nextDueMillis(), nextSlotStart());
        long watermark = Math.min(Math.max(keeper.current().watermarkMillis(), untilMillis), waiting - 1);
        keeper.settled(watermark, logEnd);
        schedule.settledUntil(watermark);
        near.settledUntil(watermark);
    }

    TimerProgress progress() {
        return new TimerProgress(
                Math.max(0, keeper.current().watermarkMillis()),
                journal.position(),
                schedule.waiting() + near.size(),
                counts.scheduled,
                counts.delivered);
    }

    /** No entry stands for a record below this commit log offset. */
    long minPhysicalOffset() {
        return schedule.minPhysicalOffset();
    }

    /** What waits at this moment, to be counted by the files thread. */
    TimerFiles.Contents contents() {
        return new TimerFiles.Contents(schedule.copyOfTables(), keeper.current());
    }

    // -------------------------------------------------------------------------------------------------------------
    // stop

    /** Leaves files behind with which the next start has little to read. The store must still be open. */
    void finish() throws IOException {
        keeper.finish();
    }

    @Override
    public void close() throws IOException {
        schedule.close();
    }
}
