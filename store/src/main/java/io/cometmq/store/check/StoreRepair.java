package io.cometmq.store.check;

import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.DelayLevels;
import io.cometmq.store.MessageArrivingListener;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.StoreClock;
import io.cometmq.store.recovery.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Repairs a store that no process has open: makes the log walkable, derives queues and index from it again, and takes the previous state
 * file where the current one is damaged. What is replaced is moved to {@code damaged/}. One use.
 */
public final class StoreRepair {
    /** A hundred years. */
    private static final int KEEP_HOURS = 876_000;

    private final CheckOptions options;
    private final DelayLevels delayLevels;
    private final Aside aside;

    /** @param delayLevels as the broker has them: they say when a delayed message is due */
    @SuppressWarnings("MissingSummary")
    public StoreRepair(CheckOptions options, DelayLevels delayLevels) {
        this.options = options;
        this.delayLevels = delayLevels;
        this.aside = new Aside(options.root(), Instant.now());
    }

    /**
     * What was found, and done.
     *
     * @param before what was wrong
     * @param actions what was done, for people; empty when there was nothing to do
     * @param after what is wrong now: what is lost stays lost
     */
    public record RepairReport(CheckReport before, List<String> actions, CheckReport after) {}

    /**
     * Checks, repairs what is wrong and checks again.
     *
     * @param settings of the store by their names, where they differ from the defaults; the sizes of files are told from the files
     * @throws IOException when there is no store, a broker has it open, or a file cannot be read or written
     */
    public RepairReport run(Map<String, Object> settings) throws IOException {
        StoreCheck first = new StoreCheck(options);
        first.requireStore();
        StoreCheck.Result found;
        DirectoryLock lock = DirectoryLock.take(options.root());
        try {
            found = first.check();
            if (!repair(found)) {
                return new RepairReport(
                        found.report(),
                        aside.actions(),
                        new StoreCheck(options).check().report());
            }
        } finally {
            lock.close();
        }
        derive(config(found.log(), settings));
        return new RepairReport(found.report(), aside.actions(), new StoreCheck(options).run());
    }

    /** Under the lock; returns whether queues and index are to be derived from the log. */
    private boolean repair(StoreCheck.Result found) throws IOException {
        if (found.report().isGood()) {
            return false;
        }
        repairState();
        repairTimer(found.report());
        if (!needsDerivation(found.report())) {
            return false;
        }
        new LogRepair(aside).repair(found.log().damages());
        for (String derived : List.of("consumequeue", "consumequeue_ext", "index", "checkpoint")) {
            aside.move(options.root().resolve(derived));
        }
        // Without it the next start would believe that the queues are there.
        Files.writeString(options.root().resolve("abort"), "repair");
        return true;
    }

    private boolean needsDerivation(CheckReport report) {
        return report.findings().stream()
                .filter(finding -> finding.severity() != Finding.Severity.NOTE)
                .anyMatch(finding ->
                        !finding.file().startsWith("config") && !finding.file().startsWith("timer"));
    }

    private void repairState() throws IOException {
        Path config = options.root().resolve("config");
        for (Path file : CheckedFiles.children(config)) {
            if (isState(file, "") && StateCheck.problemOf(file) != null) {
                aside.move(file);
                if (!Files.exists(file.resolveSibling(file.getFileName() + StateCheck.BACKUP))) {
                    aside.tell(file, "there is no previous one: the broker starts without");
                }
            }
        }
        for (Path previous : CheckedFiles.children(config)) {
            if (isState(previous, StateCheck.BACKUP)) {
                repairPrevious(previous, StateCheck.current(previous));
            }
        }
    }

    private static boolean isState(Path file, String suffix) {
        return file.getFileName().toString().endsWith(".json" + suffix);
    }

    private void repairPrevious(Path previous, Path current) throws IOException {
        boolean sound = StateCheck.problemOf(previous) == null;
        if (!sound) {
            aside.move(previous);
        }
        if (Files.exists(current)) {
            return;
        }
        if (sound) {
            Files.copy(previous, current);
            aside.tell(current, "replaced by " + previous.getFileName());
        } else {
            aside.tell(current, "there is no sound previous one: the broker starts without");
        }
    }

    private void repairTimer(CheckReport report) throws IOException {
        if (report.findings().stream().anyMatch(finding -> finding.file().startsWith("timer"))) {
            aside.move(options.root().resolve("timer"));
            aside.tell(options.root().resolve("timer"), "the broker makes it from the log when it starts");
        }
    }

    /** As the store's own, but for what would delete something. */
    private MessageStoreConfig config(CheckedLog log, Map<String, Object> settings) throws IOException {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("storePathRootDir", options.root());
        all.put(
                "storePathCommitLog",
                String.join(
                        ",",
                        options.logDirectories().stream().map(Path::toString).toList()));
        if (log.fileSize() > 0) {
            all.put("mappedFileSizeCommitLog", log.fileSize());
        }
        all.put("fileReservedTime", KEEP_HOURS);
        all.put("cleanFileForciblyEnable", false);
        all.put("diskMaxUsedSpaceRatio", 100);
        return MessageStoreConfig.of(options.root(), all);
    }

    private void derive(MessageStoreConfig config) throws IOException {
        try (DefaultMessageStore store =
                new DefaultMessageStore(config, StoreClock.SYSTEM, MessageArrivingListener.NONE, delayLevels)) {
            store.load();
            store.start();
            aside.tell(
                    options.root().resolve("consumequeue"),
                    "made again from the log, which ends at " + store.maxPhysicalOffset());
        }
    }
}
