package io.cometmq.broker.schedule;

import io.cometmq.common.concurrent.Alarm;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.store.MessageArrivingListener;
import java.util.function.LongSupplier;

/** What the delivering thread sleeps on: ends when the earliest known message is due, also one that has come meanwhile. Thread-safe. */
public final class DueAlarm implements MessageArrivingListener {
    private final Alarm alarm;

    public DueAlarm(LongSupplier clockMillis) {
        this.alarm = new Alarm(clockMillis);
    }

    /** The consume queue of a delayed message holds the instant at which it is due. */
    @Override
    public void arrived(String topic, int queueId, long queueOffset, long dueMillis, long storeTimestamp) {
        if (TopicValidator.RMQ_SYS_SCHEDULE_TOPIC.equals(topic)) {
            alarm.bringForward(dueMillis);
        }
    }

    Alarm alarm() {
        return alarm;
    }
}
