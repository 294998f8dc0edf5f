package io.cometmq.broker.schedule;

import static io.cometmq.common.message.MessageConst.PROPERTY_TIMER_DEQUEUE_MS;
import static io.cometmq.common.message.MessageConst.PROPERTY_TIMER_ENQUEUE_MS;
import static io.cometmq.common.message.MessageConst.PROPERTY_TIMER_ROLL_TIMES;

import io.cometmq.broker.message.PropertiesEditor;
import io.cometmq.broker.message.StoredRecord;
import io.cometmq.common.message.PropertiesView;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.store.AppendResult;
import io.cometmq.store.AppendStatus;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.timer.TimerDelivery;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Stores timer messages again with the properties that RocketMQ gives them (docs/protocol/semantics.md 11). Thread-safe. */
public final class TimedDelivery implements TimerDelivery {
    private static final ThreadLocal<PropertiesView> VIEWS = ThreadLocal.withInitial(PropertiesView::new);

    private final DefaultMessageStore store;
    private final byte[] storeHost;
    private final LongSupplier clockMillis;

    public TimedDelivery(DefaultMessageStore store, byte[] storeHost, LongSupplier clockMillis) {
        this.store = store;
        this.storeHost = storeHost;
        this.clockMillis = clockMillis;
    }

    @Override
    public CompletableFuture<AppendResult> deliver(ByteBuffer buffer) {
        StoredRecord record = new StoredRecord(buffer);
        RealPlace place = RealPlace.of(record.properties(), VIEWS.get());
        if (place == null) {
            return null;
        }
        ByteBuffer properties = timed(record).encode();
        return store.append(record.copyTo(place.topic(), place.queueId(), properties, storeHost))
                .thenCompose(result -> result.status() == AppendStatus.PROPERTIES_TOO_LARGE
                        ? deliverAsItIs(record, place)
                        : CompletableFuture.completedFuture(result));
    }

    /** Better without a note of the times than not at all: a producer may have left no room for them. */
    private CompletableFuture<AppendResult> deliverAsItIs(StoredRecord record, RealPlace place) {
        return store.append(record.copyTo(place.topic(), place.queueId(), record.properties(), storeHost));
    }

    @Override
    public CompletableFuture<AppendResult> roll(ByteBuffer buffer) {
        StoredRecord record = new StoredRecord(buffer);
        PropertiesEditor properties = timed(record);
        properties.put(PROPERTY_TIMER_ROLL_TIMES, Integer.toString(rolls(properties) + 1));
        return store.append(record.copyTo(
                TopicValidator.RMQ_SYS_WHEEL_TIMER_TOPIC, record.queueId(), properties.encode(), storeHost));
    }

    private static int rolls(PropertiesEditor properties) {
        String rolls = properties.get(PROPERTY_TIMER_ROLL_TIMES);
        try {
            return rolls == null ? 0 : Integer.parseInt(rolls);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** With the times at which the message came to the timer and left it. */
    private PropertiesEditor timed(StoredRecord record) {
        return new PropertiesEditor(record.properties())
                .put(PROPERTY_TIMER_ENQUEUE_MS, Long.toString(record.storeTimestamp()))
                .put(PROPERTY_TIMER_DEQUEUE_MS, Long.toString(clockMillis.getAsLong()));
    }
}
