package io.cometmq.store;

import java.nio.file.Path;

/**
 * Settings of the store, under RocketMQ's property names (units as there: intervals in milliseconds, sizes in bytes,
 * ratios in percent). Read once at start.
 *
 * @param storePathRootDir directory of everything but the commit log
 * @param storePathCommitLog directory of the commit log
 * @param mappedFileSizeCommitLog bytes of one commit log file
 * @param mappedFileSizeConsumeQueue bytes of one consume queue file, rounded up to whole entries
 * @param flushIntervalCommitLog pause between forces of the log under ASYNC_FLUSH
 * @param flushCommitLogLeastPages dirty 4 KiB pages below which a round does not force
 * @param flushCommitLogThoroughInterval after this long a round forces whatever there is
 * @param flushIntervalConsumeQueue pause between rounds that write consume queue entries to their files
 * @param flushConsumeQueueLeastPages pages of entries from which a round writes a queue before its time
 * @param flushConsumeQueueThoroughInterval after this long a round writes and forces every queue and the checkpoint
 * @param syncFlushTimeout how long a SYNC_FLUSH append waits for its force
 * @param maxMessageSize largest body
 * @param maxTopicLength largest topic in bytes of a message that is not a retry or dead letter
 * @param maxTransferBytesOnMessageInMemory limit of one read of recent messages
 * @param maxTransferCountOnMessageInMemory limit of one read of recent messages
 * @param maxTransferBytesOnMessageInDisk limit of one read of old messages
 * @param maxTransferCountOnMessageInDisk limit of one read of old messages
 * @param accessMessageInMemoryMaxRatio percent of physical memory behind the end of the log that counts as recent
 * @param maxFilterMessageSize bytes of consume queue entries that one read scans at most
 * @param messageIndexSafe whether the index's progress bounds where recovery starts
 * @param maxMsgsNumBatch most records a query by key returns
 * @param maxAsyncPutMessageRequests most appends waiting for the log
 * @param osPageCacheBusyTimeOutMills how long an append may wait for the log
 * @param diskSpaceWarningLevelRatio percent of the disk from which messages are refused
 * @param fileReservedTime hours that a log file is kept after its last change
 * @param deleteWhen hours of the day, separated by semicolons, in which expired files are deleted
 * @param diskMaxUsedSpaceRatio percent of the disk from which expired files are deleted at any hour
 * @param diskSpaceCleanForciblyRatio percent of the disk from which the oldest files are deleted, expired or not
 * @param cleanFileForciblyEnable whether files that are not expired may be deleted for space
 * @param cleanResourceInterval pause between looks for something to delete
 * @param deleteCommitLogFilesInterval pause between two deleted log files
 * @param deleteFileBatchMax log files deleted in one look at most
 */
public record MessageStoreConfig(
        Path storePathRootDir,
        Path storePathCommitLog,
        int mappedFileSizeCommitLog,
        int mappedFileSizeConsumeQueue,
        FlushDiskType flushDiskType,
        int flushIntervalCommitLog,
        int flushCommitLogLeastPages,
        int flushCommitLogThoroughInterval,
        int flushIntervalConsumeQueue,
        int flushConsumeQueueLeastPages,
        int flushConsumeQueueThoroughInterval,
        int syncFlushTimeout,
        int maxMessageSize,
        int maxTopicLength,
        boolean checkCRCOnRecover,
        int maxTransferBytesOnMessageInMemory,
        int maxTransferCountOnMessageInMemory,
        int maxTransferBytesOnMessageInDisk,
        int maxTransferCountOnMessageInDisk,
        int accessMessageInMemoryMaxRatio,
        int maxFilterMessageSize,
        boolean messageIndexEnable,
        boolean messageIndexSafe,
        int maxHashSlotNum,
        int maxIndexNum,
        int maxMsgsNumBatch,
        int maxAsyncPutMessageRequests,
        long osPageCacheBusyTimeOutMills,
        int diskSpaceWarningLevelRatio,
        int fileReservedTime,
        String deleteWhen,
        int diskMaxUsedSpaceRatio,
        int diskSpaceCleanForciblyRatio,
        boolean cleanFileForciblyEnable,
        int cleanResourceInterval,
        int deleteCommitLogFilesInterval,
        int deleteFileBatchMax) {

    /** RocketMQ's defaults, with everything below {@code storePathRootDir}. */
    public static MessageStoreConfig defaults(Path storePathRootDir) {
        return builder(storePathRootDir).build();
    }

    public static Builder builder(Path storePathRootDir) {
        return new Builder(storePathRootDir);
    }

    /** Collects settings; not thread-safe. */
    public static final class Builder {
        private final Path storePathRootDir;
        private Path storePathCommitLog;
        private int mappedFileSizeCommitLog = 1 << 30;
        private int mappedFileSizeConsumeQueue = 6_000_000;
        private FlushDiskType flushDiskType = FlushDiskType.ASYNC_FLUSH;
        private int flushIntervalCommitLog = 500;
        private int flushCommitLogLeastPages = 4;
        private int flushCommitLogThoroughInterval = 10_000;
        private int flushIntervalConsumeQueue = 1_000;
        private int flushConsumeQueueLeastPages = 2;
        private int flushConsumeQueueThoroughInterval = 60_000;
        private int syncFlushTimeout = 5_000;
        private int maxMessageSize = 4 << 20;
        private int maxTopicLength = 127;
        private boolean checkCRCOnRecover = true;
        private int maxTransferBytesOnMessageInMemory = 262_144;
        private int maxTransferCountOnMessageInMemory = 32;
        private int maxTransferBytesOnMessageInDisk = 65_536;
        private int maxTransferCountOnMessageInDisk = 8;
        private int accessMessageInMemoryMaxRatio = 40;
        private int maxFilterMessageSize = 16_000;
        private boolean messageIndexEnable = true;
        private boolean messageIndexSafe = false;
        private int maxHashSlotNum = 5_000_000;
        private int maxIndexNum = 20_000_000;
        private int maxMsgsNumBatch = 64;
        private int maxAsyncPutMessageRequests = 5_000;
        private long osPageCacheBusyTimeOutMills = 1_000;
        private int diskSpaceWarningLevelRatio = 90;
        private int fileReservedTime = 72;
        private String deleteWhen = "04";
        private int diskMaxUsedSpaceRatio = 75;
        private int diskSpaceCleanForciblyRatio = 85;
        private boolean cleanFileForciblyEnable = true;
        private int cleanResourceInterval = 10_000;
        private int deleteCommitLogFilesInterval = 100;
        private int deleteFileBatchMax = 10;

        private Builder(Path storePathRootDir) {
            this.storePathRootDir = storePathRootDir;
            this.storePathCommitLog = storePathRootDir.resolve("commitlog");
        }

        public Builder storePathCommitLog(Path value) {
            this.storePathCommitLog = value;
            return this;
        }

        public Builder mappedFileSizeCommitLog(int value) {
            this.mappedFileSizeCommitLog = value;
            return this;
        }

        public Builder mappedFileSizeConsumeQueue(int value) {
            this.mappedFileSizeConsumeQueue = value;
            return this;
        }

        public Builder flushDiskType(FlushDiskType value) {
            this.flushDiskType = value;
            return this;
        }

        public Builder flushIntervalCommitLog(int value) {
            this.flushIntervalCommitLog = value;
            return this;
        }

        public Builder flushCommitLogLeastPages(int value) {
            this.flushCommitLogLeastPages = value;
            return this;
        }

        public Builder flushCommitLogThoroughInterval(int value) {
            this.flushCommitLogThoroughInterval = value;
            return this;
        }

        public Builder flushIntervalConsumeQueue(int value) {
            this.flushIntervalConsumeQueue = value;
            return this;
        }

        public Builder flushConsumeQueueLeastPages(int value) {
            this.flushConsumeQueueLeastPages = value;
            return this;
        }

        public Builder flushConsumeQueueThoroughInterval(int value) {
            this.flushConsumeQueueThoroughInterval = value;
            return this;
        }

        public Builder syncFlushTimeout(int value) {
            this.syncFlushTimeout = value;
            return this;
        }

        public Builder maxMessageSize(int value) {
            this.maxMessageSize = value;
            return this;
        }

        public Builder maxTopicLength(int value) {
            this.maxTopicLength = value;
            return this;
        }

        public Builder checkCRCOnRecover(boolean value) {
            this.checkCRCOnRecover = value;
            return this;
        }

        public Builder maxTransferBytesOnMessageInMemory(int value) {
            this.maxTransferBytesOnMessageInMemory = value;
            return this;
        }

        public Builder maxTransferCountOnMessageInMemory(int value) {
            this.maxTransferCountOnMessageInMemory = value;
            return this;
        }

        public Builder maxTransferBytesOnMessageInDisk(int value) {
            this.maxTransferBytesOnMessageInDisk = value;
            return this;
        }

        public Builder maxTransferCountOnMessageInDisk(int value) {
            this.maxTransferCountOnMessageInDisk = value;
            return this;
        }

        public Builder accessMessageInMemoryMaxRatio(int value) {
            this.accessMessageInMemoryMaxRatio = value;
            return this;
        }

        public Builder maxFilterMessageSize(int value) {
            this.maxFilterMessageSize = value;
            return this;
        }

        public Builder messageIndexEnable(boolean value) {
            this.messageIndexEnable = value;
            return this;
        }

        public Builder messageIndexSafe(boolean value) {
            this.messageIndexSafe = value;
            return this;
        }

        public Builder maxHashSlotNum(int value) {
            this.maxHashSlotNum = value;
            return this;
        }

        public Builder maxIndexNum(int value) {
            this.maxIndexNum = value;
            return this;
        }

        public Builder maxMsgsNumBatch(int value) {
            this.maxMsgsNumBatch = value;
            return this;
        }

        public Builder maxAsyncPutMessageRequests(int value) {
            this.maxAsyncPutMessageRequests = value;
            return this;
        }

        public Builder osPageCacheBusyTimeOutMills(long value) {
            this.osPageCacheBusyTimeOutMills = value;
            return this;
        }

        public Builder diskSpaceWarningLevelRatio(int value) {
            this.diskSpaceWarningLevelRatio = value;
            return this;
        }

        public Builder fileReservedTime(int value) {
            this.fileReservedTime = value;
            return this;
        }

        public Builder deleteWhen(String value) {
            this.deleteWhen = value;
            return this;
        }

        public Builder diskMaxUsedSpaceRatio(int value) {
            this.diskMaxUsedSpaceRatio = value;
            return this;
        }

        public Builder diskSpaceCleanForciblyRatio(int value) {
            this.diskSpaceCleanForciblyRatio = value;
            return this;
        }

        public Builder cleanFileForciblyEnable(boolean value) {
            this.cleanFileForciblyEnable = value;
            return this;
        }

        public Builder cleanResourceInterval(int value) {
            this.cleanResourceInterval = value;
            return this;
        }

        public Builder deleteCommitLogFilesInterval(int value) {
            this.deleteCommitLogFilesInterval = value;
            return this;
        }

        public Builder deleteFileBatchMax(int value) {
            this.deleteFileBatchMax = value;
            return this;
        }

        public MessageStoreConfig build() {
            return new MessageStoreConfig(
                    storePathRootDir,
                    storePathCommitLog,
                    mappedFileSizeCommitLog,
                    mappedFileSizeConsumeQueue,
                    flushDiskType,
                    flushIntervalCommitLog,
                    flushCommitLogLeastPages,
                    flushCommitLogThoroughInterval,
                    flushIntervalConsumeQueue,
                    flushConsumeQueueLeastPages,
                    flushConsumeQueueThoroughInterval,
                    syncFlushTimeout,
                    maxMessageSize,
                    maxTopicLength,
                    checkCRCOnRecover,
                    maxTransferBytesOnMessageInMemory,
                    maxTransferCountOnMessageInMemory,
                    maxTransferBytesOnMessageInDisk,
                    maxTransferCountOnMessageInDisk,
                    accessMessageInMemoryMaxRatio,
                    maxFilterMessageSize,
                    messageIndexEnable,
                    messageIndexSafe,
                    maxHashSlotNum,
                    maxIndexNum,
                    maxMsgsNumBatch,
                    maxAsyncPutMessageRequests,
                    osPageCacheBusyTimeOutMills,
                    diskSpaceWarningLevelRatio,
                    fileReservedTime,
                    deleteWhen,
                    diskMaxUsedSpaceRatio,
                    diskSpaceCleanForciblyRatio,
                    cleanFileForciblyEnable,
                    cleanResourceInterval,
                    deleteCommitLogFilesInterval,
                    deleteFileBatchMax);
        }
    }
}
