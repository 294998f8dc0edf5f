package io.cometmq.store.timer;

import io.cometmq.store.DefaultMessageStore;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when the schedule is brought to its files; {@link TimerFiles} does it. One thing at a time: a run is being built, or a manifest
 * waits for the log to be forced, or is being written. Belongs to the timer thread.
 */
final class TimerKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(TimerKeeper.class);

    /** A restart reads the log from the watermark on; it is moved even if nothing else happens. */
    private static final long MAX_UNREAD_LOG_BYTES = 64L << 20;

    /** While a run is being built, the memory table may grow to so many times the size from which a run is written. */
    private static final int MAX_TABLES = 4;

    private static final long RETRY_MILLIS = 1_000;
    private static final long POLL_MILLIS = 50;

    private final TimerOptions options;
    private final DefaultMessageStore store;
    private final TimerJournal journal;
    private final TimerSchedule schedule;
    private final TimerFiles files;

    /** What is known now; its runs and journal offset are those of the schedule's files. */
    private TimerManifest current = TimerManifest.NONE;

    /** Whether messages came or went since the last manifest; at first, because there may be none yet. */
    private boolean changed = true;

    private CompletableFuture<TimerFiles.Built> building;
    private long buildingJournalOffset;

    /** See {@link #rolledAfterMillis}. */
    private long rolledAfterMillis = Long.MAX_VALUE;

    /** Queue offset behind the copies of the last roll. */
    private long copiesEnd;

    private TimerManifest unforced;
    private long unforcedEnd;
    private CompletableFuture<Void> saving;
    private long savedLogOffset;
    private long nextSaveMillis;
    private long nextRollMillis;
    private long nextBuildMillis;

    TimerKeeper(
            TimerOptions options,
            DefaultMessageStore store,
            TimerJournal journal,
            TimerSchedule schedule,
            TimerFiles files) {
        this.options = options;
        this.store = store;
        this.journal = journal;
        this.schedule = schedule;
        this.files = files;
    }

    TimerManifest current() {
        return current;
    }

    void startWith(TimerManifest manifest) throws IOException {
        current = manifest;
        savedLogOffset = manifest.logOffset();
        schedule.replaceRuns(manifest.runs(), files.directory());
        journal.position(Math.max(manifest.journalOffset(), journal.begin()));
    }

    /** Whether the files do not keep pace with what comes: then it waits in the journal. */
    boolean isCongested() {
        return building != null && schedule.tableEntries() >= MAX_TABLES * options.maxMemoryEntries();
    }

    /**
     * What is due later may be rolled at this moment, or its copies are not yet read: it must not be delivered, nor {@link
     * TimerEngine#LOOK_AHEAD_MILLIS} more be taken from the schedule.
     */
    long rolledAfterMillis() {
        return rolledAfterMillis;
    }

    void changed() {
        changed = true;
    }

    /** All messages that are due until then and whose records are below the commit log offset are delivered. */
    void settled(long watermarkMillis, long logOffset) {
        current = new TimerManifest(watermarkMillis, logOffset, current.journalOffset(), current.runs());
    }

    /** Writes a run when the table is full, and waits for it. While nothing is delivered yet. */
    void makeRoom() throws IOException {
        if (schedule.tableEntries() < options.maxMemoryEntries()) {
            return;
        }
        build();
        try {
            building.join();
        } catch (CompletionException e) {
            throw new IOException("cannot write a run of the timer", e.getCause());
        }
        adopt(0);
    }

    /** Goes on with what is to be done; says when to call again, in milliseconds from now at most. */
    long keep(long nowMillis) throws IOException {
        if (building != null) {
            if (!building.isDone()) {
                return POLL_MILLIS;
            }
            adopt(nowMillis);
        }
        if (journal.position() >= copiesEnd) {
            rolledAfterMillis = Long.MAX_VALUE;
        }
        if (saving != null) {
            if (!saving.isDone()) {
                return POLL_MILLIS;
            }
            finishSave(nowMillis);
        }
        if (unforced != null) {
            if (store.flushedPhysicalOffset() < unforcedEnd) {
                return POLL_MILLIS;
            }
            save();
            return POLL_MILLIS;
        }
        return begin(nowMillis);
    }

    private long begin(long nowMillis) {
        if (nowMillis >= nextRollMillis && rolledAfterMillis == Long.MAX_VALUE) {
            nextRollMillis = nowMillis + options.rollIntervalMillis();
            long expiring = journal.offsetByTime(nowMillis - options.rollWindowMillis());
            if (schedule.minPhysicalOffset() < expiring) {
                roll(nowMillis, expiring);
                return POLL_MILLIS;
            }
        }
        if (schedule.tableEntries() >= options.maxMemoryEntries() && nowMillis >= nextBuildMillis) {
            build();
            return POLL_MILLIS;
        }
        boolean behind = current.logOffset() - savedLogOffset > MAX_UNREAD_LOG_BYTES;
        if (!changed && !behind) {
            return Math.max(1, nextRollMillis - nowMillis);
        }
        if (nowMillis < nextSaveMillis) {
            return nextSaveMillis - nowMillis;
        }
        prepareSave();
        return 1;
    }

    private void build() {
        buildingJournalOffset = journal.position();
        building = files.build(schedule.freeze(), current, store.minPhysicalOffset());
    }

    /** Not what is due soon, so that what is due meanwhile needs not wait for the roll. */
    private void roll(long nowMillis, long belowPhysicalOffset) {
        rolledAfterMillis = Math.max(nowMillis + options.rollWindowMillis() / 8, schedule.takenMillis());
        copiesEnd = Long.MAX_VALUE;
        Roll roll = new Roll(belowPhysicalOffset, TimerTimes.slot(rolledAfterMillis + TimerEngine.LOOK_AHEAD_MILLIS));
        buildingJournalOffset = journal.position();
        building = files.roll(schedule.freeze(), current, store.minPhysicalOffset(), roll);
    }

    private void adopt(long nowMillis) throws IOException {
        CompletableFuture<TimerFiles.Built> done = building;
        building = null;
        copiesEnd = journal.storedEnd();
        TimerFiles.Built built;
        try {
            built = done.join();
        } catch (CompletionException e) {
            LOG.error("cannot write a run of the timer in {}, it is tried again", files.directory(), e.getCause());
            schedule.thaw();
            nextBuildMillis = nowMillis + RETRY_MILLIS;
            return;
        }
        if (!built.complete()) {
            nextRollMillis = nowMillis + RETRY_MILLIS;
        }
        schedule.replaceRuns(built.runs(), files.directory());
        current =
                new TimerManifest(current.watermarkMillis(), current.logOffset(), buildingJournalOffset, built.runs());
        changed = true;
    }

    private void prepareSave() {
        unforced = current;
        unforcedEnd = store.maxPhysicalOffset();
        changed = false;
    }

    private void save() {
        savedLogOffset = unforced.logOffset();
        saving = files.save(unforced);
        unforced = null;
    }

    private void finishSave(long nowMillis) {
        try {
            saving.join();
            nextSaveMillis = nowMillis + options.flushIntervalMillis();
        } catch (CompletionException e) {
            LOG.error("cannot write the timer's manifest in {}, it is tried again", files.directory(), e.getCause());
            changed = true;
            nextSaveMillis = nowMillis + RETRY_MILLIS;
        }
        saving = null;
    }

    /** Leaves a manifest with which the next start has less to read, if the log is forced already. */
    void finish() throws IOException {
        files.stopRolling();
        if (building != null) {
            CompletableFuture.allOf(building).exceptionally(e -> null).join();
            adopt(0);
        }
        prepareSave();
        if (store.flushedPhysicalOffset() >= unforcedEnd) {
            save();
            finishSave(0);
        }
    }
}
