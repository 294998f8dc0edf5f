package io.cometmq.broker.pop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.broker.message.Hosts;
import io.cometmq.broker.message.PropertiesEditor;
import io.cometmq.broker.message.StoredRecord;
import io.cometmq.common.json.Json;
import io.cometmq.common.json.JsonException;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.timer.TimerTimes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Check points and acknowledgements as messages of the revive topic (docs/protocol/semantics.md 13.2). Stateless. */
final class ReviveRecords {
    private static final String CHECK_POINT_TAG = "ck";
    private static final String ACK_TAG = "ack";
    private static final String BATCH_ACK_TAG = "bAck";

    /** Stands for the offset in an acknowledgement that lists its offsets. */
    private static final long LISTED = -1;

    private static final int TIMER_QUEUE_ID = 0;

    private ReviveRecords() {}

    /** What the revive topic holds; the short names are those of the wire. */
    sealed interface Entry {
        GroupQueue queue();

        CheckPoint.Id id();

        /** Whether RocketMQ's timer brought it here: acknowledgements may lie behind it that were written before it. */
        boolean delivered();
    }

    /** Messages were handed out. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record HandedOut(GroupQueue queue, CheckPoint.Id id, long[] queueOffsets, long invisibleMillis, boolean delivered)
            implements Entry {}

    /** Messages were acknowledged. */
    record Acknowledged(GroupQueue queue, CheckPoint.Id id, List<Long> queueOffsets, boolean delivered)
            implements Entry {}

    record CheckPointBody(
            int bm,
            String bn,
            String c,
            List<Integer> d,
            long it,
            int n,
            long pt,
            int q,
            long reviveTime,
            long ro,
            long so,
            String t) {}

    record AckBody(long ao, String bn, String c, long pt, int q, long so, String t) {}

    record BatchAckBody(List<Long> aol, long ao, String bn, String c, long pt, int q, long so, String t) {}

    /** Where the records are stored, and by whom. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Journal(String topic, String brokerName, byte[] storeHost) {}

    static AppendMessage checkPoint(Journal journal, CheckPoint checkPoint, long nowMillis) {
        GroupQueue queue = checkPoint.queue();
        List<Integer> distances = Arrays.stream(checkPoint.queueOffsets())
                .mapToObj(offset -> (int) (offset - checkPoint.startOffset()))
                .toList();
        CheckPointBody body = new CheckPointBody(
                0,
                journal.brokerName,
                queue.group(),
                distances,
                checkPoint.invisibleMillis(),
                distances.size(),
                checkPoint.popTime(),
                queue.queueId(),
                checkPoint.popTime() + checkPoint.invisibleMillis(),
                0,
                checkPoint.startOffset(),
                queue.topic());
        String key = key(journal, queue, checkPoint.startOffset(), checkPoint.popTime(), CHECK_POINT_TAG);
        return message(journal, checkPoint.reviveQueueId(), CHECK_POINT_TAG, key, body, true, nowMillis);
    }

    static AppendMessage acknowledgement(
            Journal journal,
            GroupQueue queue,
            CheckPoint.Id id,
            int reviveQueueId,
            List<Long> queueOffsets,
            long nowMillis) {
        boolean single = queueOffsets.size() == 1;
        long queueOffset = single ? queueOffsets.get(0) : LISTED;
        Object body = single
                ? new AckBody(
                        queueOffset,
                        journal.brokerName,
                        queue.group(),
                        id.popTime(),
                        queue.queueId(),
                        id.startOffset(),
                        queue.topic())
                : new BatchAckBody(
                        queueOffsets,
                        queueOffset,
                        journal.brokerName,
                        queue.group(),
                        id.popTime(),
                        queue.queueId(),
                        id.startOffset(),
                        queue.topic());
        String key = key(journal, queue, queueOffset, id.popTime(), ACK_TAG);
        String tag = single ? ACK_TAG : BATCH_ACK_TAG;
        return message(journal, reviveQueueId, tag, key, body, false, nowMillis);
    }

    /** The same record put into the timer, as RocketMQ does with all of them: it comes to the revive topic at that time. */
    static AppendMessage throughTimer(AppendMessage record, long deliverMillis) {
        ByteBuffer properties = new PropertiesEditor(record.properties())
                .put(MessageConst.PROPERTY_TIMER_DELIVER_MS, Long.toString(deliverMillis))
                .put(MessageConst.PROPERTY_TIMER_OUT_MS, Long.toString(TimerTimes.toStore(deliverMillis)))
                .put(MessageConst.PROPERTY_REAL_TOPIC, record.topic())
                .put(MessageConst.PROPERTY_REAL_QUEUE_ID, Integer.toString(record.queueId()))
                .encode();
        return new AppendMessage(
                TopicValidator.RMQ_SYS_WHEEL_TIMER_TOPIC,
                TIMER_QUEUE_ID,
                record.flag(),
                record.sysFlag(),
                record.bornTimestamp(),
                record.bornHost(),
                record.storeHost(),
                record.reconsumeTimes(),
                record.preparedTransactionOffset(),
                record.body(),
                properties,
                record.waitStore());
    }

    private static String key(Journal journal, GroupQueue queue, long queueOffset, long popTime, String what) {
        return String.join(
                "@",
                queue.topic(),
                Integer.toString(queue.queueId()),
                Long.toString(queueOffset),
                queue.group(),
                Long.toString(popTime),
                journal.brokerName,
                what);
    }

    private static AppendMessage message(
            Journal journal,
            int reviveQueueId,
            String tag,
            String key,
            Object body,
            boolean waitStore,
            long nowMillis) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(MessageConst.PROPERTY_TAGS, tag);
        properties.put(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX, key);
        // RocketMQ's clock for a revive queue: a record that is due later lets the check points before it expire too
        // early.
        properties.put(MessageConst.PROPERTY_TIMER_DELIVER_MS, Long.toString(nowMillis));
        byte[] host = journal.storeHost;
        return new AppendMessage(
                journal.topic,
                reviveQueueId,
                0,
                Hosts.mark(0, host, host),
                nowMillis,
                host,
                host,
                0,
                0,
                ByteBuffer.wrap(Json.toJsonBytes(body)),
                ByteBuffer.wrap(
                        MessageDecoder.messageProperties2String(properties).getBytes(UTF_8)),
                waitStore);
    }

    /**
     * Reads a record of the revive topic.
     *
     * @throws IllegalArgumentException when it is none of ours or RocketMQ's
     */
    static Entry read(StoredRecord record) {
        PropertiesEditor properties = new PropertiesEditor(record.properties());
        String tag = String.valueOf(properties.get(MessageConst.PROPERTY_TAGS));
        String body = UTF_8.decode(record.body()).toString();
        boolean delivered = properties.get(MessageConst.PROPERTY_REAL_TOPIC) != null;
        try {
            return switch (tag) {
                case CHECK_POINT_TAG -> handedOut(Json.fromJson(body, CheckPointBody.class), delivered);
                case ACK_TAG -> {
                    AckBody ack = Json.fromJson(body, AckBody.class);
                    yield new Acknowledged(
                            queue(ack.t, ack.c, ack.q), new CheckPoint.Id(ack.pt, ack.so), List.of(ack.ao), delivered);
                }
                case BATCH_ACK_TAG -> {
                    BatchAckBody ack = Json.fromJson(body, BatchAckBody.class);
                    yield new Acknowledged(
                            queue(ack.t, ack.c, ack.q),
                            new CheckPoint.Id(ack.pt, ack.so),
                            ack.aol == null ? List.of() : ack.aol,
                            delivered);
                }
                default -> throw new IllegalArgumentException("its tag is " + tag);
            };
        } catch (JsonException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static HandedOut handedOut(CheckPointBody body, boolean delivered) {
        if (body.d == null || body.d.isEmpty() || body.d.size() > CheckPoint.MAX_MESSAGES) {
            throw new IllegalArgumentException("it lists no offsets, or too many");
        }
        List<Long> offsets = new ArrayList<>();
        body.d.forEach(distance -> offsets.add(body.so + distance));
        return new HandedOut(
                queue(body.t, body.c, body.q),
                new CheckPoint.Id(body.pt, body.so),
                offsets.stream().sorted().mapToLong(Long::longValue).toArray(),
                body.it,
                delivered);
    }

    private static GroupQueue queue(String topic, String group, int queueId) {
        if (topic == null || group == null) {
            throw new IllegalArgumentException("it names no topic or no group");
        }
        return new GroupQueue(topic, group, queueId);
    }
}
