package io.cometmq.store.timer;

import static io.cometmq.store.TestStores.property;
import static org.awaitility.Awaitility.await;

import io.cometmq.common.message.MessageDecoder;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.TestStores;
import io.cometmq.store.log.RecordCursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Timer messages, and a delivery as the broker's but for what does not concern the schedule. */
final class TestTimers {
    static final String TARGET = "target";

    private TestTimers() {}

    static AppendMessage message(String key, long dueMillis) {
        return TestStores.message(TimerRecord.TOPIC, 0, key, properties(dueMillis) + property("UNIQ_KEY", key));
    }

    static AppendMessage cancellation(String key, long dueMillis) {
        return TestStores.message(
                TimerRecord.TOPIC,
                0,
                "0",
                properties(dueMillis) + property("UNIQ_KEY", key) + property("TIMER_DEL_UNIQKEY", key));
    }

    private static String properties(long dueMillis) {
        return property("TIMER_OUT_MS", Long.toString(dueMillis))
                + property("REAL_TOPIC", TARGET)
                + property("REAL_QID", "0");
    }

    /**
     * Until all that is due is delivered, and can be read: queues follow the log, files are written by another thread, and a store with much
     * to do takes a message later.
     */
    static void passUntilSettled(TimerEngine engine, DefaultMessageStore store, long nowMillis) {
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    boolean allDispatched = store.dispatchedPhysicalOffset() >= store.maxPhysicalOffset();
                    engine.pass();
                    return allDispatched
                            && engine.progress().watermarkMillis() >= nowMillis
                            && store.dispatchedPhysicalOffset() >= store.maxPhysicalOffset();
                });
    }

    static TimerDelivery delivery(DefaultMessageStore store) {
        return new TimerDelivery() {
            @Override
            public CompletableFuture<AppendResult> deliver(ByteBuffer record) {
                Map<String, String> properties = properties(record);
                properties.put("TIMER_DEQUEUE_MS", "1");
                return append(store, TARGET, record, properties);
            }

            @Override
            public CompletableFuture<AppendResult> roll(ByteBuffer record) {
                Map<String, String> properties = properties(record);
                int rolls = Integer.parseInt(properties.getOrDefault("TIMER_ROLL_TIMES", "0"));
                properties.put("TIMER_ROLL_TIMES", Integer.toString(rolls + 1));
                return append(store, TimerRecord.TOPIC, record, properties);
            }
        };
    }

    private static Map<String, String> properties(ByteBuffer record) {
        RecordCursor cursor = new RecordCursor().wrap(record, 0);
        byte[] text = new byte[cursor.propertiesLength()];
        record.get(cursor.propertiesIndex(), text);
        return new LinkedHashMap<>(MessageDecoder.string2messageProperties(new String(text, StandardCharsets.UTF_8)));
    }

    private static CompletableFuture<AppendResult> append(
            DefaultMessageStore store, String topic, ByteBuffer record, Map<String, String> properties) {
        String text = MessageDecoder.messageProperties2String(properties);
        return store.append(TestStores.message(topic, 0, TestStores.body(record, 0), text));
    }
}
