package io.cometmq.store.recovery;

import io.cometmq.store.queue.QueueState;
import java.util.List;
import java.util.Map;

/**
 * What was derived from the log up to a position: enough to go on from there without looking at a queue's files. Derived data:
 * when it is missing or damaged, recovery reads the files and the log.
 *
 * @param bootId of the machine when it was written
 * @param forced whether the files it relies on were on the disk
 * @param position commit log offset after the last record derived
 * @param lastRecord commit log offset of that record, -1 without one
 * @param lastTimestamp store time of that record in milliseconds
 * @param unitsPerFile entries of one consume queue file
 * @param indexFiles entries of each index file, by name
 */
record StoreSnapshot(
        String bootId,
        boolean forced,
        long position,
        long lastRecord,
        long lastTimestamp,
        int unitsPerFile,
        Map<String, Integer> indexFiles,
        List<QueueState> queues) {

    /** Whether the files are as they were when it was written, but for what came after. */
    boolean isTrustworthy() {
        return forced || (!bootId.equals(BootId.UNKNOWN) && bootId.equals(BootId.current()));
    }
}
