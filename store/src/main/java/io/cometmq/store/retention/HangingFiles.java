package io.cometmq.store.retention;

import io.cometmq.store.log.MappedFile;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that were deleted but have not given back their space: readers hold them, or the disk refused. A file is never taken from
 * under a reader; one that hangs for long is reported. Owned by the retention thread; any may count.
 */
final class HangingFiles {
    private static final Logger log = LoggerFactory.getLogger(HangingFiles.class);

    private record Hanging(MappedFile file, long sinceMillis) {}

    private final long intervalMillis;
    private final long reportAfterMillis;
    private final Queue<Hanging> files = new ConcurrentLinkedQueue<>();
    private long lastLookMillis;

    /**
     * @param intervalMillis pause between looks
     * @param reportAfterMillis from when on a file that is still being read is reported at each look
     */
    @SuppressWarnings("MissingSummary")
    HangingFiles(long intervalMillis, long reportAfterMillis) {
        this.intervalMillis = intervalMillis;
        this.reportAfterMillis = reportAfterMillis;
    }

    /** A file that was just destroyed. */
    void add(MappedFile destroyed, long nowMillis) {
        if (!destroyed.isSpaceFree()) {
            files.add(new Hanging(destroyed, nowMillis));
        }
    }

    /** Tries again what the disk refused, from time to time. */
    void look(long nowMillis) {
        if (files.isEmpty() || nowMillis - lastLookMillis < intervalMillis) {
            return;
        }
        lastLookMillis = nowMillis;
        Iterator<Hanging> all = files.iterator();
        while (all.hasNext()) {
            Hanging each = all.next();
            if (each.file.tryFreeSpace()) {
                all.remove();
            } else if (nowMillis - each.sinceMillis >= reportAfterMillis) {
                log.warn(
                        "{} was deleted {} s ago and still takes its space: {}",
                        each.file,
                        TimeUnit.MILLISECONDS.toSeconds(nowMillis - each.sinceMillis),
                        each.file.isHeld() ? "it is being read" : "the disk refuses");
            }
        }
    }

    int count() {
        return files.size();
    }
}
