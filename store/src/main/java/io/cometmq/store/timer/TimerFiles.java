package io.cometmq.store.timer;

import io.cometmq.common.concurrent.NamedThreadFactory;
import io.cometmq.store.DefaultMessageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What is slow: writing runs and the manifest, rolling, counting; on a thread of its own, one after the other. Thread-safe. */
final class TimerFiles implements AutoCloseable {
    private static final long STOP_SECONDS = 10;

    /** A roll copies so many times the entries of a full table at most. */
    private static final int TABLES_ROLLED = 8;

    private final Path directory;
    private final TimerManifestFile manifestFile;
    private final RunBuilder builder;
    private final TimerRoller roller;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(new NamedThreadFactory("timer-files"));

    TimerFiles(Path directory, TimerRoller roller) {
        this.directory = directory;
        this.manifestFile = new TimerManifestFile(directory);
        this.builder = new RunBuilder(directory);
        this.roller = roller;
    }

    static TimerFiles of(TimerOptions options, DefaultMessageStore store, TimerDelivery delivery) {
        return new TimerFiles(
                options.directory(), new TimerRoller(store, delivery, TABLES_ROLLED * options.maxMemoryEntries()));
    }

    Path directory() {
        return directory;
    }

    /** The manifest, verified, when what was under way is done. */
    TimerManifest load() throws IOException {
        return await(submit(() -> {
            TimerManifest manifest = manifestFile.read();
            builder.startBehind(manifest.runs());
            return manifest;
        }));
    }

    /** Deletes what no manifest names any more. */
    void clear() throws IOException {
        await(submit(() -> {
            manifestFile.clear();
            return null;
        }));
    }

    private static <T> T await(CompletableFuture<T> work) throws IOException {
        try {
            return work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    /**
     * What was made.
     *
     * @param complete whether everything was rolled that was to be
     */
    record Built(List<TimerRun> runs, boolean complete) {}

    /** Makes runs that hold the table, too; see {@link RunBuilder#build}. */
    CompletableFuture<Built> build(NavigableMap<Long, TimerEntries> table, TimerManifest manifest, long logStart) {
        return submit(() -> new Built(builder.build(table, manifest, false, logStart, kept -> {}), true));
    }

    /** The same, with all runs, and stores messages again. All copies are stored when the answer is there. */
    CompletableFuture<Built> roll(
            NavigableMap<Long, TimerEntries> table, TimerManifest manifest, long logStart, Roll roll) {
        return submit(() -> {
            roller.begin();
            List<TimerRun> runs = builder.build(table, manifest, true, logStart, kept -> roller.roll(kept, roll));
            return new Built(runs, roller.isComplete());
        });
    }

    CompletableFuture<Void> save(TimerManifest manifest) {
        return submit(() -> {
            manifestFile.write(manifest);
            return null;
        });
    }

    /** How many messages wait, by the hash of their topic; with each the offset of one of the records. */
    CompletableFuture<Map<Integer, WaitingCount>> count(Contents contents) {
        return submit(() -> {
            Map<Integer, WaitingCount> counts = new HashMap<>();
            builder.forEachSlot(contents.tables, contents.manifest, slot -> {
                TimerEntries due = TimerSlot.due(slot);
                for (int i = 0; i < due.size(); i++) {
                    counts.merge(due.topicHash(i), new WaitingCount(1, due.physicalOffset(i)), WaitingCount::plus);
                }
            });
            return counts;
        });
    }

    /** Everything that waits at some moment; the tables are not changed any more. */
    record Contents(List<NavigableMap<Long, TimerEntries>> tables, TimerManifest manifest) {}

    /** Messages of one topic that wait. */
    record WaitingCount(long count, long physicalOffset) {
        WaitingCount plus(WaitingCount other) {
            return new WaitingCount(count + other.count, other.physicalOffset);
        }
    }

    private <T> CompletableFuture<T> submit(Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    /** A roll that is under way ends early. */
    void stopRolling() {
        roller.stop();
    }

    /** Finishes what has begun. */
    @Override
    public void close() {
        roller.stop();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
