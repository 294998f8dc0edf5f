package io.cometmq.broker.stats;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.common.MQVersion;
import io.cometmq.common.concurrent.BoundedPool;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.protocol.body.DelayOffsetSerializeWrapper;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.StoreStatistics;
import io.cometmq.store.timer.TimerProgress;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What the broker's state is, under the names that RocketMQ's tools know (docs/protocol/mqadmin.md, brokerStatus). Names of parts that
 * this broker does not have are left out, but for those that the tools cannot do without. Thread-safe.
 */
public final class BrokerRuntimeInfo {
    /** Over how long the timer's rates are averages. */
    public static final long TIMER_WINDOW_MILLIS = 10_000;

    /** The one pool whose names are odd in RocketMQ. */
    private static final String END_TRANSACTION = "EndTransaction";

    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private final Supplier<BrokerConfig> config;
    private final MessageStoreConfig storeConfig;
    private final DefaultMessageStore store;
    private final Throughput throughput;
    private final BrokerStatsManager stats;
    private final Supplier<DelayOffsetSerializeWrapper> delayOffsets;
    private final Samples<TimerProgress> timer;
    private final Map<String, BoundedPool> pools;
    private final LongSupplier clockMillis;
    private final long bootMillis;

    /** @param pools executors by the beginning of their names, such as {@code pull} */
    public BrokerRuntimeInfo(
            Supplier<BrokerConfig> config,
            MessageStoreConfig storeConfig,
            DefaultMessageStore store,
            Throughput throughput,
            BrokerStatsManager stats,
            Supplier<DelayOffsetSerializeWrapper> delayOffsets,
            Samples<TimerProgress> timer,
            Map<String, BoundedPool> pools,
            LongSupplier clockMillis) {
        this.config = config;
        this.storeConfig = storeConfig;
        this.store = store;
        this.throughput = throughput;
        this.stats = stats;
        this.delayOffsets = delayOffsets;
        this.timer = timer;
        this.pools = Map.copyOf(pools);
        this.clockMillis = clockMillis;
        this.bootMillis = clockMillis.getAsLong();
    }

    /** All figures as they are now. */
    public Map<String, String> collect() {
        Map<String, String> table = new TreeMap<>();
        StoreStatistics statistics = store.statistics();
        addBroker(table);
        addStore(table, statistics);
        addThroughput(table, statistics);
        addLatency(table);
        addDelayLevels(table);
        addTimer(table);
        addPools(table, statistics);
        return table;
    }

    private void addBroker(Map<String, String> table) {
        table.put("brokerVersionDesc", MQVersion.getVersionDesc(MQVersion.CURRENT_VERSION));
        table.put("brokerVersion", String.valueOf(MQVersion.CURRENT_VERSION));
        table.put("brokerActive", "true");
        table.put("bootTimestamp", String.valueOf(bootMillis));
        table.put("runtime", runtime(Duration.ofMillis(clockMillis.getAsLong() - bootMillis)));
        table.put("startAcceptSendRequestTimeStamp", String.valueOf(config.get().startAcceptSendRequestTimeStamp()));
    }

    private static String runtime(Duration time) {
        return String.format(
                Locale.ROOT,
                "[ %d days, %d hours, %d minutes, %d seconds ]",
                time.toDays(),
                time.toHoursPart(),
                time.toMinutesPart(),
                time.toSecondsPart());
    }

    private void addStore(Map<String, String> table, StoreStatistics statistics) {
        table.put("commitLogDiskRatio", ratio(statistics.commitLogDiskRatio()));
        statistics
                .commitLogDirectoryRatios()
                .forEach((directory, used) -> table.put("commitLogDiskRatio_" + directory, ratio(used)));
        table.put("commitLogDirCapacity", capacities(storeConfig.commitLogDirectories()));
        table.put("consumeQueueDiskRatio", ratio(statistics.consumeQueueDiskRatio()));
        table.put("commitLogMinOffset", String.valueOf(statistics.minPhysicalOffset()));
        table.put("commitLogMaxOffset", String.valueOf(statistics.maxPhysicalOffset()));
        table.put("dispatchBehindBytes", String.valueOf(statistics.dispatchBehindBytes()));
        table.put("earliestMessageTimeStamp", String.valueOf(statistics.earliestStoreTimestamp()));
        table.put(
                "remainHowManyDataToFlush", bytes(statistics.maxPhysicalOffset() - statistics.flushedPhysicalOffset()));
        table.put("remainTransientStoreBufferNumbs", String.valueOf(statistics.freeWriteBuffers()));
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    /** With several directories, each behind its name. */
    private static String capacities(List<Path> directories) {
        return directories.size() == 1
                ? capacity(directories.get(0))
                : directories.stream()
                        .map(directory -> directory + " " + capacity(directory))
                        .collect(Collectors.joining(" "));
    }

    private static String capacity(Path directory) {
        try {
            FileStore disk = Files.getFileStore(directory);
            return "Total : " + bytes(disk.getTotalSpace()) + ", Free : " + bytes(disk.getUnallocatedSpace()) + ".";
        } catch (IOException e) {
            return "unknown: " + e.getMessage();
        }
    }

    private static String bytes(long count) {
        double rest = count;
        int unit = 0;
        while (rest >= 1024 && unit < BYTE_UNITS.length - 1) {
            rest /= 1024;
            unit++;
        }
        return unit == 0 ? count + " B" : String.format(Locale.ROOT, "%.1f %s", rest, BYTE_UNITS[unit]);
    }

    private void addThroughput(Map<String, String> table, StoreStatistics statistics) {
        table.put("putTps", throughput.perSecond(StoreStatistics::appendedMessages));
        table.put("getFoundTps", throughput.perSecond(StoreStatistics::foundReads));
        table.put("getTotalTps", throughput.perSecond(counters -> counters.foundReads() + counters.readMisses()));
        table.put("getTransferredTps", throughput.perSecond(StoreStatistics::readMessages));
        table.put("getMissTps", throughput.perSecond(StoreStatistics::readMisses));
        table.put("putMessageTimesTotal", String.valueOf(statistics.appendedMessages()));
        table.put("putMessageSizeTotal", String.valueOf(statistics.appendedBytes()));
        table.put("putMessageFailedTimes", String.valueOf(statistics.failedAppends()));
        table.put(
                "putMessageAverageSize",
                String.valueOf((double) statistics.appendedBytes() / Math.max(1, statistics.appendedMessages())));
        Throughput.DailyTotals totals = throughput.dailyTotals();
        table.put("msgPutTotalTodayNow", String.valueOf(totals.putNow()));
        table.put("msgPutTotalTodayMorning", String.valueOf(totals.putToday()));
        table.put("msgPutTotalYesterdayMorning", String.valueOf(totals.putYesterday()));
        table.put("msgGetTotalTodayNow", String.valueOf(totals.getNow()));
        table.put("msgGetTotalTodayMorning", String.valueOf(totals.getToday()));
        table.put("msgGetTotalYesterdayMorning", String.valueOf(totals.getYesterday()));
    }

    private void addLatency(Map<String, String> table) {
        LatencyHistogram puts = stats.putLatency();
        table.put("putMessageDistributeTime", puts.distribution());
        table.put("putMessageEntireTimeMax", String.valueOf(puts.maxMillis()));
        table.put("putLatency99", millis(puts.percentileMillis(0.99)));
        table.put("putLatency999", millis(puts.percentileMillis(0.999)));
        table.put("getMessageEntireTimeMax", String.valueOf(stats.getLatency().maxMillis()));
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.2f", millis);
    }

    private void addDelayLevels(Map<String, String> table) {
        delayOffsets
                .get()
                .offsetTable()
                .forEach((level, offset) -> table.put(
                        "scheduleMessageOffset_" + level,
                        offset + "," + store.maxOffset(TopicValidator.RMQ_SYS_SCHEDULE_TOPIC, level - 1)));
    }

    /** How far the timer is behind with taking note of the messages that are put off, and what it holds. */
    private void addTimer(Map<String, String> table) {
        String topic = TopicValidator.RMQ_SYS_WHEEL_TIMER_TOPIC;
        TimerProgress progress = timer.now();
        long next = progress.journalOffset();
        long behind = Math.max(0, store.maxOffset(topic, 0) - next);
        long since = behind == 0 ? 0 : store.storeTimestamp(topic, 0, next);
        table.put("timerOffsetBehind", String.valueOf(behind));
        table.put("timerReadBehind", String.valueOf(since <= 0 ? 0 : clockMillis.getAsLong() - since));
        table.put("timerCongestNum", String.valueOf(progress.waiting()));
        table.put("timerEnqueueTps", timerRate(TimerProgress::scheduled));
        table.put("timerDequeueTps", timerRate(TimerProgress::delivered));
    }

    private String timerRate(ToLongFunction<TimerProgress> counter) {
        return String.valueOf((float) timer.perSecond(counter, TIMER_WINDOW_MILLIS));
    }

    private void addPools(Map<String, String> table, StoreStatistics statistics) {
        table.put("pageCacheLockTimeMills", String.valueOf(statistics.writingMillis()));
        // Messages do not wait in a pool here, but for their turn at the log.
        for (String name : List.of("send", "ack")) {
            addQueue(
                    table,
                    name,
                    statistics.waitingAppends(),
                    storeConfig.maxAsyncPutMessageRequests(),
                    statistics.appendWaitMillis());
        }
        table.put("dispatchMaxBuffer", "0"); // messages are dispatched from where they are
        pools.forEach((name, pool) -> addQueue(table, name, pool.waiting(), pool.capacity(), pool.headWaitMillis()));
    }

    private static void addQueue(Map<String, String> table, String name, int size, int capacity, long headWaitMillis) {
        table.put(name + (name.equals(END_TRANSACTION) ? "QueueSize" : "ThreadPoolQueueSize"), String.valueOf(size));
        table.put(name + "ThreadPoolQueueCapacity", String.valueOf(capacity));
        table.put(name + "ThreadPoolQueueHeadWaitTimeMills", String.valueOf(headWaitMillis));
    }
}
