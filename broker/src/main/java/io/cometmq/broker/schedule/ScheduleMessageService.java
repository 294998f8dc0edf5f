package io.cometmq.broker.schedule;

import io.cometmq.broker.state.StateWriter;
import io.cometmq.common.concurrent.Alarm;
import io.cometmq.common.file.StateFile;
import io.cometmq.common.json.Json;
import io.cometmq.common.state.BrokerStateFile;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.protocol.DataVersion;
import io.cometmq.remoting.protocol.body.DelayOffsetSerializeWrapper;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.DelayTable;
import io.cometmq.store.GetMessageResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers delayed messages when they are due (docs/protocol/semantics.md 10). Life: construct, {@link #load}, {@link #start},
 * {@link #close}. Thread-safe.
 */
public final class ScheduleMessageService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleMessageService.class);
    private static final String TOPIC = TopicValidator.RMQ_SYS_SCHEDULE_TOPIC;

    /** Most messages of one level before the other levels get their turn. */
    private static final int MAX_BATCH = 32;

    private static final int MAX_BATCH_BYTES = 4 << 20;
    private static final long RETRY_MILLIS = 100;
    private static final long STOP_MILLIS = 10_000;

    private final DelayTable table;
    private final DefaultMessageStore store;
    private final DelayedDelivery delivery;
    private final Alarm alarm;
    private final StateFile file;
    private final StateWriter writer;
    private final LongSupplier clockMillis;
    private final Thread thread = new Thread(this::run, "schedule");

    /** Filled by the constructor and by load, before the thread starts. */
    private final List<DelayLevel> levels = new ArrayList<>();

    /** Guarded by this. */
    private DataVersion dataVersion;

    /**
     * @param dueAlarm hears of the messages that the store takes
     * @param disk where the state file is written
     */
    public ScheduleMessageService(
            DelayTable table,
            DefaultMessageStore store,
            byte[] storeHost,
            DueAlarm dueAlarm,
            Path configDirectory,
            Executor disk,
            LongSupplier clockMillis) {
        this.table = table;
        this.store = store;
        this.delivery = new DelayedDelivery(store, storeHost);
        this.alarm = dueAlarm.alarm();
        this.file = new StateFile(BrokerStateFile.DELAY_OFFSETS.in(configDirectory));
        this.writer = new StateWriter(file, this::nextState, disk);
        this.clockMillis = clockMillis;
        this.dataVersion = DataVersion.initial(clockMillis.getAsLong());
        thread.setDaemon(true);
        takeOffsets(Map.of());
    }

    private void takeOffsets(Map<Integer, Long> offsets) {
        levels.clear();
        for (int level = 1; level <= table.maxLevel(); level++) {
            levels.add(new DelayLevel(level, table.delayMillis(level), offsets.getOrDefault(level, 0L)));
        }
    }

    /**
     * Reads how far each level was delivered.
     *
     * @throws IOException when there is a file and it cannot be used
     */
    public void load() throws IOException {
        StateFile.Loaded<DelayOffsetSerializeWrapper> loaded =
                file.load(text -> BrokerStateFile.DELAY_OFFSETS.read(text, DelayOffsetSerializeWrapper.class));
        if (loaded.source() == StateFile.Source.PREVIOUS) {
            LOG.warn("Delay levels go on from the previous file: {}", loaded.problem());
        }
        if (loaded.source() != StateFile.Source.NONE) {
            takeOffsets(loaded.state().offsetTable());
            synchronized (this) {
                dataVersion = loaded.state().dataVersion() == null
                        ? dataVersion
                        : loaded.state().dataVersion();
            }
        }
    }

    public void start() {
        thread.start();
    }

    /** Writes how far each level is delivered, if that has changed; on this thread. */
    public void persist() throws IOException {
        writer.flush();
    }

    /** As the file and GET_ALL_DELAY_OFFSET (45) have it: by level, the queue offset of the next message to deliver. */
    public DelayOffsetSerializeWrapper snapshot() {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (DelayLevel level : levels) {
            if (level.offset() > 0) {
                offsets.put(level.level(), level.offset());
            }
        }
        synchronized (this) {
            return new DelayOffsetSerializeWrapper(offsets, dataVersion);
        }
    }

    private String nextState() {
        synchronized (this) {
            dataVersion = dataVersion.next(clockMillis.getAsLong());
        }
        return Json.toPrettyJson(snapshot());
    }

    private void run() {
        try {
            long nextDue;
            do {
                alarm.reset();
                nextDue = deliverDue();
            } while (alarm.sleepUntil(nextDue));
        } catch (InterruptedException e) {
            LOG.info("delivery of delayed messages stopped");
        }
    }

    /** One round over the levels; answers when the next one is worth it. */
    private long deliverDue() {
        long nextDue = DelayLevel.NEVER;
        for (DelayLevel level : levels) {
            nextDue = Math.min(nextDue, deliverDue(level));
        }
        return nextDue;
    }

    private long deliverDue(DelayLevel level) {
        long now = clockMillis.getAsLong();
        try (GetMessageResult found =
                store.getMessage(TOPIC, level.queueId(), level.offset(), MAX_BATCH, MAX_BATCH_BYTES, level.at(now))) {
            return switch (found.status()) {
                case FOUND -> {
                    long deliveredTo = delivery.deliver(found.slices(), level.offset());
                    yield advance(level, deliveredTo) ? now : now + RETRY_MILLIS;
                }
                case NO_MATCHED_MESSAGE -> level.nextDueMillis();
                case OFFSET_OVERFLOW_ONE -> DelayLevel.NEVER;
                case NO_MATCHED_LOGIC_QUEUE, NO_MESSAGE_IN_QUEUE -> {
                    skip(level, found);
                    yield DelayLevel.NEVER;
                }
                case OFFSET_TOO_SMALL, OFFSET_OVERFLOW_BADLY, OFFSET_FOUND_NULL, MESSAGE_WAS_REMOVING ->
                    skip(level, found) ? now : now + RETRY_MILLIS;
            };
        } catch (RuntimeException e) {
            LOG.error("delay level {} cannot be delivered from {} on; trying again", level.level(), level.offset(), e);
            return now + RETRY_MILLIS;
        }
    }

    /** The queue does not hold the offset (any more): its messages were deleted, or its end was lost with the machine. */
    private boolean skip(DelayLevel level, GetMessageResult found) {
        long before = level.offset();
        boolean moved = advance(level, found.nextBeginOffset());
        if (moved) {
            LOG.warn(
                    "delay level {} goes on at {} instead of {}: {}",
                    level.level(),
                    level.offset(),
                    before,
                    found.status());
        }
        return moved;
    }

    private boolean advance(DelayLevel level, long offset) {
        if (offset == level.offset()) {
            return false;
        }
        level.deliveredTo(offset);
        writer.changed();
        return true;
    }

    /** Ends the delivery after the message in hand, and writes how far it came. */
    @Override
    public void close() throws IOException {
        alarm.close();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        persist();
    }
}
