package io.cometmq.broker.transaction;

import io.cometmq.broker.message.Hosts;
import io.cometmq.broker.message.PropertiesEditor;
import io.cometmq.broker.message.StoredRecord;
import io.cometmq.broker.send.Decision;
import io.cometmq.broker.send.Decision.Place;
import io.cometmq.broker.send.Halves;
import io.cometmq.broker.send.LaterDelivery;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.PropertiesView;
import io.cometmq.common.sysflag.MessageSysFlag;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.store.AppendMessage;
import java.nio.ByteBuffer;

/**
 * A half as it lies in the log, and what can become of it (docs/protocol/message-formats.md 1.6). Valid as long as the record is; the
 * messages made of it share its bytes. Used by one thread.
 */
final class HalfMessage {
    static final String DISCARDED_TOPIC = TopicValidator.RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC;
    static final int DISCARDED_QUEUE_ID = 0;

    private static final long NO_NUMBER = -1;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final StoredRecord record;
    private final PropertiesEditor properties;
    private final String realTopic;
    private final long realQueueId;

    private HalfMessage(StoredRecord record) {
        this.record = record;
        this.properties = new PropertiesEditor(record.properties());
        this.realTopic = properties.get(MessageConst.PROPERTY_REAL_TOPIC);
        this.realQueueId = number(MessageConst.PROPERTY_REAL_QUEUE_ID);
    }

    /** Null when the record does not say where the message belongs: it is not one of a transaction. */
    static HalfMessage of(StoredRecord record) {
        HalfMessage half = new HalfMessage(record);
        return half.realTopic == null || half.realQueueId < 0 || half.realQueueId > Integer.MAX_VALUE ? null : half;
    }

    private long number(String property) {
        try {
            String text = properties.get(property);
            return text == null ? NO_NUMBER : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return NO_NUMBER;
        }
    }

    /** Whether it is in the half topic; a discarded one is not. */
    boolean isInHalfTopic() {
        return Halves.TOPIC.equals(record.topic());
    }

    StoredRecord record() {
        return record;
    }

    String realTopic() {
        return realTopic;
    }

    int realQueueId() {
        return (int) realQueueId;
    }

    String producerGroup() {
        return properties.get(MessageConst.PROPERTY_PRODUCER_GROUP);
    }

    String uniqueKey() {
        return properties.get(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX);
    }

    /** How long the producer wants to be left alone with the half; negative when it does not say, or no number. */
    long immunityMillis() {
        long seconds = number(MessageConst.PROPERTY_CHECK_IMMUNITY_TIME_IN_SECONDS);
        return seconds < 0 ? NO_NUMBER : seconds * MILLIS_PER_SECOND;
    }

    /** How often a broker that stores halves again for each check has asked; 0 for a half that is there for the first time. */
    int checkTimes() {
        return (int) Math.max(0, number(MessageConst.PROPERTY_TRANSACTION_CHECK_TIMES));
    }

    /** Where the message itself goes when it is committed. */
    Decision place(LaterDelivery later) {
        ByteBuffer all = new PropertiesEditor(record.properties())
                .remove(MessageConst.PROPERTY_REAL_TOPIC)
                .remove(MessageConst.PROPERTY_REAL_QUEUE_ID)
                .remove(MessageConst.PROPERTY_TRANSACTION_PREPARED_QUEUE_OFFSET)
                .encode();
        PropertiesView view = new PropertiesView();
        view.scan(all, 0, all.remaining());
        return later.decide(all, view, realTopic, realQueueId());
    }

    /** The message itself, for everybody. */
    AppendMessage committed(Place place, byte[] storeHost) {
        int flag = MessageSysFlag.resetTransactionValue(record.sysFlag(), MessageSysFlag.TRANSACTION_COMMIT_TYPE);
        boolean waits = !"false".equalsIgnoreCase(properties.get(MessageConst.PROPERTY_WAIT_STORE_MSG_OK));
        return copy(
                place.topic(),
                place.queueId(),
                flag,
                record.physicalOffset(),
                record.body(),
                place.properties(),
                waits,
                storeHost);
    }

    /** A copy for administrators, in the topic of those that nobody decided. It has a body of its own: nobody waits for it. */
    AppendMessage discarded(int checkTimes, byte[] storeHost) {
        ByteBuffer body = record.body();
        ByteBuffer own = ByteBuffer.allocate(body.remaining()).put(body).flip();
        return copy(DISCARDED_TOPIC, DISCARDED_QUEUE_ID, checkTimes, own, storeHost);
    }

    /** A new half, asked for from the beginning. */
    AppendMessage resumed(byte[] storeHost) {
        return copy(Halves.TOPIC, Halves.QUEUE_ID, 0, record.body(), storeHost);
    }

    private AppendMessage copy(String topic, int queueId, int checkTimes, ByteBuffer body, byte[] storeHost) {
        ByteBuffer all = new PropertiesEditor(record.properties())
                .put(MessageConst.PROPERTY_TRANSACTION_CHECK_TIMES, Integer.toString(checkTimes))
                .encode();
        int flag = MessageSysFlag.resetTransactionValue(record.sysFlag(), MessageSysFlag.TRANSACTION_NOT_TYPE);
        return copy(topic, queueId, flag, 0, body, all, true, storeHost);
    }

    private AppendMessage copy(
            String topic,
            int queueId,
            int sysFlag,
            long preparedOffset,
            ByteBuffer body,
            ByteBuffer encodedProperties,
            boolean waits,
            byte[] storeHost) {
        byte[] bornHost = record.bornHost();
        return new AppendMessage(
                topic,
                queueId,
                record.flag(),
                Hosts.mark(sysFlag, bornHost, storeHost),
                record.bornTimestamp(),
                bornHost,
                storeHost,
                record.reconsumeTimes(),
                preparedOffset,
                body,
                encodedProperties,
                waits);
    }
}
