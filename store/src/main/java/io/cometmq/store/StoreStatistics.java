package io.cometmq.store;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the store has done and where it stands; a snapshot.
 *
 * @param appendedMessages records appended since the start
 * @param appendedBytes bytes of these records
 * @param failedAppends refused appends since the start
 * @param readMessages messages handed out since the start
 * @param foundReads reads since the start that found a message
 * @param readMisses reads since the start that found no message
 * @param forces forces of the log since the start
 * @param minPhysicalOffset first byte of the log
 * @param maxPhysicalOffset end of the appended log
 * @param flushedPhysicalOffset end of the forced log
 * @param dispatchBehindBytes appended bytes that are not yet in their consume queues
 * @param waitingAppends appends that wait for the log
 * @param appendWaitMillis how long the oldest of them has waited
 * @param writingMillis how long the append in hand has been written, 0 when none is
 * @param earliestStoreTimestamp store time of the first record in the log, -1 when it is empty
 * @param commitLogDiskRatio used share of the disk of the commit log, of the emptiest when there are several; 0..1
 * @param consumeQueueDiskRatio used share of the disk of the consume queues, 0..1
 * @param queueCount consume queues known
 * @param commitLogDirectoryRatios used share of the disk of each directory of the commit log, 0..1
 * @param freeWriteBuffers buffers for files of the log that are free; {@link Integer#MAX_VALUE} when transientStorePoolEnable is off
 */
public record StoreStatistics(
        long appendedMessages,
        long appendedBytes,
        long failedAppends,
        long readMessages,
        long foundReads,
        long readMisses,
        long forces,
        long minPhysicalOffset,
        long maxPhysicalOffset,
        long flushedPhysicalOffset,
        long dispatchBehindBytes,
        int waitingAppends,
        long appendWaitMillis,
        long writingMillis,
        long earliestStoreTimestamp,
        double commitLogDiskRatio,
        double consumeQueueDiskRatio,
        int queueCount,
        Map<Path, Double> commitLogDirectoryRatios,
        int freeWriteBuffers) {}
