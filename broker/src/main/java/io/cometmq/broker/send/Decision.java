package io.cometmq.broker.send;

import java.nio.ByteBuffer;

/** What becomes of a message: it is stored somewhere, or its producer is told why not. Immutable. */
sealed interface Decision {
    /** @param properties from position 0 to limit */
    record Place(String topic, int queueId, ByteBuffer properties) implements Decision {}

    /** @param code response code, {@code remark} says what to do about it */
    record Refuse(int code, String remark) implements Decision {}
}
