package io.cometmq.remoting.protocol.body;

import io.cometmq.common.message.MessageQueue;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * The times of a queue: of its first and last message, and of the message that a group consumed last; in milliseconds since
 * the epoch, and as text in local time for people.
 *
 * @param delayTime how long ago the message that is consumed next was stored, in milliseconds
 */
public record QueueTimeSpan(
        MessageQueue messageQueue,
        long minTimeStamp,
        long maxTimeStamp,
        long consumeTimeStamp,
        long delayTime,
        String minTimeStampStr,
        String maxTimeStampStr,
        String consumeTimeStampStr) {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd'#'HH:mm:ss:SSS");

    /** The texts follow from the numbers; what a peer sends in them does not matter. */
    public QueueTimeSpan {
        minTimeStampStr = format(minTimeStamp);
        maxTimeStampStr = format(maxTimeStamp);
        consumeTimeStampStr = format(consumeTimeStamp);
    }

    public static QueueTimeSpan of(
            MessageQueue queue, long minTimeStamp, long maxTimeStamp, long consumeTimeStamp, long delayTime) {
        return new QueueTimeSpan(queue, minTimeStamp, maxTimeStamp, consumeTimeStamp, delayTime, null, null, null);
    }

    private static String format(long timeMillis) {
        return FORMAT.format(Instant.ofEpochMilli(timeMillis).atZone(ZoneId.systemDefault()));
    }
}
