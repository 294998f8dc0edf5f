package io.cometmq.broker.send;

import io.cometmq.broker.message.PropertiesEditor;
import io.cometmq.broker.send.Decision.Place;
import io.cometmq.broker.send.Decision.Refuse;
import io.cometmq.common.message.PropertiesView;
import io.cometmq.common.message.PropertiesView.Name;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.store.DelayTable;
import io.cometmq.store.timer.TimerConfig;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * Where a message is stored that may ask to be delivered later: after the delay of a level (docs/protocol/semantics.md 10), at a time of
 * its choice (11), or not at all. Immutable.
 */
public final class LaterDelivery {
    private final Delays delays;
    private final Timers timers;

    public LaterDelivery(DelayTable table, TimerConfig timerConfig, LongSupplier clockMillis) {
        this.delays = new Delays(table);
        this.timers = new Timers(timerConfig, clockMillis);
    }

    static boolean isAskedFor(PropertiesView view) {
        return view.isPresent(Name.DELAY) || Timers.isTimed(view);
    }

    /**
     * @param view has scanned the properties
     * @param topic where the message belongs, with the queue
     */
    public Decision decide(ByteBuffer properties, PropertiesView view, String topic, int queueId) {
        int level;
        try {
            level = view.getInt(Name.DELAY, 0);
        } catch (NumberFormatException e) {
            return new Refuse(
                    ResponseCode.MESSAGE_ILLEGAL,
                    "a delay of the message to topic " + topic + " is not a number: " + e.getMessage());
        }
        if (level > 0) {
            PropertiesEditor delayed = new PropertiesEditor(properties);
            delays.note(delayed, level, topic, queueId);
            return new Place(Delays.TOPIC, delays.queueId(level), delayed.encode());
        }
        return Timers.isTimed(view)
                ? timers.decide(properties, view, topic, queueId)
                : new Place(topic, queueId, properties);
    }
}
