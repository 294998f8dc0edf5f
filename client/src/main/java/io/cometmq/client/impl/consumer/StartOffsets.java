package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.client.consumer.store.ReadOffsetType;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.MixAll;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.MessageQueue;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a consumer begins in a queue: at the group's offset, or where it was told to when there is none. */
final class StartOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(StartOffsets.class);
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    /** What is asked of a queue. */
    interface Queues {
        long maxOffset(MessageQueue queue) throws MQClientException;

        long searchOffset(MessageQueue queue, long timestampMillis) throws MQClientException;
    }

    private final OffsetStore offsets;
    private final Queues queues;
    private final ConsumeFromWhere where;
    private final long timestampMillis;

    StartOffsets(OffsetStore offsets, Queues queues, ConsumeFromWhere where, long timestampMillis) {
        this.offsets = offsets;
        this.queues = queues;
        this.where = where;
        this.timestampMillis = timestampMillis;
    }

    /** A consume timestamp that many milliseconds before now, in the local time zone. */
    static String timestamp(long nowMillis, long beforeMillis) {
        return TIMESTAMP.format(
                LocalDateTime.ofInstant(Instant.ofEpochMilli(nowMillis - beforeMillis), ZoneId.systemDefault()));
    }

    /**
     * Reads a consume timestamp.
     *
     * @throws MQClientException when it is not of the form {@code yyyyMMddHHmmss}
     */
    static long parseTimestamp(String text) throws MQClientException {
        try {
            return LocalDateTime.parse(text, TIMESTAMP)
                    .atZone(ZoneId.systemDefault())
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeParseException | NullPointerException e) {
            throw new MQClientException(
                    "consumeTimestamp is invalid, the valid format is yyyyMMddHHmmss, but received " + text, e);
        }
    }

    /** Empty when it cannot be found out now. */
    OptionalLong find(MessageQueue queue) {
        long stored = offsets.readOffset(queue, ReadOffsetType.READ_FROM_STORE);
        if (stored >= 0) {
            return OptionalLong.of(stored);
        }
        if (stored < -1) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(firstTime(queue));
        } catch (MQClientException e) {
            LOG.warn("where to begin in {} is not known yet: {}", queue, e.getMessage());
            return OptionalLong.empty();
        }
    }

    /** docs/protocol/semantics.md 6, consumer start position. */
    private long firstTime(MessageQueue queue) throws MQClientException {
        boolean retry = queue.getTopic().startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX);
        return switch (where) {
            case CONSUME_FROM_FIRST_OFFSET -> 0;
            case CONSUME_FROM_TIMESTAMP ->
                retry ? queues.maxOffset(queue) : queues.searchOffset(queue, timestampMillis);
            default -> retry ? 0 : queues.maxOffset(queue);
        };
    }
}
