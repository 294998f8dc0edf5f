package io.cometmq.broker.send;

import java.nio.ByteBuffer;

/** What becomes of a message: it is stored somewhere, or its producer is told why not. Immutable. */
public sealed interface Decision {
    /**
     * Where it is stored.
     *
     * @param properties from position 0 to limit
     * @param dueMillis when a timer message is due, else 0
     */
    record Place(String topic, int queueId, ByteBuffer properties, long dueMillis) implements Decision {
        Place(String topic, int queueId, ByteBuffer properties) {
            this(topic, queueId, properties, 0);
        }
    }

    /** @param code response code, {@code remark} says what to do about it */
    record Refuse(int code, String remark) implements Decision {}
}
