package io.cometmq.broker.config;

import io.cometmq.common.config.Key;
import io.cometmq.store.FlushDiskType;
import io.cometmq.store.MessageStoreConfig;
import java.nio.file.Path;

/** What the store is told, with RocketMQ's names and defaults (docs/protocol/config.md). Immutable. */
public record StoreSettings(
        @Key(value = "${storePathRootDir}/commitlog", meaning = "Directory of the commit log.")
        String storePathCommitLog,

        @Key(
                value = "1073741824",
                meaning = "Size of one file of the commit log.",
                min = 4096,
                max = Integer.MAX_VALUE,
                unit = "bytes")
        int mappedFileSizeCommitLog,

        @Key(
                value = "6000000",
                meaning = "Size of one file of a consume queue, rounded up to whole entries.",
                min = 20,
                max = Integer.MAX_VALUE,
                unit = "bytes")
        int mappedFileSizeConsumeQueue,

        @Key(
                value = "ASYNC_FLUSH",
                meaning = "What an acknowledged message survives: ASYNC_FLUSH the death of the process, SYNC_FLUSH that"
                        + " of the machine.",
                important = true)
        FlushDiskType flushDiskType,

        @Key(value = "500", meaning = "Pause between forces of the log.", min = 1, unit = "ms")
        int flushIntervalCommitLog,

        @Key(value = "4", meaning = "Dirty pages of the log below which it is not forced.", min = 0)
        int flushCommitLogLeastPages,

        @Key(value = "10000", meaning = "After this time the log is forced whatever there is.", min = 1, unit = "ms")
        int flushCommitLogThoroughInterval,

        @Key(value = "1000", meaning = "Pause between writes of the consume queues.", min = 1, unit = "ms")
        int flushIntervalConsumeQueue,

        @Key(value = "2", meaning = "Pages of a consume queue from which it is written before its time.", min = 0)
        int flushConsumeQueueLeastPages,

        @Key(
                value = "60000",
                meaning = "After this time every consume queue is written and forced.",
                min = 1,
                unit = "ms")
        int flushConsumeQueueThoroughInterval,

        @Key(
                value = "5000",
                meaning = "How long an acknowledgement waits for the force under SYNC_FLUSH.",
                min = 1,
                unit = "ms")
        int syncFlushTimeout,

        @Key(value = "4194304", meaning = "Largest body of a message.", min = 1, unit = "bytes", important = true)
        int maxMessageSize,

        @Key(value = "127", meaning = "Longest topic of a message.", min = 1, max = 255, unit = "bytes")
        int maxTopicLength,

        @Key(value = "true", meaning = "Whether recovery checks the bodies' checksums.")
        boolean checkCRCOnRecover,

        @Key(value = "262144", meaning = "Most bytes that a pull of recent messages gets.", min = 1, unit = "bytes")
        int maxTransferBytesOnMessageInMemory,

        @Key(value = "32", meaning = "Most messages that a pull of recent ones gets.", min = 1)
        int maxTransferCountOnMessageInMemory,

        @Key(value = "65536", meaning = "Most bytes that a pull of old messages gets.", min = 1, unit = "bytes")
        int maxTransferBytesOnMessageInDisk,

        @Key(value = "8", meaning = "Most messages that a pull of old ones gets.", min = 1)
        int maxTransferCountOnMessageInDisk,

        @Key(
                value = "40",
                meaning = "Share of the memory behind the end of the log that counts as recent.",
                min = 0,
                max = 100,
                unit = "%")
        int accessMessageInMemoryMaxRatio,

        @Key(
                value = "16000",
                meaning = "Most bytes of a consume queue that one pull looks through.",
                min = 20,
                unit = "bytes")
        int maxFilterMessageSize,

        @Key(value = "true", meaning = "Whether messages can be found by key.")
        boolean messageIndexEnable,

        @Key(value = "false", meaning = "Whether recovery starts where the index is complete, too.")
        boolean messageIndexSafe,

        @Key(value = "5000000", meaning = "Hash slots of one index file.", min = 1)
        int maxHashSlotNum,

        @Key(value = "20000000", meaning = "Entries of one index file.", min = 2)
        int maxIndexNum,

        @Key(value = "64", meaning = "Most messages that a query by key finds.", min = 1)
        int maxMsgsNumBatch,

        @Key(value = "5000", meaning = "Most messages that wait to be appended; more are refused as busy.", min = 1)
        int maxAsyncPutMessageRequests,

        @Key(
                value = "1000",
                meaning = "How long a message may wait to be appended; then it is refused as busy.",
                min = 1,
                unit = "ms")
        long osPageCacheBusyTimeOutMills,

        @Key(
                value = "90",
                meaning = "Used share of the disk from which messages are refused.",
                min = 1,
                max = 100,
                unit = "%")
        int diskSpaceWarningLevelRatio) {

    /** These settings for a store in that directory. */
    public MessageStoreConfig in(Path storePathRootDir) {
        return MessageStoreConfig.builder(storePathRootDir)
                .storePathCommitLog(Path.of(storePathCommitLog))
                .mappedFileSizeCommitLog(mappedFileSizeCommitLog)
                .mappedFileSizeConsumeQueue(mappedFileSizeConsumeQueue)
                .flushDiskType(flushDiskType)
                .flushIntervalCommitLog(flushIntervalCommitLog)
                .flushCommitLogLeastPages(flushCommitLogLeastPages)
                .flushCommitLogThoroughInterval(flushCommitLogThoroughInterval)
                .flushIntervalConsumeQueue(flushIntervalConsumeQueue)
                .flushConsumeQueueLeastPages(flushConsumeQueueLeastPages)
                .flushConsumeQueueThoroughInterval(flushConsumeQueueThoroughInterval)
                .syncFlushTimeout(syncFlushTimeout)
                .maxMessageSize(maxMessageSize)
                .maxTopicLength(maxTopicLength)
                .checkCRCOnRecover(checkCRCOnRecover)
                .maxTransferBytesOnMessageInMemory(maxTransferBytesOnMessageInMemory)
                .maxTransferCountOnMessageInMemory(maxTransferCountOnMessageInMemory)
                .maxTransferBytesOnMessageInDisk(maxTransferBytesOnMessageInDisk)
                .maxTransferCountOnMessageInDisk(maxTransferCountOnMessageInDisk)
                .accessMessageInMemoryMaxRatio(accessMessageInMemoryMaxRatio)
                .maxFilterMessageSize(maxFilterMessageSize)
                .messageIndexEnable(messageIndexEnable)
                .messageIndexSafe(messageIndexSafe)
                .maxHashSlotNum(maxHashSlotNum)
                .maxIndexNum(maxIndexNum)
                .maxMsgsNumBatch(maxMsgsNumBatch)
                .maxAsyncPutMessageRequests(maxAsyncPutMessageRequests)
                .osPageCacheBusyTimeOutMills(osPageCacheBusyTimeOutMills)
                .diskSpaceWarningLevelRatio(diskSpaceWarningLevelRatio)
                .build();
    }
}
