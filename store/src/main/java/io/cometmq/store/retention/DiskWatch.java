package io.cometmq.store.retention;

import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.log.AppendGate;
import io.cometmq.store.log.LogDirectories;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks how full the disks are and closes the gate for appends in time. Called by one thread; figures by any. */
public final class DiskWatch {
    private static final Logger log = LoggerFactory.getLogger(DiskWatch.class);

    private final LogDirectories directories;
    private final Path root;
    private final int warningPercent;
    private final int fullPercent;
    private final AppendGate gate;
    private volatile double commitLogRatio;
    private volatile double rootRatio;
    private volatile Map<Path, Double> directoryRatios = Map.of();
    /** Owned by the calling thread. */
    private boolean unreadable;

    public DiskWatch(MessageStoreConfig config, LogDirectories directories, AppendGate gate) {
        this.directories = directories;
        this.fullPercent = config.diskSpaceCleanForciblyRatio();
        this.root = config.rootDirectory();
        this.warningPercent = config.diskSpaceWarningLevelRatio();
        this.gate = gate;
    }

    /** Used share of the commit log's disk, of the emptiest when there are several; 0..1. */
    public double commitLogRatio() {
        return commitLogRatio;
    }

    /** Used share of the disk of each directory of the commit log, those that are only read too, in their order; 0..1. */
    public Map<Path, Double> directoryRatios() {
        return directoryRatios;
    }

    /** Used share of the consume queues' disk, 0..1. */
    public double rootRatio() {
        return rootRatio;
    }

    /** Measures, and opens or closes the gate. */
    public void check() {
        try {
            commitLogRatio = checkDirectories();
            rootRatio = usedRatio(root);
        } catch (IOException e) {
            if (!unreadable) {
                log.warn("cannot see how full the disk of {} is: {}", directories, e.toString());
            }
            unreadable = true;
            return;
        }
        unreadable = false;
        double fullest = Math.max(commitLogRatio, rootRatio);
        gate.diskFull(
                fullest * 100 <= warningPercent
                        ? null
                        : String.format(
                                "the disk of %s is %.1f %% full, messages are taken up to %d %% "
                                        + "(diskSpaceWarningLevelRatio); delete something or add space",
                                commitLogRatio >= rootRatio ? directories : root, fullest * 100, warningPercent));
    }

    /** Tells which directories take no new files while others do; returns the used share of the emptiest disk. */
    private double checkDirectories() throws IOException {
        Set<Path> full = new HashSet<>();
        Map<Path, Double> ratios = new LinkedHashMap<>();
        double emptiest = 1;
        for (Path directory : directories.readable()) {
            double ratio = usedRatio(directory);
            ratios.put(directory, ratio);
            if (directories.isReadOnly(directory)) {
                continue;
            }
            emptiest = Math.min(emptiest, ratio);
            if (ratio * 100 > fullPercent) {
                full.add(directory);
            }
        }
        directories.full(full);
        directoryRatios = Collections.unmodifiableMap(ratios);
        return emptiest;
    }

    private static double usedRatio(Path path) throws IOException {
        FileStore store = Files.getFileStore(path);
        // What is kept back for others is neither used nor ours: as df counts.
        long used = store.getTotalSpace() - store.getUnallocatedSpace();
        long ours = used + store.getUsableSpace();
        return ours <= 0 ? 0 : (double) used / ours;
    }
}
