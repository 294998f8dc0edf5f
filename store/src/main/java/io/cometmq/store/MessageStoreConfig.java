package io.cometmq.store;

import io.cometmq.common.config.ConfigLoader;
import io.cometmq.common.config.Key;
import io.cometmq.common.config.Origin;
import io.cometmq.common.config.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the store is told, with RocketMQ's names and defaults (docs/protocol/config.md). Read once at start. Immutable.
 */
public record MessageStoreConfig(
        @Key(value = "${user.home}/store", meaning = "Directory of everything that is kept.", important = true)
        String storePathRootDir,

        @Key(
                value = "${storePathRootDir}/commitlog",
                meaning = "Directory of the commit log, or several separated by ',' that take its files in turns.")
        String storePathCommitLog,

        @Key(value = "", meaning = "Further directories of the commit log, separated by ',', that are only read.")
        String readOnlyCommitLogStorePaths,

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
                value = "false",
                meaning =
                        "Whether consume queues keep, in files beside, what filters by property know of each message.")
        boolean enableConsumeQueueExt,

        @Key(
                value = "50331648",
                meaning = "Size of one file of a consume queue's extension.",
                min = 4096,
                max = Integer.MAX_VALUE,
                unit = "bytes")
        int mappedFileSizeConsumeQueueExt,

        @Key(
                value = "false",
                meaning =
                        "Whether messages are collected outside the page cache before they go to the log's files; those"
                                + " since the last commit are lost when the process dies. ASYNC_FLUSH only.")
        boolean transientStorePoolEnable,

        @Key(value = "5", meaning = "Buffers of transientStorePoolEnable, each as large as a file of the log.", min = 1)
        int transientStorePoolSize,

        @Key(value = "false", meaning = "Whether messages are refused as busy while none of these buffers is free.")
        boolean fastFailIfNoBufferInStorePool,

        @Key(value = "200", meaning = "Pause between commits of these buffers.", min = 1, unit = "ms")
        int commitIntervalCommitLog,

        @Key(value = "4", meaning = "Pages in these buffers below which they are not committed.", min = 0)
        int commitCommitLogLeastPages,

        @Key(
                value = "200",
                meaning = "After this time these buffers are committed whatever there is.",
                min = 1,
                unit = "ms")
        int commitCommitLogThoroughInterval,

        @Key(value = "false", meaning = "Whether pages of the log are touched before they are written to.")
        boolean warmMapedFileEnable,

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

        @Key(value = "false", meaning = "Whether each record carries, in its last property, the CRC of all of itself.")
        boolean enabledAppendPropCRC,

        @Key(
                value = "false",
                meaning = "Whether messages whose record lacks that CRC are withheld as damaged. Needs"
                        + " enabledAppendPropCRC.")
        boolean forceVerifyPropCRC,

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
                min = 0,
                max = 100,
                unit = "%")
        int diskSpaceWarningLevelRatio,

        @Key(
                value = "72",
                meaning = "How long a file of the log is kept after its last change.",
                min = 0,
                unit = "h",
                important = true)
        int fileReservedTime,

        @Key(
                value = "04",
                meaning = "Hours of the day, separated by ';', in which expired files are deleted.",
                important = true)
        String deleteWhen,

        @Key(
                value = "75",
                meaning = "Used share of the disk from which expired files are deleted at any hour.",
                min = 0,
                max = 100,
                unit = "%")
        int diskMaxUsedSpaceRatio,

        @Key(
                value = "85",
                meaning = "Used share of the disk from which the oldest files are deleted, expired or not.",
                min = 0,
                max = 100,
                unit = "%")
        int diskSpaceCleanForciblyRatio,

        @Key(
                value = "true",
                meaning = "Whether files that are not expired may be deleted when the disk is nearly full.")
        boolean cleanFileForciblyEnable,

        @Key(value = "10000", meaning = "Pause between looks for files to delete.", min = 1, unit = "ms")
        int cleanResourceInterval,

        @Key(value = "100", meaning = "Pause between two deleted files of the log.", min = 0, unit = "ms")
        int deleteCommitLogFilesInterval,

        @Key(
                value = "100",
                meaning = "Pause between two consume queues whose old files are deleted.",
                min = 0,
                unit = "ms")
        int deleteConsumeQueueFilesInterval,

        @Key(
                value = "120000",
                meaning = "Pause between attempts to give back the space of deleted files of the log.",
                min = 1,
                unit = "ms")
        int redeleteHangedFileInterval,

        @Key(
                value = "120000",
                meaning = "After this time a deleted file of the log that is still being read is reported. It is never"
                        + " taken from under its readers.",
                min = 0,
                unit = "ms")
        int destroyMapedFileIntervalForcibly,

        @Key(value = "10", meaning = "Most files of the log deleted in one look.", min = 1)
        int deleteFileBatchMax) {

    public MessageStoreConfig {
        if (paths(storePathCommitLog).isEmpty()) {
            throw new IllegalArgumentException("storePathCommitLog names no directory");
        }
        if (forceVerifyPropCRC && !enabledAppendPropCRC) {
            throw new IllegalArgumentException(
                    "forceVerifyPropCRC withholds what lacks the CRC that enabledAppendPropCRC writes: set both");
        }
    }

    /** RocketMQ's defaults, with everything below that directory. */
    public static MessageStoreConfig defaults(Path root) {
        return of(root, Map.of());
    }

    /**
     * The defaults but for these values.
     *
     * @throws io.cometmq.common.config.ConfigException when a value is not allowed
     */
    public static MessageStoreConfig of(Path root, Map<String, ?> values) {
        Settings settings = Settings.NONE.with("storePathRootDir", root.toString(), Origin.DEFAULT);
        for (Map.Entry<String, ?> value : values.entrySet()) {
            settings = settings.with(value.getKey(), value.getValue().toString(), Origin.commandLine(value.getKey()));
        }
        ConfigLoader loader = new ConfigLoader(System::getProperty, Set.of());
        return loader.load(settings, MessageStoreConfig.class).get(MessageStoreConfig.class);
    }

    /** Directory of everything but the commit log. */
    public Path rootDirectory() {
        return Path.of(storePathRootDir);
    }

    /** Directories of the commit log that take new files; one at least. */
    public List<Path> commitLogDirectories() {
        return paths(storePathCommitLog);
    }

    /** Directories of the commit log that are only read. */
    public List<Path> readOnlyCommitLogDirectories() {
        return paths(readOnlyCommitLogStorePaths);
    }

    /** As RocketMQ separates them (docs/protocol/message-formats.md 1.7). */
    private static List<Path> paths(String separated) {
        return Arrays.stream(separated.split(",", -1))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .distinct()
                .toList();
    }
}
