package io.cometmq.store.timer;

import io.cometmq.common.message.PropertiesView;
import io.cometmq.common.message.PropertiesView.Name;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.store.log.RecordCursor;
import java.nio.ByteBuffer;

/** What the schedule needs to know of a record of the log. Reusable; not thread-safe. */
final class TimerRecord {
    static final String TOPIC = TopicValidator.RMQ_SYS_WHEEL_TIMER_TOPIC;

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private final RecordCursor cursor = new RecordCursor();
    private final PropertiesView view = new PropertiesView();

    /** Points at the valid record that starts at this index of the buffer. */
    TimerRecord wrap(ByteBuffer buffer, int start) {
        cursor.wrap(buffer, start);
        view.scan(buffer, cursor.propertiesIndex(), cursor.propertiesLength());
        return this;
    }

    int size() {
        return cursor.totalSize();
    }

    long physicalOffset() {
        return cursor.physicalOffset();
    }

    boolean isWaiting() {
        return cursor.topic().equals(TOPIC);
    }

    /** Whether the record is one that a timer message became when it was due. */
    boolean isDelivered() {
        return view.isPresent(Name.TIMER_DEQUEUE_MS) && view.isPresent(Name.TIMER_OUT_MS) && !isWaiting();
    }

    /** @throws NumberFormatException when the record does not say when */
    long dueMillis() {
        return TimerTimes.dueMillis(view);
    }

    String realTopic() {
        String topic = view.get(Name.REAL_TOPIC);
        return topic == null ? "" : topic;
    }

    /** Hash of the unique key, or of that of the messages that this one takes back. */
    long key() {
        return hash(view.get(isCancellation() ? Name.TIMER_DEL_UNIQKEY : Name.UNIQ_KEY));
    }

    long waitingInfo() {
        return TimerEntries.info(
                isCancellation() ? TimerEntries.CANCEL : TimerEntries.PENDING,
                rolls(),
                realTopic().hashCode());
    }

    long deliveredInfo() {
        return TimerEntries.info(TimerEntries.DELIVERED, 0, realTopic().hashCode());
    }

    /** Hash of the unique key of a delivered message. */
    long uniqueKey() {
        return hash(view.get(Name.UNIQ_KEY));
    }

    private boolean isCancellation() {
        return view.isPresent(Name.TIMER_DEL_UNIQKEY);
    }

    private int rolls() {
        try {
            return Math.max(0, view.getInt(Name.TIMER_ROLL_TIMES, 0));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static long hash(String key) {
        long hash = FNV_OFFSET;
        for (int i = 0; key != null && i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
