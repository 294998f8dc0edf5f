package io.cometmq.broker.send;

import io.cometmq.broker.message.PropertiesEditor;
import io.cometmq.broker.send.Decision.Place;
import io.cometmq.broker.send.Decision.Refuse;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.PropertiesView;
import io.cometmq.common.message.PropertiesView.Name;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.store.timer.TimerConfig;
import io.cometmq.store.timer.TimerTimes;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What a time of delivery makes of a message: it is stored in the timer topic, and its properties remember when and where it is to be
 * delivered (docs/protocol/semantics.md 11). Immutable.
 */
final class Timers {
    private static final int QUEUE_ID = 0;

    private final boolean enabled;
    private final long maxDelayMillis;
    private final LongSupplier clockMillis;

    Timers(TimerConfig config, LongSupplier clockMillis) {
        this.enabled = config.timerWheelEnable();
        this.maxDelayMillis = TimeUnit.SECONDS.toMillis(config.timerMaxDelaySec());
        this.clockMillis = clockMillis;
    }

    /** Whether the message asks for a time of delivery. */
    static boolean isTimed(PropertiesView view) {
        return view.isPresent(Name.TIMER_DELAY_SEC)
                || view.isPresent(Name.TIMER_DELAY_MS)
                || view.isPresent(Name.TIMER_DELIVER_MS);
    }

    /**
     * Decides about a message that does.
     *
     * @param view has scanned the properties
     * @param topic where the message belongs, with the queue
     */
    Decision decide(ByteBuffer properties, PropertiesView view, String topic, int queueId) {
        if (!enabled) {
            return new Refuse(
                    ResponseCode.SYSTEM_ERROR,
                    "timer messages are switched off on this broker (timerWheelEnable = false): topic " + topic);
        }
        long now = clockMillis.getAsLong();
        long delayMillis;
        try {
            delayMillis = delayMillis(view, now);
        } catch (NumberFormatException e) {
            return illegal("the time of the message to topic " + topic + " is not a number: " + e.getMessage());
        }
        boolean takesBack = view.isPresent(Name.TIMER_DEL_UNIQKEY);
        if (delayMillis > maxDelayMillis || (takesBack && delayMillis <= 0)) {
            return illegal("topic " + topic + ", delay " + delayMillis + "ms");
        }
        if (delayMillis <= 0) {
            return new Place(topic, queueId, properties);
        }
        long dueMillis = TimerTimes.toStore(now + delayMillis);
        PropertiesEditor timed = new PropertiesEditor(properties)
                .put(MessageConst.PROPERTY_TIMER_OUT_MS, Long.toString(dueMillis))
                .put(MessageConst.PROPERTY_REAL_TOPIC, topic)
                .put(MessageConst.PROPERTY_REAL_QUEUE_ID, Integer.toString(queueId));
        return new Place(TopicValidator.RMQ_SYS_WHEEL_TIMER_TOPIC, QUEUE_ID, timed.encode(), dueMillis);
    }

    private Refuse illegal(String detail) {
        return new Refuse(
                ResponseCode.MESSAGE_ILLEGAL,
                "timer message illegal, the delay time should not be bigger than the max delay " + maxDelayMillis
                        + "ms; or if set del msg, the delay time should be bigger than the current time: " + detail);
    }

    /** The first of the three properties counts.. */
    private static long delayMillis(PropertiesView view, long now) {
        if (view.isPresent(Name.TIMER_DELAY_SEC)) {
            return TimeUnit.SECONDS.toMillis(view.getLong(Name.TIMER_DELAY_SEC, 0));
        }
        if (view.isPresent(Name.TIMER_DELAY_MS)) {
            return view.getLong(Name.TIMER_DELAY_MS, 0);
        }
        long deliverMillis = view.getLong(Name.TIMER_DELIVER_MS, 0);
        return deliverMillis <= now ? 0 : deliverMillis - now;
    }
}
