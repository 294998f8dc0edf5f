package io.cometmq.broker.transaction;

import io.cometmq.broker.message.Hosts;
import io.cometmq.store.AppendMessage;
import java.util.function.LongSupplier;

/** Makes op records into messages as RocketMQ's broker does: it is their producer itself. Immutable. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OpMessages(byte[] storeHost, LongSupplier clockMillis) {
    AppendMessage message(OpRecord op) {
        return new AppendMessage(
                OpRecord.TOPIC,
                OpRecord.QUEUE_ID,
                0,
                Hosts.mark(0, storeHost, storeHost),
                clockMillis.getAsLong(),
                storeHost,
                storeHost,
                0,
                0,
                op.body(),
                op.properties(),
                true);
    }
}
