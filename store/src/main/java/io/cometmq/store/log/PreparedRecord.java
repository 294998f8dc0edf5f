package io.cometmq.store.log;

import io.cometmq.store.AppendMessage;
import io.cometmq.store.dispatch.DispatchRequest;

/** A checked message and everything about its record that can be known before it has its place. Used by one append at a time. */
final class PreparedRecord {
    final DispatchRequest dispatch = new DispatchRequest();
    int bodyCrc;
    int delayLevel;
    long tagsHash;
    /** Bytes of the message's properties that go into the record. */
    int propertiesSize;
    /** Bytes behind them for the CRC of the record, 0 for none. */
    int crcSize;
    /** Let go once encoded. */
    AppendMessage message;
    /** The next record of the same batch. */
    PreparedRecord next;

    int sizeBytes() {
        return dispatch.sizeBytes();
    }

    /** With all that follow in the batch. */
    long totalSizeBytes() {
        long total = 0;
        for (PreparedRecord record = this; record != null; record = record.next) {
            total += record.sizeBytes();
        }
        return total;
    }
}
